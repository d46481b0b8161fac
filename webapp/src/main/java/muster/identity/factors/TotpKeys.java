package muster.identity.factors;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import muster.database.Database;
import muster.database.MasterKey;
import muster.database.Sql;
import org.jspecify.annotations.Nullable;

/** The keys that people's authenticator apps share with the hub: one each, sealed at rest. */
final class TotpKeys {
    private final Database database;
    private final MasterKey master;
    private final SecureRandom random;
    private final Clock clock;

    /** A key that counts, as its person sees it. */
    record Confirmed(Instant confirmedAt, @Nullable Instant usedAt) {}

    TotpKeys(Database database, MasterKey master, SecureRandom random, Clock clock) {
        this.database = database;
        this.master = master;
        this.random = random;
        this.clock = clock;
    }

    /** Makes a key that counts once a code of it is typed; never in the place of one that does. */
    void make(UUID person) {
        var key = new byte[Totp.KEY_BYTES];
        random.nextBytes(key);
        database.run(
                Sql.of(
                        """
                        insert into totp_keys as k (person_id, sealed, made_at) values (?, ?, ?)
                        on conflict (person_id) do update set
                            sealed = excluded.sealed, made_at = excluded.made_at
                        where k.confirmed_at is null
                        """,
                        person,
                        master.seal(place(person), key),
                        clock.instant()));
    }

    /** The key that waits for its first code. At the door. */
    Optional<byte[]> unconfirmed(UUID person) {
        return key(person, false);
    }

    /** Makes the waiting key count, if this is a code of it. At the door. */
    boolean confirm(UUID person, String typed) {
        return take(person, typed, false);
    }

    /** Whether this is a code of the person's key that was not taken before. At the door. */
    boolean accept(UUID person, String typed) {
        return take(person, typed, true);
    }

    private boolean take(UUID person, String typed, boolean confirmed) {
        var now = clock.instant();
        var step = key(person, confirmed).map(key -> Totp.step(key, typed, now));
        // The database lets one of two win who come with the same code at the same moment.
        return step.isPresent()
                && step.get().isPresent()
                && database.run(
                                Sql.of(
                                        """
                                        update totp_keys set last_step = ?, used_at = ?,
                                            confirmed_at = coalesce(confirmed_at, ?)
                                        where person_id = ? and last_step < ?
                                        """,
                                        step.get().getAsLong(),
                                        now,
                                        now,
                                        person,
                                        step.get().getAsLong()))
                        == 1;
    }

    private Optional<byte[]> key(UUID person, boolean confirmed) {
        return database.first(
                        Sql.of(
                                """
                                select sealed from totp_keys
                                where person_id = ? and (confirmed_at is not null) = ?
                                """,
                                person,
                                confirmed),
                        row -> row.bytes("sealed"))
                .map(sealed -> master.open(place(person), sealed));
    }

    /** The key that counts of the person of this transaction. */
    Optional<Confirmed> mine() {
        return database.first(
                Sql.of(
                        """
                        select confirmed_at, used_at from totp_keys
                        where person_id = person() and confirmed_at is not null
                        """),
                row -> new Confirmed(row.instant("confirmed_at"), row.instantOrNull("used_at")));
    }

    /** Removes the person's key; says whether one was there. At the door. */
    boolean remove(UUID person) {
        return database.run(
                        Sql.of(
                                """
                                delete from totp_keys
                                where person_id = ? and confirmed_at is not null
                                """,
                                person))
                == 1;
    }

    private static String place(UUID person) {
        return "totp_keys.sealed of " + person;
    }
}
