package muster.organizations;

import static muster.tenancy.Permission.ORGANIZATION_DELETE;

import java.util.List;
import muster.identity.Faults;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Parts;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;

/** /o/{org}/settings/deletion, and DELETE /api/v1/orgs/{org} */
public final class DeletionPages {
    private final Desk desk;
    private final Deletions deletions;
    private final Messages messages;

    public DeletionPages(Desk desk, Deletions deletions, Messages messages) {
        this.desk = desk;
        this.deletions = deletions;
        this.messages = messages;
    }

    /** The page: what goes, and the address that shows that it is meant. */
    public record Deletion(List<Parts.Choice> tabs, String name, Parts.Field slug)
            implements Reply.Page {
        @Override
        public int status() {
            return slug.problem() == null ? 200 : Faults.STATUS;
        }
    }

    private record Form(String slug) {}

    public void pages(Routes routes) {
        routes.get("/", desk.member(ORGANIZATION_DELETE, this::page))
                .post("/", desk.member(ORGANIZATION_DELETE, this::submitted).fresh());
    }

    public void endpoints(Routes routes) {
        routes.delete("/", desk.member(ORGANIZATION_DELETE, this::asked).fresh());
    }

    private Reply page(Request request) {
        return page(request, new Faults(messages), "");
    }

    private Reply page(Request request, Faults faults, String slug) {
        return new Deletion(
                SettingsTabs.of(request, messages, ""),
                request.organization().name(),
                faults.field("slug", slug));
    }

    private Reply submitted(Request request) {
        var form = request.body(Form.class);
        var faults = new Faults(messages);
        var slug = request.organization().slug();
        faults.check(form.slug().strip().equals(slug), "slug", "organizations.deletion.other");
        if (faults.none()) {
            deletions.delete(request.actor());
            return Reply.Moved.to("/orgs");
        } else {
            return page(request, faults, form.slug());
        }
    }

    private Reply asked(Request request) {
        deletions.delete(request.actor());
        return Reply.Json.nothing();
    }
}
