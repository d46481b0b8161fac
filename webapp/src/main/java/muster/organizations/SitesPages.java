package muster.organizations;

import static muster.tenancy.Permission.SITES_READ;
import static muster.tenancy.Permission.SITES_WRITE;

import java.util.List;
import java.util.Map;
import muster.identity.Faults;
import muster.identity.Line;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Parts;
import muster.web.Problem;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;

/** /o/{org}/sites */
public final class SitesPages {
    private final Desk desk;
    private final Sites sites;
    private final Messages messages;

    public SitesPages(Desk desk, Sites sites, Messages messages) {
        this.desk = desk;
        this.sites = sites;
        this.messages = messages;
    }

    /** The page: the sites and a form for another. */
    public record SiteList(List<Sites.Site> sites, Parts.Field name, boolean mayChange)
            implements Reply.Page {
        @Override
        public Object json() {
            return Items.all(sites);
        }

        @Override
        public int status() {
            return name.problem() == null ? 200 : Faults.STATUS;
        }
    }

    private record Form(String name) {}

    public void routing(Routes routes) {
        routes.get("/", desk.member(SITES_READ, request -> page(request, Parts.Field.EMPTY)))
                .post("/", desk.member(SITES_WRITE, this::add).reading(Form.class));
    }

    private Reply page(Request request, Parts.Field name) {
        return new SiteList(sites.all(), name, request.may(SITES_WRITE));
    }

    private Reply add(Request request) {
        if (sites.all().size() >= Sites.SITES_MAX) {
            throw Problem.of(409, "Too many sites", "at most " + Sites.SITES_MAX);
        }
        var typed = request.body(Form.class).name();
        var name = Line.of(typed, Sites.NAME_LETTERS_MAX);
        var id = name.flatMap(one -> sites.add(one, request.actor()));
        var faults = new Faults(messages);
        faults.check(name.isPresent(), "name", "organizations.name.malformed");
        faults.check(id.isPresent(), "name", "organizations.site.taken");
        if (id.isPresent()) {
            return new Reply.Moved(
                    request.path("/sites"), Reply.Json.created(Map.of("id", id.get())));
        } else if (request.isApi()) {
            throw name.isPresent()
                    ? Problem.of(409, "Conflict", "there is a site of this name")
                    : faults.problem();
        } else {
            return page(request, faults.field("name", typed));
        }
    }
}
