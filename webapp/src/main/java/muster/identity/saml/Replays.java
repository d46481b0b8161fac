package muster.identity.saml;

import java.time.Clock;
import java.util.UUID;
import muster.database.Database;
import muster.database.Sha256;
import muster.database.Sql;

/** The assertions that have signed somebody in, until they are too old to be believed anyway. */
final class Replays {
    private final Database database;
    private final Clock clock;

    Replays(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Notes that it was used; false where it was used before. */
    boolean isFirst(UUID connection, Assertion assertion) {
        return database.run(
                        Sql.of(
                                """
                                insert into saml_used (connection_id, assertion_hash, expires_at)
                                values (?, ?, ?) on conflict do nothing
                                """,
                                connection,
                                Sha256.of(assertion.id()),
                                assertion.expires()))
                == 1;
    }

    void forgetExpired() {
        database.run(Sql.of("delete from saml_used where expires_at <= ?", clock.instant()));
    }
}
