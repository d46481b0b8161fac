package muster;

import static muster.TestCollector.INVENTORY;
import static muster.TestCollector.gzip;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import muster.database.Sql;
import muster.enrollment.CollectorNotes;
import muster.tenancy.Role;
import muster.tenancy.Tenant;
import muster.wire.DeviceFacts;
import muster.wire.Inventory;
import muster.wire.Report;
import muster.wire.SoftwareFact;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A batch counts once, stays with its collector's device, and overwrites nothing newer. */
class SignedBatchesTest {
    private static final int SENDERS = 8;

    private static ClockedHub hub;
    private static TestClient ada;
    private static TestClient grace;

    @BeforeAll
    static void open() {
        hub = new ClockedHub();
        ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");
        grace = hub.member(hub.globex(), Role.OWNER, "grace@globex.example");
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @Test
    void theSameBatchAgainIsAcknowledgedAgainAndCountsOnce() {
        var collector = hub.collector(hub.acme());
        var report = report("again-1", "openssl=3.0");
        var first = collector.report(report).expect(200).json();

        var second = collector.again(report).expect(200).json();

        assertFalse(first.path("duplicate").asBoolean());
        assertTrue(second.path("duplicate").asBoolean());
        for (var field : List.of("report_id", "device_id", "products")) {
            assertEquals(first.path(field), second.path(field), field);
        }
        assertEquals(List.of("openssl 3.0"), software(first.path("device_id").asText()));
    }

    @Test
    void theSameBatchManyTimesAtOnceCountsOnce() throws Exception {
        var collector = hub.collector(hub.acme());
        var sent = gzip(report("at-once-1", "openssl=3.0").encode());
        var signed = collector.signed("POST", INVENTORY, 1, sent);
        Callable<TestClient.Answer> send = () -> collector.send(signed);
        var duplicates = 0;
        try (var threads = Executors.newFixedThreadPool(SENDERS)) {
            for (var answer : threads.invokeAll(Collections.nCopies(SENDERS, send))) {
                duplicates += answer.get().expect(200).json().path("duplicate").asBoolean() ? 1 : 0;
            }
        }

        assertEquals(SENDERS - 1, duplicates);
        assertEquals(
                1,
                number(Sql.of("select count(*) as n from devices where hostname = 'at-once-1'")));
        assertEquals(
                1,
                number(
                        Sql.of(
                                "select count(*) as n from batches where collector_id = ?",
                                collector.id)));
    }

    @Test
    void otherBytesAtTheSamePlaceAreRefusedAndSaid() {
        var collector = hub.collector(hub.acme());
        var device = device(collector.report(report("forked-1", "openssl=3.0")));

        var refused = collector.again(report("forked-1", "openssl=3.1"));

        refused.expect(409);
        assertEquals(List.of("openssl 3.0"), software(device));
        assertEquals(List.of("forked"), kinds(notes(collector)));
        assertTrue(timeline(device).contains("\"kind\":\"forked\""), timeline(device));
        assertTrue(ada.get("/api/v1/orgs/acme/audit").body().contains("collector.forked"));
        collector.newEpoch().report(report("forked-1", "openssl=3.1")).expect(200);
        assertEquals(List.of("openssl 3.1"), software(device));
    }

    @Test
    void otherEventsAtThePlaceOfAReportAreRefusedAndSaid() {
        var collector = hub.collector(hub.acme());
        var device = device(collector.report(report("events-1", "openssl=3.0")));
        var event =
                "{\"class_uid\":1007,\"activity_id\":1,\"severity_id\":1,\"time\":1,\"message\":\"x\"}";

        collector
                .send(
                        collector.signed(
                                "POST",
                                "/api/v1/agents/events",
                                1,
                                event.getBytes(StandardCharsets.UTF_8)))
                .expect(409);

        assertEquals(List.of("forked"), kinds(notes(collector)));
        assertTrue(timeline(device).contains("\"kind\":\"forked\""), timeline(device));
        assertEquals(List.of("openssl 3.0"), software(device));
    }

    @Test
    void theSamePlaceOfAnotherCollectorIsAnotherPlace() {
        var acme = hub.collector(hub.acme());
        var globex = hub.collector(hub.globex());
        var report = report("twin-1", "openssl=3.0");

        var ours = device(acme.report(report));
        var theirs = globex.report(report).expect(200).json();

        assertFalse(theirs.path("duplicate").asBoolean());
        assertNotEquals(ours, theirs.path("device_id").asText());
        grace.get("/api/v1/orgs/globex/devices/" + ours).expect(404);
        assertEquals(List.of(), notesIn(hub.globex(), acme));
    }

    @Test
    void aCollectorStaysOnItsDeviceWhateverItIsCalled() {
        var collector = hub.collector(hub.acme());
        var device = device(collector.report(of(machine("old-name", 1), "openssl=3.0")));

        assertEquals(device, device(collector.report(report("new-name", "openssl=3.0"))));
        assertEquals(device, device(collector.report(of(machine("newer-name", 1)))));
        assertEquals(List.of(), notes(collector));
    }

    @Test
    void onOtherHardwareItIsAnotherMachineAndSaid() {
        var collector = hub.collector(hub.acme());
        var first = device(collector.report(of(machine("disk-1", 2), "openssl=3.0")));

        var second = device(collector.report(of(machine("disk-1", 3), "openssl=3.1")));

        assertNotEquals(first, second);
        assertEquals(List.of("openssl 3.0"), software(first));
        assertEquals(List.of("forked"), kinds(notes(collector)));
        for (var device : List.of(first, second)) {
            assertTrue(timeline(device).contains("\"kind\":\"forked\""), timeline(device));
        }
        assertEquals(first, device(collector.report(of(machine("disk-1", 2)))));
        assertEquals(second, device(collector.report(of(machine("disk-1", 3)))));
        assertEquals(1, timeline(first).split("\"kind\":\"forked\"", -1).length - 1);
    }

    @Test
    void whatWasSeenEarlierIsSaidToHaveBeenThereSince() {
        var collector = hub.collector(hub.acme());
        var seen = hub.clock.instant().minus(Duration.ofHours(3));

        var device = device(collector.report(seenAt(seen, report("seen-1", "openssl=3.0"))));

        assertEquals(seen, Instant.parse(installed(device).path("first_seen").asText()));
        assertEquals(hub.clock.instant(), Instant.parse(shown(device).path("last_seen").asText()));
    }

    @Test
    void noClockIsBelievedBeyondReason() {
        var now = hub.clock.instant();
        var ahead = hub.collector(hub.acme());
        var behind = hub.collector(hub.acme());

        var future =
                device(ahead.report(seenAt(now.plusSeconds(86_400), report("ahead-1", "a=1"))));
        var past = device(behind.report(seenAt(Instant.EPOCH, report("behind-1", "a=1"))));

        assertEquals(now, Instant.parse(installed(future).path("first_seen").asText()));
        assertEquals(
                now.minus(Duration.ofDays(400)),
                Instant.parse(installed(past).path("first_seen").asText()));
    }

    @Test
    void whatComesLateOverwritesNothingNewer() {
        var collector = hub.collector(hub.acme());
        var now = hub.clock.instant();
        var device = device(collector.report(seenAt(now, report("late-1", "openssl=3.1"))));

        var late = seenAt(now.minusSeconds(3_600), report("late-1", "openssl=3.0"));
        var answer = collector.newEpoch().report(late).expect(200).json();

        assertEquals(device, answer.path("device_id").asText());
        assertEquals(List.of("openssl 3.1"), software(device));
        assertEquals(List.of("late"), kinds(notes(collector)));
    }

    @Test
    void withinAnEpochTheOrderCountsAndNoClock() {
        var collector = hub.collector(hub.acme());
        var now = hub.clock.instant();
        var device = device(collector.report(seenAt(now, report("order-1", "openssl=3.0"))));

        collector.report(seenAt(now.minusSeconds(86_400), report("order-1", "openssl=3.1")));

        assertEquals(List.of("openssl 3.1"), software(device));
        assertEquals(now, Instant.parse(installed(device).path("first_seen").asText()));
    }

    @Test
    void aDeviceIsAtTheSiteOfItsCollector() {
        var site = UUID.randomUUID();
        change(Sql.of("insert into sites (id, name) values (?, 'Berlin')", site));
        var collector = hub.collector(hub.acme());
        change(Sql.of("update collectors set site_id = ? where id = ?", site, collector.id));
        var elsewhere = device(hub.collector(hub.acme()).report(report("sited-1", "a=1")));

        var there = device(collector.report(report("sited-1", "a=1")));

        assertNotEquals(elsewhere, there);
        assertEquals(
                1, number(Sql.of("select count(*) as n from devices where site_id = ?", site)));
    }

    @Test
    void whatIsNotUnderstoodIsSaidOnTheCollectorsPage() {
        var collector = hub.collector(hub.acme());
        var bomb = gzip(new byte[20 * 1024 * 1024]);

        collector
                .send(
                        collector.signed(
                                "POST", INVENTORY, 1, gzip("{}".getBytes(StandardCharsets.UTF_8))))
                .expect(400);
        collector.send(collector.signed("POST", INVENTORY, 2, bomb)).expect(413);
        collector.send(collector.signed("POST", INVENTORY, 0, gzip(new byte[0]))).expect(400);

        collector
                .send(
                        collector.signed(
                                "POST",
                                INVENTORY,
                                3,
                                "{\"hostname\": \"x\", \"products\": [], \"serial\": 1}"
                                        .getBytes(StandardCharsets.UTF_8)))
                .expect(400);

        assertEquals(List.of("refused", "refused", "refused", "refused"), kinds(notes(collector)));
        assertTrue(
                notes(collector).stream()
                        .anyMatch(note -> "Malformed report: serial".equals(note.text())),
                notes(collector)::toString);
        assertEquals(
                0,
                number(
                        Sql.of(
                                "select count(*) as n from batches where collector_id = ?",
                                collector.id)));
    }

    @Test
    void theSameNoteAgainIsCountedAndTheNewestAreKept() {
        var collector = hub.collector(hub.acme());
        var notes = new CollectorNotes(hub.database());
        for (int i = 0; i < 3; i++) {
            collector.send(collector.signed("POST", INVENTORY, 1, gzip(new byte[0]))).expect(400);
        }
        assertEquals(3, notes(collector).getFirst().batches());

        inAcme(() -> {
            for (int i = 0; i < CollectorNotes.NOTES_MAX; i++) {
                notes.add(
                        collector.id,
                        CollectorNotes.Kind.REFUSED,
                        "number " + i,
                        hub.clock.instant().plusSeconds(i));
            }
            return true;
        });

        var kept = notes(collector);
        assertEquals(CollectorNotes.NOTES_MAX, kept.size());
        assertEquals("number 499", kept.getFirst().text());
        assertEquals("number 0", kept.getLast().text());
    }

    static Report report(String hostname, String... software) {
        return of(DeviceFacts.named(hostname), software);
    }

    static Report of(DeviceFacts device, String... software) {
        return new Report(
                null,
                List.of(
                        new Inventory(
                                device,
                                Stream.of(software).map(SignedBatchesTest::fact).toList())));
    }

    private static Report seenAt(Instant at, Report report) {
        return new Report(null, at, report.sightings());
    }

    private static DeviceFacts machine(String hostname, int number) {
        return new DeviceFacts(
                hostname, null, "Debian", "12", null, "server", null, uuid(number), List.of());
    }

    private static String uuid(int number) {
        return "4c4c4544-0042-3510-8057-b7c04f4a5a%02d".formatted(number);
    }

    static SoftwareFact fact(String nameAndVersion) {
        var parts = nameAndVersion.split("=", -1);
        return new SoftwareFact(null, parts[0], parts[1], "deb", "amd64", null, null, null);
    }

    private static String device(TestClient.Answer answer) {
        return answer.expect(200).json().path("device_id").asText();
    }

    private static com.fasterxml.jackson.databind.JsonNode shown(String device) {
        return ada.get("/api/v1/orgs/acme/devices/" + device).expect(200).json();
    }

    private static com.fasterxml.jackson.databind.JsonNode installed(String device) {
        return ada.get("/api/v1/orgs/acme/devices/" + device + "/software")
                .expect(200)
                .json()
                .path("items")
                .path(0);
    }

    private static String timeline(String device) {
        return ada.get("/api/v1/orgs/acme/devices/" + device + "/timeline").expect(200).body();
    }

    private static List<String> software(String device) {
        return inAcme(() ->
                hub.database()
                        .list(
                                Sql.of(
                                        """
                                        select s.name || ' ' || v.version as one
                                        from installations i
                                        join software_versions v on v.id = i.version_id
                                        join software s on s.id = v.software_id
                                        where i.device_id = ? and i.removed_at is null order by 1
                                        """,
                                        UUID.fromString(device)),
                                row -> row.text("one")));
    }

    private static List<CollectorNotes.Note> notes(TestCollector collector) {
        return notesIn(hub.acme(), collector);
    }

    private static List<CollectorNotes.Note> notesIn(Tenant tenant, TestCollector collector) {
        var notes = new CollectorNotes(hub.database());
        return hub.database().inTenant(tenant, () -> notes.of(collector.id));
    }

    private static List<String> kinds(List<CollectorNotes.Note> notes) {
        return notes.stream().map(CollectorNotes.Note::kind).toList();
    }

    private static void change(Sql statement) {
        inAcme(() -> hub.database().run(statement));
    }

    private static long number(Sql question) {
        return inAcme(() -> hub.database().first(question, row -> row.number("n")).orElseThrow());
    }

    private static <T> T inAcme(java.util.function.Supplier<T> work) {
        return hub.database().inTenant(hub.acme(), work);
    }
}
