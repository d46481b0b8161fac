package muster.identity;

import java.time.ZoneId;
import muster.database.Database;
import muster.web.Messages;
import muster.web.Visitor;

/** What people change about themselves. */
public final class Accounts {
    private final Database database;
    private final People people;
    private final Login logins;
    private final Passwords passwords;
    private final Sessions sessions;
    private final Letters letters;
    private final PersonalRecord record;
    private final Messages messages;

    Accounts(
            Database database,
            People people,
            Login logins,
            Passwords passwords,
            Sessions sessions,
            Letters letters,
            PersonalRecord record,
            Messages messages) {
        this.database = database;
        this.people = people;
        this.logins = logins;
        this.passwords = passwords;
        this.sessions = sessions;
        this.letters = letters;
        this.record = record;
        this.messages = messages;
    }

    /** Changes name and zone, or says what is wrong with them. */
    Faults describe(Visitor.SignedIn person, String name, String zone) {
        var faults = new Faults(messages);
        var line = Line.of(name, People.NAME_LETTERS_MAX);
        faults.check(line.isPresent(), "name", "identity.name.malformed");
        faults.check(isPlace(zone), "zone", "identity.zone.unknown");
        if (faults.none()) {
            database.asPerson(
                    person.person(),
                    () -> {
                        people.describe(person.person(), line.orElseThrow(), zone);
                        return zone;
                    });
            record.write(person(person), "account.changed", "is called %s".formatted(line.get()));
        }
        return faults;
    }

    /** Changes the password of who knows the present one, and ends their other sessions. */
    Faults changePassword(Visitor.SignedIn person, String current, String password) {
        var faults = new Faults(messages);
        Weakness.of(password, person.email(), person.name())
                .ifPresent(one -> faults.add("password", one.message()));
        if (faults.none()) {
            faults.check(logins.proves(person, current), "current", "identity.password.wrong");
        }
        if (faults.none()) {
            var hash = passwords.hash(password);
            database.atDoor(() -> {
                people.setPassword(person.person(), hash);
                return hash;
            });
            database.asPerson(person.person(), () -> sessions.endOthers(person));
            record.write(person(person), "password.changed", "set another password");
            letters.passwordChanged(new EmailAddress(person.email()), person.name());
        }
        return faults;
    }

    /** A zone that people live in, such as Europe/Berlin, or UTC. */
    static boolean isPlace(String zone) {
        return zone.equals("UTC")
                || (zone.matches(
                                "(Africa|America|Antarctica|Asia|Atlantic|Australia|Europe"
                                        + "|Indian|Pacific)/[A-Za-z_/-]+")
                        && ZoneId.getAvailableZoneIds().contains(zone));
    }

    /** Who is signed in. */
    public static People.Person person(Visitor.SignedIn person) {
        return new People.Person(person.person(), person.email(), person.name());
    }
}
