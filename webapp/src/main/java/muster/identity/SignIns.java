package muster.identity;

import java.time.Clock;
import java.util.Optional;
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
    private final KnownDevices devices;
    private final PersonalRecord record;
    private final Letters letters;
    private final BreakGlass breakGlass;
    private final Clock clock;

    SignIns(
            Database database,
            Sessions sessions,
            KnownDevices devices,
            PersonalRecord record,
            Letters letters,
            Clock clock) {
        this.database = database;
        this.sessions = sessions;
        this.devices = devices;
        this.record = record;
        this.letters = letters;
        this.breakGlass = new BreakGlass(database, record, letters, clock);
        this.clock = clock;
    }

    /** Begins a session of this person. */
    public Sessions.Begun begin(People.Person person, Sessions.Beginning beginning, Origin origin) {
        var begun = database.atDoor(() -> begun(person, beginning, origin));
        var detail = "signed in %sfrom %s".formatted(by(beginning), origin.address());
        beginning
                .organization()
                .ifPresentOrElse(
                        one -> record.writeIn(one, person, "login", detail),
                        () -> record.write(person, "login", detail));
        breakGlass.watch(person, beginning, origin);
        return begun;
    }

    // Who lets an identity provider vouch for them hears of strangers from that one.
    private Sessions.Begun begun(
            People.Person person, Sessions.Beginning beginning, Origin origin) {
        if (beginning.organization().isPresent()) {
            return sessions.begin(person.id(), beginning, origin, Optional.empty());
        }
        var seen = devices.note(person.id(), origin);
        if (seen.news()) {
            var at = clock.instant();
            database.afterCommit(() -> letters.newSignIn(person, origin, at));
        }
        return sessions.begin(person.id(), beginning, origin, seen.made());
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
