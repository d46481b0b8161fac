package muster.identity;

import java.util.UUID;
import muster.database.Database;
import muster.tenancy.Authentication;

/**
 * Where every way of signing in ends, once it is known who it is: a session begins, and it stands
 * in the record. Outside of any transaction.
 */
public final class SignIns {
    private final Database database;
    private final Sessions sessions;
    private final PersonalRecord record;

    SignIns(Database database, Sessions sessions, PersonalRecord record) {
        this.database = database;
        this.sessions = sessions;
        this.record = record;
    }

    /** Begins a session of this person. */
    public Sessions.Begun begin(People.Person person, Sessions.Beginning beginning, Origin origin) {
        var begun = database.atDoor(() -> sessions.begin(person.id(), beginning, origin));
        var detail = "signed in %sfrom %s".formatted(by(beginning), origin.address());
        beginning
                .organization()
                .ifPresentOrElse(
                        one -> record.writeIn(one, person, "login", detail),
                        () -> record.write(person, "login", detail));
        return begun;
    }

    /** Notes that the person of this session has shown again who they are. */
    public void prove(UUID session, boolean secondFactor) {
        database.atDoor(() -> {
            sessions.prove(session, secondFactor);
            return session;
        });
    }

    private static String by(Sessions.Beginning beginning) {
        var factor = beginning.secondFactor() ? "with a second factor " : "";
        return beginning.authentication() == Authentication.PASSWORD
                ? factor
                : "by %s %s".formatted(beginning.authentication().word(), factor);
    }
}
