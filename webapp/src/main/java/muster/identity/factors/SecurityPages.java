package muster.identity.factors;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import muster.database.Database;
import muster.identity.AccountTabs;
import muster.identity.Accounts;
import muster.identity.Next;
import muster.identity.PersonalRecord;
import muster.identity.Sessions;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Page;
import muster.web.Parts;
import muster.web.Problem;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import muster.web.Visitor;
import org.jspecify.annotations.Nullable;

/** /account/security: how a person signs in, where they are signed in, and an end to it. */
public final class SecurityPages {
    /** What may have happened before the page is shown, and whether it is good news. */
    private static final List<String> GOOD = List.of("added", "removed");

    private static final List<String> BAD = List.of("kept", "break-glass", "no-passkey", "no-name");

    private final Desk desk;
    private final Database database;
    private final Sessions sessions;
    private final Factors factors;
    private final PersonalRecord record;
    private final Messages messages;

    SecurityPages(
            Desk desk,
            Database database,
            Sessions sessions,
            Factors factors,
            PersonalRecord record,
            Messages messages) {
        this.desk = desk;
        this.database = database;
        this.sessions = sessions;
        this.factors = factors;
        this.record = record;
        this.messages = messages;
    }

    /**
     * The page.
     *
     * @param codesLeft how many recovery codes there are
     * @param any whether there is any factor
     * @param shown whether this session has shown a factor
     * @param wanted the organization that wants one, and lets nobody in without
     * @param next where the person wanted to go there
     * @param others whether there is more than the reader's own session
     */
    public record Security(
            List<Parts.Choice> tabs,
            @Nullable Notice notice,
            TotpKeys.@Nullable Confirmed app,
            List<Passkeys.Passkey> passkeys,
            long codesLeft,
            boolean any,
            boolean shown,
            @Nullable String wanted,
            String next,
            List<Row> sessions,
            boolean others)
            implements Reply.Page {}

    /** What has just happened; the tone is good or bad. */
    public record Notice(String tone, String text) {}

    /**
     * A session in the list.
     *
     * @param began the word for how it began
     * @param current whether it is the one that asks
     */
    public record Row(
            UUID id,
            String device,
            String address,
            String began,
            boolean secondFactor,
            Instant createdAt,
            Instant usedAt,
            boolean current) {}

    private record Mine(
            Optional<TotpKeys.Confirmed> app,
            List<Passkeys.Passkey> passkeys,
            List<Row> sessions) {}

    public void pages(Routes routes) {
        routes.get("/", desk.account(this::page))
                .post("/sessions/{id}/ending", desk.account(this::end))
                .post("/sessions/ending", desk.account(this::endOthers));
    }

    /** The same for programs: /api/v1/me/sessions. */
    public void endpoints(Routes routes) {
        routes.get(
                        "/",
                        desk.account(
                                request -> Reply.Json.ok(Page.whole(mine(request).sessions()))))
                .delete("/{id}", desk.account(this::end));
    }

    private Reply page(Request request) {
        var person = request.person();
        var mine = mine(request);
        var wanted =
                request.query("wanted")
                        .flatMap(slug ->
                                person.memberships().stream()
                                        .map(Visitor.Membership::organization)
                                        .filter(one -> one.slug().equals(slug))
                                        .findFirst());
        return new Security(
                AccountTabs.SECURITY.open(messages),
                request.query("after").flatMap(event -> notice(person, event)).orElse(null),
                mine.app().orElse(null),
                mine.passkeys(),
                database.atDoor(() -> factors.codes.left(person.person())),
                mine.app().isPresent() || !mine.passkeys().isEmpty(),
                person.session().filter(Visitor.Session::secondFactor).isPresent(),
                wanted.map(Visitor.Organization::name).orElse(null),
                Next.of(request),
                mine.sessions(),
                mine.sessions().stream().anyMatch(row -> !row.current()));
    }

    private Optional<Notice> notice(Visitor.SignedIn person, String event) {
        var key = "identity.security.after." + event;
        if (GOOD.contains(event)) {
            return Optional.of(new Notice("good", messages.text(key)));
        } else if (BAD.contains(event)) {
            var organizations = database.atDoor(() -> factors.wantedBy(person.person()));
            return Optional.of(
                    new Notice("bad", messages.text(key, String.join(", ", organizations))));
        } else {
            return Optional.empty();
        }
    }

    private Mine mine(Request request) {
        var own = request.person().session().map(Visitor.Session::id);
        return database.asPerson(
                request.person().person(),
                () ->
                        new Mine(
                                factors.keys.mine(),
                                factors.passkeys.mine(),
                                sessions.mine().stream().map(one -> row(one, own)).toList()));
    }

    private static Row row(Sessions.Session one, Optional<UUID> own) {
        return new Row(
                one.id(),
                one.device(),
                one.address(),
                one.authentication().word(),
                one.secondFactor(),
                one.createdAt(),
                one.usedAt(),
                own.filter(one.id()::equals).isPresent());
    }

    private Reply end(Request request) {
        var person = request.person();
        var id = request.id("id");
        if (!database.asPerson(person.person(), () -> sessions.end(id))) {
            throw Problem.notFound();
        }
        record.write(Accounts.person(person), "session.ended", "ended a session of their own");
        return Reply.Moved.to("/account/security");
    }

    private Reply endOthers(Request request) {
        var person = request.person();
        database.asPerson(person.person(), () -> sessions.endOthers(person));
        record.write(Accounts.person(person), "session.ended", "ended all other sessions");
        return Reply.Moved.to("/account/security");
    }
}
