package muster.organizations;

import muster.identity.Faults;
import muster.identity.People;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Parts;
import muster.web.Problem;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import muster.web.Visitor;
import org.jspecify.annotations.Nullable;

/** /account/deletion, and DELETE /api/v1/me */
public final class AccountDeletionPages {
    private static final int CONFLICT = 409;

    private final Desk desk;
    private final AccountDeletion deletion;
    private final Messages messages;

    public AccountDeletionPages(Desk desk, AccountDeletion deletion, Messages messages) {
        this.desk = desk;
        this.deletion = deletion;
        this.messages = messages;
    }

    /**
     * The page: what goes, and the proof that it is meant.
     *
     * @param refusal why it cannot be, null where it can
     */
    public record AccountDeleted(String address, Parts.Field email, @Nullable String refusal)
            implements Reply.Page {
        @Override
        public int status() {
            return email.problem() == null ? 200 : Faults.STATUS;
        }
    }

    private record Form(String email) {}

    public void pages(Routes routes) {
        routes.get("/", desk.account(request -> page(request, new Faults(messages), "")))
                .post("/", desk.account(this::submitted).fresh());
    }

    public void endpoints(Routes routes) {
        routes.delete("/", desk.account(this::asked).fresh());
    }

    private Reply page(Request request, Faults faults, String typed) {
        var person = request.person();
        return new AccountDeleted(person.email(), faults.field("email", typed), refusal(person));
    }

    private @Nullable String refusal(Visitor.SignedIn person) {
        var kept = deletion.keptBy(person.person());
        return kept.isEmpty()
                ? null
                : messages.text("organizations.account.delete.owner", String.join(", ", kept));
    }

    private Reply submitted(Request request) {
        var typed = request.body(Form.class).email();
        var faults = new Faults(messages);
        faults.check(
                typed.strip().equalsIgnoreCase(request.person().email()),
                "email",
                "organizations.account.delete.other");
        return faults.none() && refusal(request.person()) == null
                ? deleted(request)
                : page(request, faults, typed);
    }

    /** A token acts for its person, but does not end them. */
    private Reply asked(Request request) {
        var refusal = refusal(request.person());
        if (request.person().session().isEmpty()) {
            throw Problem.forbidden("sign in to do this: a token does not delete its person");
        } else if (refusal != null) {
            throw Problem.of(CONFLICT, "Last owner", refusal);
        }
        return deleted(request);
    }

    private Reply deleted(Request request) {
        var person = request.person();
        try {
            deletion.delete(new People.Person(person.person(), person.email(), person.name()));
        } catch (Unchanged unchanged) {
            throw unchanged.problem();
        }
        return new Reply.Moved("/", Reply.Json.nothing()).with(new Reply.Session(""));
    }
}
