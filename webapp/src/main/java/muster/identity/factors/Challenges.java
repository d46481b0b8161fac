package muster.identity.factors;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import muster.database.Database;
import muster.database.Sql;
import muster.identity.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What devices are asked to sign: random, for one use, soon, and by the browser that has its
 * cookie. In the door's transactions.
 */
final class Challenges {
    static final Duration LIFE = Duration.ofMinutes(5);

    /** The cookie of the browser that a challenge is for. */
    static final String COOKIE = "muster-challenge";

    private static final int BYTES = 32;

    private final Database database;
    private final SecureRandom random;
    private final Clock clock;

    /** A challenge, and what its browser must show beside the signature. */
    record Challenge(String text, Secret cookie) {}

    Challenges(Database database, SecureRandom random, Clock clock) {
        this.database = database;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Makes a challenge.
     *
     * @param person for whom a device is to make a passkey; nobody where one is to be shown
     */
    Challenge make(@Nullable UUID person) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var text = Ceremony.text(bytes);
        var cookie = Secret.make(Secret.Kind.TICKET, random);
        database.run(
                Sql.of(
                        """
                        insert into passkey_challenges (cookie_hash, challenge, person_id, expires_at)
                        values (?, ?, ?, ?)
                        """,
                        cookie.hash(),
                        text,
                        person,
                        clock.instant().plus(LIFE)));
        return new Challenge(text, cookie);
    }

    /** What this browser was asked to sign for this; it is asked once. */
    Optional<String> take(Secret cookie, @Nullable UUID person) {
        return database.first(
                Sql.of(
                        """
                        delete from passkey_challenges
                        where cookie_hash = ? and person_id is not distinct from ?
                            and expires_at > ?
                        returning challenge
                        """,
                        cookie.hash(),
                        person,
                        clock.instant()),
                row -> row.text("challenge"));
    }

    /** Forgets what nobody signed in time. */
    void forgetExpired() {
        database.run(
                Sql.of("delete from passkey_challenges where expires_at <= ?", clock.instant()));
    }
}
