package muster.organizations;

import static muster.tenancy.Permission.ORGANIZATION_DELETE;
import static muster.tenancy.Permission.ORGANIZATION_READ;
import static muster.tenancy.Permission.ORGANIZATION_WRITE;

import java.util.List;
import muster.identity.Faults;
import muster.identity.Line;
import muster.plans.Plan;
import muster.plans.Plans;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Parts;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;

/** /o/{org}/settings */
public final class SettingsPages {
    private final Desk desk;
    private final Organizations organizations;
    private final Plans plans;
    private final Messages messages;

    public SettingsPages(Desk desk, Organizations organizations, Plans plans, Messages messages) {
        this.desk = desk;
        this.organizations = organizations;
        this.plans = plans;
        this.messages = messages;
    }

    /** The page: name and slug, and the plan. */
    public record Settings(
            List<Parts.Choice> tabs,
            Organizations.Organization organization,
            Plan plan,
            Parts.Field name,
            Parts.Field slug,
            boolean mayChange,
            boolean mayDelete,
            boolean saved)
            implements Reply.Page {
        @Override
        public Object json() {
            return organization;
        }

        @Override
        public int status() {
            return name.problem() == null && slug.problem() == null ? 200 : Faults.STATUS;
        }
    }

    private record Form(String name, String slug) {}

    public void routing(Routes routes) {
        routes.get("/", desk.member(ORGANIZATION_READ, this::page));
        routes.pages().post("/", desk.member(ORGANIZATION_WRITE, this::save));
        endpoints(routes.endpoints());
    }

    /** The same where a program has the organization itself in its hands. */
    public void endpoints(Routes routes) {
        routes.put("/", desk.member(ORGANIZATION_WRITE, this::save).reading(Form.class));
    }

    private Reply page(Request request) {
        var one = organizations.current();
        return page(request, new Faults(messages), one.name(), one.slug());
    }

    private Reply page(Request request, Faults faults, String name, String slug) {
        return new Settings(
                SettingsTabs.of(request, messages, ""),
                organizations.current(),
                plans.current(),
                faults.field("name", name),
                faults.field("slug", slug),
                request.may(ORGANIZATION_WRITE),
                request.may(ORGANIZATION_DELETE),
                request.query("after").isPresent() && faults.none());
    }

    private Reply save(Request request) {
        var form = request.body(Form.class);
        var faults = new Faults(messages);
        var name = Line.of(form.name(), Organizations.NAME_LETTERS_MAX);
        var slug = Slug.of(form.slug());
        faults.check(name.isPresent(), "name", "organizations.name.malformed");
        faults.check(slug.isPresent(), "slug", "organizations.slug.malformed");
        if (faults.none()) {
            var moved = organizations.move(slug.orElseThrow(), request.actor());
            faults.check(moved, "slug", "organizations.slug.taken");
        }
        if (faults.none()) {
            organizations.rename(name.orElseThrow(), request.actor());
            return new Reply.Moved(
                    "/o/" + slug.orElseThrow() + "/settings?after=saved",
                    Reply.Json.ok(organizations.current()));
        } else if (request.isApi()) {
            throw faults.problem();
        } else {
            return page(request, faults, form.name(), form.slug());
        }
    }
}
