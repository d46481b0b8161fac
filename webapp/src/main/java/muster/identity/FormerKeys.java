package muster.identity;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import muster.database.Database;
import muster.database.Sql;

/**
 * Keys of organizations that are deleted, by their hashes and nothing else: a program that still
 * has one learns that it may stop, and not that it mistyped.
 */
public final class FormerKeys {
    static final Duration REMEMBERED = Duration.ofDays(365);

    private final Database database;
    private final Clock clock;

    FormerKeys(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Ends the keys of the transaction's organization. */
    public void retire() {
        database.run(
                Sql.of(
                        "insert into former_keys (hash, since) select hash, ? from api_keys",
                        clock.instant()));
        database.run(Sql.of("delete from api_keys"));
        database.run(
                Sql.of(
                        """
                        insert into former_keys (hash, since)
                        select encode(sha256(convert_to(id::text, 'UTF8')), 'hex'), ?
                        from collector_keys
                        """,
                        clock.instant()));
        database.run(Sql.of("delete from collector_keys"));
    }

    /** What stands for a collector's key: its id, for what signs is nowhere in the clear. */
    static Secret ofCollector(UUID key) {
        return Secret.shown(key.toString());
    }

    /** Whether this was a key of an organization that is gone. At the door. */
    boolean has(Secret key) {
        return database.first(
                        Sql.of("select hash from former_keys where hash = ?", key.hash()),
                        row -> row.text("hash"))
                .isPresent();
    }

    /** Forgets what nobody should still ask with. At the door. */
    void forgetOld() {
        database.run(
                Sql.of(
                        "delete from former_keys where since < ?",
                        clock.instant().minus(REMEMBERED)));
    }
}
