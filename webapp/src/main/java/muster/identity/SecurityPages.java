package muster.identity;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import muster.database.Database;
import muster.web.Desk;
import muster.web.Messages;
import muster.web.Parts;
import muster.web.Problem;
import muster.web.Reply;
import muster.web.Request;
import muster.web.Routes;
import muster.web.Visitor;

/** /account/security: where a person is signed in, and an end to it. */
public final class SecurityPages {
    private final Desk desk;
    private final Database database;
    private final Sessions sessions;
    private final PersonalRecord record;
    private final Messages messages;

    public SecurityPages(
            Desk desk,
            Database database,
            Sessions sessions,
            PersonalRecord record,
            Messages messages) {
        this.desk = desk;
        this.database = database;
        this.sessions = sessions;
        this.record = record;
        this.messages = messages;
    }

    /** The page; {@code others} says whether there is more than the reader's own session. */
    public record Security(List<Parts.Choice> tabs, List<Row> sessions, boolean others)
            implements Reply.Page {}

    /** A session in the list; {@code current} is the one that asks. */
    public record Row(
            UUID id,
            String device,
            String address,
            Instant createdAt,
            Instant usedAt,
            boolean current) {}

    public void routing(Routes routes) {
        routes.get("/", desk.person(this::page))
                .post("/sessions/{id}/ending", desk.account(this::end))
                .post("/sessions/ending", desk.account(this::endOthers));
    }

    private Reply page(Request request) {
        var own = request.person().session().map(Visitor.Session::id);
        var rows =
                sessions.mine().stream()
                        .map(one ->
                                new Row(
                                        one.id(),
                                        one.device(),
                                        one.address(),
                                        one.createdAt(),
                                        one.usedAt(),
                                        own.filter(one.id()::equals).isPresent()))
                        .toList();
        return new Security(
                AccountTabs.SECURITY.open(messages),
                rows,
                rows.stream().anyMatch(row -> !row.current()));
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
