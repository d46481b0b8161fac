package muster.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import muster.database.Database;
import muster.database.Sql;

/**
 * Counts failed logins by the address that was typed, whether or not anybody has it, so that an
 * address that exists and one that does not are locked alike. In the door's transactions.
 */
public final class Lockout {
    static final int FAILURES_MAX = 5;
    static final Duration LOCKED = Duration.ofMinutes(30);

    private final Database database;
    private final Clock clock;

    /** An address that is locked. */
    record Locked(EmailAddress email, Instant until) {}

    Lockout(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Counts an attempt as failed before the password is looked at, so that many attempts at once
     * are no way around the limit. False where the address is locked.
     */
    public boolean admits(String email) {
        var now = clock.instant();
        return database.first(
                        Sql.of(
                                """
                                insert into login_failures as l (email, failures, failed_at)
                                values (?, 1, ?)
                                on conflict (email) do update set
                                    failures = case when l.failed_at < ? then 1 else l.failures + 1 end,
                                    failed_at = excluded.failed_at,
                                    locked_until = case
                                        when l.failed_at >= ? and l.failures + 1 >= ? then ?
                                        end
                                where l.locked_until is null or l.locked_until <= ?
                                returning failures
                                """,
                                email,
                                now,
                                now.minus(LOCKED),
                                now.minus(LOCKED),
                                FAILURES_MAX,
                                now.plus(LOCKED),
                                now),
                        row -> row.integer("failures"))
                .isPresent();
    }

    /** Those locked since this was last asked. */
    List<Locked> news() {
        return database.list(
                Sql.of(
                        """
                        update login_failures set recorded_until = locked_until
                        where locked_until is not null
                            and recorded_until is distinct from locked_until
                        returning email, locked_until
                        """),
                row ->
                        new Locked(
                                new EmailAddress(row.text("email")), row.instant("locked_until")));
    }

    /** Forgets the failures of an address whose person has shown that it is theirs. */
    public void forgive(String email) {
        database.run(Sql.of("delete from login_failures where email = ?", email));
    }

    /** Takes back an attempt that was counted and has not failed; those before it still count. */
    void retract(String email) {
        database.run(
                Sql.of(
                        """
                        update login_failures set failures = failures - 1,
                            locked_until = case when failures > ? then locked_until end
                        where email = ?
                        """,
                        FAILURES_MAX,
                        email));
    }

    /** Forgets what no longer counts. */
    void forgetOld() {
        database.run(
                Sql.of(
                        """
                        delete from login_failures
                        where failed_at < ? and (locked_until is null or locked_until <= ?)
                        """,
                        clock.instant().minus(LOCKED),
                        clock.instant()));
    }
}
