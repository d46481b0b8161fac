package muster.identity;

import muster.database.Database;
import muster.tenancy.Actor;

/**
 * Writes lockouts down in the organizations of whom they hit. Apart from the login that failed: its
 * reply takes no longer for somebody than for nobody.
 */
public final class LockoutRecord implements Runnable {
    private static final Actor LOGIN = new Actor.Muster("login");

    private final Database database;
    private final Lockout lockout;
    private final People people;
    private final PersonalRecord record;

    LockoutRecord(Database database, Lockout lockout, People people, PersonalRecord record) {
        this.database = database;
        this.lockout = lockout;
        this.people = people;
        this.record = record;
    }

    /** Outside of any transaction. */
    @Override
    public void run() {
        for (var locked : database.atDoor(lockout::news)) {
            database.atDoor(() -> people.withAddress(locked.email()))
                    .ifPresent(person ->
                            record.write(
                                    person,
                                    LOGIN,
                                    "login.locked",
                                    "%s is locked out until %s after %d failed logins"
                                            .formatted(
                                                    person.email(),
                                                    locked.until(),
                                                    Lockout.FAILURES_MAX)));
        }
    }
}
