package muster;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import muster.database.Server;

/**
 * Holds every transaction that wrote to a table in the middle of its commit, until they are
 * released: all statements have run and nothing is durable yet.
 */
final class HeldCommits implements AutoCloseable {
    private static final int LOCK = 20_261_122;
    private static final long WAIT_MILLIS = 20;
    private static final Duration WAIT_MAX = Duration.ofSeconds(60);

    private final Connection admin;
    private final String table;

    HeldCommits(Server server, String table) throws SQLException {
        this.table = table;
        admin = DriverManager.getConnection(server.url(), server.user(), server.password());
        try (var statement = admin.createStatement()) {
            statement.execute("select pg_advisory_lock(" + LOCK + ")");
            statement.execute(
                    """
                    create function hold() returns trigger language plpgsql as $$
                    begin
                        perform pg_advisory_xact_lock(%d);
                        return null;
                    end $$
                    """
                            .formatted(LOCK));
            statement.execute(
                    """
                    create constraint trigger held after insert or update on %s
                    deferrable initially deferred for each row execute function hold()
                    """
                            .formatted(table));
        }
    }

    /** Waits until somebody stands in a commit; fails where nobody writes to the table. */
    void awaitOne() throws SQLException, InterruptedException {
        var end = Instant.now().plus(WAIT_MAX);
        while (waiting() == 0) {
            assertTrue(Instant.now().isBefore(end), "nobody writes to " + table);
            Thread.sleep(WAIT_MILLIS);
        }
    }

    private int waiting() throws SQLException {
        try (var statement = admin.createStatement();
                var rows =
                        statement.executeQuery(
                                "select count(*) from pg_locks where locktype = 'advisory' and objid = "
                                        + LOCK
                                        + " and not granted")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    void release() throws SQLException {
        try (var statement = admin.createStatement()) {
            statement.execute("select pg_advisory_unlock_all()");
        }
    }

    @Override
    public void close() throws SQLException {
        release();
        try (admin;
                var statement = admin.createStatement()) {
            statement.execute("drop trigger held on " + table);
            statement.execute("drop function hold()");
        }
    }
}
