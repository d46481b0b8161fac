package muster.organizations;

import static muster.tenancy.Permission.ORGANIZATION_DELETE;

import java.util.List;
import muster.database.Database;
import muster.identity.Faults;
import muster.identity.Login;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Parts;
import muster.web.Problem;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import muster.web.Visitor;
import org.jspecify.annotations.Nullable;

/** /o/{org}/settings/deletion, and DELETE /api/v1/orgs/{org} */
public final class DeletionPages {
    private final Desk desk;
    private final Database database;
    private final Login logins;
    private final Deletions deletions;
    private final Messages messages;

    public DeletionPages(
            Desk desk, Database database, Login logins, Deletions deletions, Messages messages) {
        this.desk = desk;
        this.database = database;
        this.logins = logins;
        this.deletions = deletions;
        this.messages = messages;
    }

    /** The page: what goes, and the proof that it is meant. */
    public record Deletion(
            List<Parts.Choice> tabs, String name, Parts.Field slug, Parts.Field password)
            implements Reply.Page {
        @Override
        public int status() {
            return slug.problem() == null && password.problem() == null ? 200 : Faults.STATUS;
        }
    }

    private record Form(String slug, String password) {}

    /** What a session must show besides; a key or token needs none. */
    private record Proof(@Nullable String password) {}

    // A password is looked at before there is an organization, at the door.
    public void pages(Routes routes) {
        routes.get("/", desk.member(ORGANIZATION_DELETE, this::page))
                .post("/", desk.member(ORGANIZATION_DELETE, this::submitted).alone());
    }

    public void endpoints(Routes routes) {
        routes.delete(
                "/", desk.member(ORGANIZATION_DELETE, this::asked).reading(Proof.class).alone());
    }

    private Reply page(Request request) {
        return page(request, new Faults(messages), "");
    }

    private Reply page(Request request, Faults faults, String slug) {
        return new Deletion(
                SettingsTabs.of(request, messages, ""),
                request.organization().name(),
                faults.field("slug", slug),
                faults.field("password"));
    }

    private Reply submitted(Request request) {
        var form = request.body(Form.class);
        var faults = new Faults(messages);
        var slug = request.organization().slug();
        faults.check(form.slug().strip().equals(slug), "slug", "organizations.deletion.other");
        if (faults.none()) {
            var proven = logins.proves(request.person(), form.password());
            faults.check(proven, "password", "identity.password.wrong");
        }
        if (faults.none()) {
            delete(request);
            return Reply.Moved.to("/orgs");
        } else {
            return page(request, faults, form.slug());
        }
    }

    /** A key or token that may do this was made for it; a session is proven by its password. */
    private Reply asked(Request request) {
        if (request.visitor() instanceof Visitor.SignedIn person && person.session().isPresent()) {
            var password = request.body(Proof.class).password();
            if (password == null || !logins.proves(person, password)) {
                throw Problem.forbidden("password: " + messages.text("identity.password.wrong"));
            }
        }
        delete(request);
        return Reply.Json.nothing();
    }

    private void delete(Request request) {
        database.inTenant(
                request.tenant(),
                () -> {
                    deletions.delete(request.actor());
                    return request;
                });
    }
}
