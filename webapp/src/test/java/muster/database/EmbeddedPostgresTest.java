package muster.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded server keeps what it was given, whatever happens to the hub. */
class EmbeddedPostgresTest {
    private static final MasterKey KEY = TestDatabase.KEY;

    @TempDir Path data;

    @Test
    void dataSurvivesARestart() throws Exception {
        try (var postgres = EmbeddedPostgres.start(data, KEY)) {
            run(postgres.server(), "create table kept as select 1 as one");
        }
        try (var postgres = EmbeddedPostgres.start(data, KEY)) {
            assertEquals("1", ask(postgres.server(), "select one from kept"));
        }
    }

    @Test
    void aServerThatAKilledHubLeftIsTakenOver() throws Exception {
        var left = EmbeddedPostgres.start(data, KEY);
        run(left.server(), "create table kept as select 1 as one");

        try (var postgres = EmbeddedPostgres.start(data, KEY)) {
            assertEquals("1", ask(postgres.server(), "select one from kept"));
            assertThrows(SQLException.class, () -> ask(left.server(), "select 1"));
        }
    }

    @Test
    void aCommittedRowSurvivesKillingEverything() throws Exception {
        var killed = EmbeddedPostgres.start(data, KEY);
        run(killed.server(), "create table kept as select 1 as one");
        killServer();

        try (var postgres = EmbeddedPostgres.start(data, KEY)) {
            assertEquals("1", ask(postgres.server(), "select one from kept"));
        }
    }

    @Test
    void aStalePidFileOfAStrangerIsNoObstacle() throws Exception {
        EmbeddedPostgres.start(data, KEY).close();
        var pidFile = data.resolve("postgres/cluster/postmaster.pid");
        var lines = ProcessHandle.current().pid() + "\n" + data + "\n0\n1\n\n\n0 0\nready\n";
        Files.writeString(pidFile, lines);

        try (var postgres = EmbeddedPostgres.start(data, KEY)) {
            assertEquals("1", ask(postgres.server(), "select 1"));
        }
    }

    @Test
    void whatIsCommittedIsOnDisk() throws Exception {
        try (var postgres = EmbeddedPostgres.start(data, KEY)) {
            assertEquals("on", ask(postgres.server(), "show fsync"));
            assertEquals("on", ask(postgres.server(), "show synchronous_commit"));
        }
    }

    @Test
    void nobodyComesInWithoutThePassword() throws Exception {
        try (var postgres = EmbeddedPostgres.start(data, KEY)) {
            var server = postgres.server();
            var stranger = new Server(server.host(), server.port(), "postgres", "postgres", "x");

            assertThrows(SQLException.class, () -> ask(stranger, "select 1"));
        }
    }

    @Test
    void anotherMasterKeyIsRefused() throws Exception {
        try (var postgres = EmbeddedPostgres.start(data, KEY)) {
            new Schema(postgres.server(), KEY).prepare();
            var other =
                    MasterKey.of(
                            new byte[] {
                                1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7,
                                8, 1, 2, 3, 4, 5, 6, 7, 8
                            });

            assertThrows(
                    Schema.Refused.class, () -> new Schema(postgres.server(), other).prepare());
        }
    }

    @Test
    void aNewerSchemaIsRefusedWithOneLine() throws Exception {
        try (var postgres = EmbeddedPostgres.start(data, KEY)) {
            var schema = new Schema(postgres.server(), KEY);
            schema.prepare();
            run(
                    postgres.server(),
                    """
                    insert into databasechangelog (id, author, filename, dateexecuted, orderexecuted, exectype)
                    values ('9999-future', 'muster', 'x', now(), 9999, 'EXECUTED')
                    """);

            var refused = assertThrows(Schema.Refused.class, schema::prepare);

            var line = String.valueOf(refused.getMessage());
            assertTrue(line.contains("9999-future"));
            assertEquals(1, line.lines().count());
        }
    }

    private void killServer() throws IOException, InterruptedException {
        var pidFile = data.resolve("postgres/cluster/postmaster.pid");
        var pid = Long.parseLong(Files.readAllLines(pidFile).getFirst());
        var server = ProcessHandle.of(pid).orElseThrow();
        var children = server.descendants().toList();
        server.destroyForcibly();
        server.onExit().join();
        children.forEach(child -> child.onExit().join());
    }

    private static void run(Server server, String statement) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                server.url(), server.user(), server.password());
                var work = connection.createStatement()) {
            work.execute(statement);
        }
    }

    private static String ask(Server server, String question) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                server.url(), server.user(), server.password());
                var work = connection.createStatement();
                var rows = work.executeQuery(question)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
