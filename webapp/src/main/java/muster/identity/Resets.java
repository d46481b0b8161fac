package muster.identity;

import java.util.Optional;
import muster.database.Database;

/** A password that was forgotten: a link by mail, and another password. */
public final class Resets {
    private final Database database;
    private final People people;
    private final Passwords passwords;
    private final Sessions sessions;
    private final MailedLinks links;
    private final Lockout lockout;
    private final LockoutRecord lockouts;
    private final Letters letters;
    private final PersonalRecord record;

    Resets(
            Database database,
            People people,
            Passwords passwords,
            Sessions sessions,
            MailedLinks links,
            Lockout lockout,
            LockoutRecord lockouts,
            Letters letters,
            PersonalRecord record) {
        this.database = database;
        this.people = people;
        this.passwords = passwords;
        this.sessions = sessions;
        this.links = links;
        this.lockout = lockout;
        this.lockouts = lockouts;
        this.letters = letters;
        this.record = record;
    }

    /** Sends the link, if somebody has this address; nobody else is told whether. */
    public void ask(EmailAddress email) {
        database.atDoor(() -> Optional.of(links.reset(email)).filter(_ -> links.mayWrite(email)))
                .ifPresent(link -> letters.reset(email, () -> whose(email), link));
    }

    private Optional<People.Person> whose(EmailAddress email) {
        return database.atDoor(() -> people.withAddress(email));
    }

    /** Whether the link still sets a password. */
    public boolean opens(Secret link) {
        return database.atDoor(() -> links.reset(link).flatMap(people::withAddress)).isPresent();
    }

    /**
     * Sets the password, ends every session of the person and lifts a lockout; false where the link
     * is used up, too old or none.
     */
    public boolean reset(Secret link, String password) {
        // The hash takes its time: it is made before a connection is held.
        var hash = passwords.hash(password);
        // What is forgiven below is first written down.
        lockouts.run();
        var person =
                database.atDoor(() -> {
                    var email = links.reset(link);
                    var found = email.flatMap(people::withAddress);
                    found.ifPresent(one -> {
                        people.setPassword(one.id(), hash);
                        sessions.endAll(one.id());
                        links.endResets(email.orElseThrow());
                        lockout.forgive(one.email());
                    });
                    return found;
                });
        person.ifPresent(one -> {
            record.write(one, "password.reset", "set a new password by mail");
            letters.passwordChanged(new EmailAddress(one.email()), one.name());
        });
        return person.isPresent();
    }
}
