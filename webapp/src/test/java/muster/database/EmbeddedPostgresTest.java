package muster.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded server keeps what it was given, whatever happens to the hub. */
@Tag("slow")
class EmbeddedPostgresTest {
    private static final MasterKey KEY = TestDatabase.KEY;
    private static final MasterKey OTHER =
            MasterKey.of("another key of thirty-two bytes!".getBytes(StandardCharsets.US_ASCII));

    private static final String WHO = "select current_user";

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
    void aServerThatWasKilledAloneIsBack() throws Exception {
        try (var postgres = EmbeddedPostgres.start(data, KEY)) {
            postgres.keepUp();
            run(postgres.server(), "create table kept as select 1 as one");
            var before = ask(postgres.server(), "select pg_postmaster_start_time()");
            for (int times = 0; times < 2; times++) {
                killServer();
                before = awaitAnother(postgres.server(), before);
            }
            assertEquals("1", ask(postgres.server(), "select one from kept"));
        }
    }

    private static String awaitAnother(Server server, String before) throws Exception {
        while (true) {
            try {
                var started = ask(server, "select pg_postmaster_start_time()");
                if (!started.equals(before)) {
                    return started;
                }
            } catch (SQLException away) {
                Thread.sleep(20);
            }
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
    void whoHasTheKeyFindsTheServerThatAnotherRuns() throws Exception {
        try (var postgres = EmbeddedPostgres.start(data, KEY)) {
            assertEquals(postgres.server(), EmbeddedPostgres.running(data, KEY).orElseThrow());
        }
        assertEquals(Optional.empty(), EmbeddedPostgres.running(data, KEY));
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
    void anotherMasterKeyIsRefusedAndLocksNobodyOut() throws Exception {
        try (var postgres = EmbeddedPostgres.start(data, KEY)) {
            new Schema(postgres.server(), KEY).prepare();
            run(postgres.server(), "delete from schema_digest");

            var refused = new Schema(postgres.server(), OTHER);

            assertThrows(Schema.Refused.class, refused::prepare);
            assertEquals("0", ask(postgres.server(), "select count(*) from schema_digest"));
            assertAllRolesLogIn(postgres.server());
        }
    }

    @Test
    void aSecondHubWithAnotherKeyFindsTheRolesOfTheServerTaken() throws Exception {
        try (var postgres = EmbeddedPostgres.start(data, KEY)) {
            new Schema(postgres.server(), KEY).prepare();
            run(postgres.server(), "create database second");

            var second = new Schema(postgres.server().database("second"), OTHER);

            assertThrows(Schema.Refused.class, second::prepare);
            assertAllRolesLogIn(postgres.server());
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

    private static void assertAllRolesLogIn(Server server) throws SQLException {
        var owner = KEY.password(DatabaseRole.OWNER);
        assertEquals(DatabaseRole.OWNER, ask(as(server, DatabaseRole.OWNER, owner), WHO));
        for (var role : DatabaseRole.values()) {
            assertEquals(role.word(), ask(as(server, role.word(), role.password(KEY)), WHO));
        }
    }

    private static Server as(Server server, String user, String password) {
        return new Server(server.host(), server.port(), server.database(), user, password);
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
