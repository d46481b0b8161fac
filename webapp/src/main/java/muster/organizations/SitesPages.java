package muster.organizations;

import static muster.tenancy.Permission.SITES_READ;
import static muster.tenancy.Permission.SITES_WRITE;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import muster.database.Database;
import muster.identity.Faults;
import muster.identity.Line;
import muster.web.Asked;
import muster.web.Desk;
import muster.web.Exports;
import muster.web.Messages;
import muster.web.Parts;
import muster.web.Problem;
import muster.web.Query;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import org.jspecify.annotations.Nullable;

/** /o/{org}/sites */
public final class SitesPages {
    private static final String TAKEN = "taken";
    private static final String USED = "used";
    private static final List<String> COLUMNS = List.of("id", "name", "created_at");

    private final Desk desk;
    private final Database database;
    private final Sites sites;
    private final Messages messages;

    public SitesPages(Desk desk, Database database, Sites sites, Messages messages) {
        this.desk = desk;
        this.database = database;
        this.sites = sites;
        this.messages = messages;
    }

    /**
     * The page: the sites and a form for another.
     *
     * @param refusal why a change was refused
     */
    public record SiteList(
            Query query,
            @Nullable String problem,
            muster.web.Page<Sites.Site> sites,
            Parts.Field name,
            boolean mayChange,
            @Nullable String refusal)
            implements Reply.Page {
        @Override
        public Object json() {
            return sites;
        }

        @Override
        public int status() {
            return name.problem() == null ? 200 : Faults.STATUS;
        }
    }

    private record Form(String name) {}

    public void routing(Routes routes) {
        routes.get(
                        "/",
                        desk.member(SITES_READ, request -> page(request, Parts.Field.EMPTY))
                                .listing()
                                .asking("format"))
                .post("/", desk.member(SITES_WRITE, this::add).reading(Form.class));
        routes.pages()
                .post("/{id}/name", desk.member(SITES_WRITE, this::rename).reading(Form.class))
                .post("/{id}/removal", desk.member(SITES_WRITE, this::remove));
        routes.endpoints()
                .put("/{id}", desk.member(SITES_WRITE, this::rename).reading(Form.class))
                .delete("/{id}", desk.member(SITES_WRITE, this::remove));
    }

    private Reply page(Request request, Parts.Field name) {
        var asked = Asked.of(request, Sites.FIELDS);
        var query = asked.query();
        return exported(request, query)
                .orElseGet(() ->
                        new SiteList(
                                query,
                                asked.problem(),
                                sites.matching(query),
                                name,
                                request.may(SITES_WRITE),
                                request.query("after")
                                        .filter(List.of(TAKEN, USED)::contains)
                                        .map(why -> messages.text("organizations.site." + why))
                                        .orElse(null)));
    }

    private Optional<Reply> exported(Request request, Query query) {
        return Exports.of(request)
                .map(export ->
                        export.file(
                                "sites",
                                COLUMNS,
                                sites::each,
                                query,
                                database,
                                one ->
                                        new @Nullable Object[] {
                                            one.id(), one.name(), one.createdAt()
                                        }));
    }

    private Sites.Site found(Request request) {
        return sites.find(request.id("id")).orElseThrow(Problem::notFound);
    }

    private Reply rename(Request request) {
        var site = found(request);
        var name =
                Line.of(request.body(Form.class).name(), Sites.NAME_LETTERS_MAX)
                        .orElseThrow(() ->
                                Problem.badRequest(messages.text("organizations.name.malformed")));
        return sites.rename(site, name, request.actor())
                ? Reply.Moved.to(request.path("/sites"))
                : refused(request, TAKEN);
    }

    private Reply remove(Request request) {
        return sites.remove(found(request), request.actor())
                ? Reply.Moved.to(request.path("/sites"))
                : refused(request, USED);
    }

    private Reply refused(Request request, String why) {
        if (request.isApi()) {
            throw Problem.of(409, "Conflict", messages.text("organizations.site." + why));
        }
        return Reply.Moved.to(request.path("/sites?after=" + why));
    }

    private Reply add(Request request) {
        if (sites.isFull()) {
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
                    ? Problem.of(409, "Conflict", messages.text("organizations.site.taken"))
                    : faults.problem();
        } else {
            return page(request, faults.field("name", typed));
        }
    }
}
