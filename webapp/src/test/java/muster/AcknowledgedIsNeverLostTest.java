package muster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import muster.events.EventsOf;
import muster.wire.Report;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Law 3: what was acknowledged is never lost, and nothing counts twice. */
class AcknowledgedIsNeverLostTest {
    private static final String EVENTS = "/api/v1/agents/events";
    private static final int SENDERS = 8;
    private static final int NOT_ANSWERED_MILLIS = 500;
    private static final int ANSWERED_SECONDS = 30;

    private static TestHub hub;
    private static TestClient program;

    @BeforeAll
    static void open() {
        hub = new TestHub();
        program = hub.program("acme");
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @Test
    void theDatabaseSaysCommittedOnlyWhenItIsOnDisk() {
        for (var setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
            assertEquals(List.of("on"), hub.administer("show " + setting), setting);
        }
    }

    @Test
    void whatIsAcknowledgedIsCommitted() {
        var report = Reports.of("committed-1").with("openssl", "3.0.11");

        report.sendBy(program);

        // Asked on another connection, which sees only what is committed.
        assertEquals(List.of("1"), reports(report));
        assertEquals(List.of("1"), installations("committed-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {Reports.PATH, "/api/agent/inventory"})
    void nothingIsAcknowledgedBeforeItIsCommitted(String path) throws Exception {
        var hostname = "held-" + UUID.randomUUID();
        var body = Reports.of(hostname).with("openssl", "3.0.11").body();
        try (var commits = new HeldCommits(hub.fixture.server(), "devices")) {
            var answer = CompletableFuture.supplyAsync(() -> program.post(path, body));
            commits.awaitOne();

            assertThrows(
                    TimeoutException.class,
                    () -> answer.get(NOT_ANSWERED_MILLIS, TimeUnit.MILLISECONDS));
            assertEquals(List.of("0"), devices(hostname));

            commits.release();
            answer.get(ANSWERED_SECONDS, TimeUnit.SECONDS).expect(200);
            assertEquals(List.of("1"), devices(hostname));
        }
    }

    @Test
    void sentAgainItCountsOnce() {
        var report = Reports.of("again-1").with("openssl", "3.0.11");
        report.sendBy(program);
        var before = counters();

        var again = program.post(Reports.PATH, report.body()).expect(200).json();

        assertTrue(again.path("duplicate").asBoolean());
        assertEquals(List.of("1"), reports(report));
        assertEquals(List.of("1"), installations("again-1"));
        assertEquals(before, counters());
    }

    @Test
    void sentManyTimesAtOnceItCountsOnce() throws Exception {
        var report = Reports.of("at-once-1").with("openssl", "3.0.11");
        Callable<TestClient.Answer> send = () -> program.post(Reports.PATH, report.body());
        try (var threads = Executors.newFixedThreadPool(SENDERS)) {
            for (var answer : threads.invokeAll(Collections.nCopies(SENDERS, send))) {
                answer.get().expect(200);
            }
        }

        assertEquals(List.of("1"), reports(report));
        assertEquals(List.of("1"), devices("at-once-1"));
        assertEquals(List.of("1"), installations("at-once-1"));
    }

    @Test
    void noBatchIsAcknowledgedBeforeItIsCommitted() throws Exception {
        var collector = collector();
        var report = signed("signed-held");
        try (var commits = new HeldCommits(hub.fixture.server(), "batches")) {
            var answer = CompletableFuture.supplyAsync(() -> collector.report(report));
            commits.awaitOne();

            assertThrows(
                    TimeoutException.class,
                    () -> answer.get(NOT_ANSWERED_MILLIS, TimeUnit.MILLISECONDS));
            assertEquals(List.of("0"), devices("signed-held"));

            commits.release();
            answer.get(ANSWERED_SECONDS, TimeUnit.SECONDS).expect(200);
            assertEquals(List.of("1"), devices("signed-held"));
        }
    }

    @Test
    void noEventIsAcknowledgedBeforeItIsCommitted() throws Exception {
        var collector = collector();
        var events = collector.signed("POST", EVENTS, 1, EventsOf.lines("held event", 1));
        try (var commits = new HeldCommits(hub.fixture.server(), "batches")) {
            var answer = CompletableFuture.supplyAsync(() -> collector.send(events));
            commits.awaitOne();

            assertThrows(
                    TimeoutException.class,
                    () -> answer.get(NOT_ANSWERED_MILLIS, TimeUnit.MILLISECONDS));
            assertEquals(List.of("0"), events("held event"));

            commits.release();
            answer.get(ANSWERED_SECONDS, TimeUnit.SECONDS).expect(200);
        }
        assertEquals(List.of("1"), events("held event"));
        assertTrue(collector.send(events).expect(200).json().path("duplicate").asBoolean());
        assertEquals(List.of("1"), events("held event"));
    }

    @Test
    void otherBytesAtAPlaceThatWasAcknowledgedAreNotAcknowledged() {
        var collector = collector();
        collector.report(signed("place-1")).expect(200);
        var first = collector.signed("POST", EVENTS, 2, EventsOf.lines("first event", 1));
        collector.send(first).expect(200);

        collector.send(collector.signed("POST", EVENTS, 2, EventsOf.lines("other", 1))).expect(409);
        collector.send(collector.signed("POST", EVENTS, 1, EventsOf.lines("other", 1))).expect(409);
        collector.again(Sent.report("place-1", "openssl=3.0.12")).expect(409);

        assertEquals(List.of("0"), events("other"));
        assertEquals(List.of("1"), installations("place-1"));
    }

    @Test
    void aBatchWhoseCommitIsKilledIsTakenOnceItIsSentAgain() throws Exception {
        var collector = collector();
        var report = signed("signed-killed");
        try (var commits = new HeldCommits(hub.fixture.server(), "batches")) {
            var answer = CompletableFuture.supplyAsync(() -> collector.report(report));
            commits.awaitOne();
            hub.administer(
                    "select pg_terminate_backend(pid) from pg_locks"
                            + " where locktype = 'advisory' and not granted");

            assertEquals(5, answer.get(ANSWERED_SECONDS, TimeUnit.SECONDS).status() / 100);
            commits.release();
        }
        assertEquals(List.of("0"), devices("signed-killed"));

        var taken = collector.again(report).expect(200).json();
        var again = collector.again(report).expect(200).json();

        assertFalse(taken.path("duplicate").asBoolean());
        assertTrue(again.path("duplicate").asBoolean());
        assertEquals(List.of("1"), devices("signed-killed"));
        assertEquals(List.of("1"), installations("signed-killed"));
    }

    private static TestCollector collector() {
        return TestCollector.enrolled(
                hub.fixture.database(),
                hub.fixture.acme(),
                URI.create("http://localhost:" + hub.hub.port()));
    }

    private static Report signed(String hostname) {
        return Sent.report(hostname, "openssl=3.0.11");
    }

    @Test
    void countersAreWhatIsThere() {
        Reports.of("counted-1").with("openssl", "3.0.11").sendBy(program);
        Reports.of("counted-1").with("openssl", "3.0.12").sendBy(program);

        assertEquals(List.of("1"), installations("counted-1"));
        assertEquals(
                hub.administer("select count(*) from devices"),
                hub.administer("select sum(value) from counters where name = 'devices'"));
    }

    @Test
    void whatIsRefusedLeavesNothing() {
        var report = Reports.of("refused-1").with("openssl", "x".repeat(1_000));
        var before = counters();

        program.post(Reports.PATH, report.body()).expect(400);

        assertEquals(List.of("0"), reports(report));
        assertEquals(List.of("0"), devices("refused-1"));
        assertEquals(before, counters());
    }

    private static List<String> reports(Reports report) {
        return hub.administer(
                "select count(*) from reports where id = '%s'".formatted(report.id()));
    }

    private static List<String> devices(String hostname) {
        return hub.administer(
                "select count(*) from devices where hostname = '%s'".formatted(hostname));
    }

    private static List<String> events(String message) {
        return hub.administer(
                "select count(*) from events where summary like '%s%%'".formatted(message));
    }

    private static List<String> installations(String hostname) {
        return hub.administer(
                """
                select count(*) from installations i join devices d on d.id = i.device_id
                where d.hostname = '%s' and i.removed_at is null
                """
                        .formatted(hostname));
    }

    private static List<String> counters() {
        return hub.administer("select c::text from counters c order by 1");
    }
}
