package muster.identity;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import muster.database.Database;
import muster.database.Sql;

/**
 * What people have signed in from before: a browser by a cookie of its own, a program by what it
 * says of itself and where it is. In the door's transactions.
 */
final class KnownDevices {
    /** For so long a browser is remembered that nobody signs in from. */
    static final Duration LIFE = Duration.ofDays(365);

    private final Database database;
    private final SecureRandom random;
    private final Clock clock;

    /**
     * What is known of where somebody signs in from.
     *
     * @param news whether the person has signed in before, but never from there
     * @param made the browser's cookie, where it had none
     */
    record Seen(boolean news, Optional<Secret> made) {}

    KnownDevices(Database database, SecureRandom random, Clock clock) {
        this.database = database;
        this.random = random;
        this.clock = clock;
    }

    /** Notes that this person signs in from there. */
    Seen note(UUID person, Origin origin) {
        var made =
                origin.isBrowser() && origin.cookie().isEmpty()
                        ? Optional.of(Secret.make(Secret.Kind.DEVICE, random))
                        : Optional.<Secret>empty();
        var mark = made.or(origin::cookie).orElseGet(() -> Secret.shown(origin.toString()));
        var news =
                database.first(
                                Sql.of(
                                        """
                                        select count(*) > 0 and not coalesce(bool_or(hash = ?), false) as news
                                        from known_devices where person_id = ?
                                        """,
                                        mark.hash(),
                                        person),
                                row -> row.flag("news"))
                        .orElseThrow();
        database.run(
                Sql.of(
                        """
                        insert into known_devices (person_id, hash, used_at) values (?, ?, ?)
                        on conflict (person_id, hash) do update set used_at = excluded.used_at
                        """,
                        person,
                        mark.hash(),
                        clock.instant()));
        return new Seen(news, made);
    }

    /** Forgets what nobody has signed in from for long. */
    void forgetOld() {
        database.run(
                Sql.of("delete from known_devices where used_at < ?", clock.instant().minus(LIFE)));
    }
}
