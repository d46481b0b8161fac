package muster;

import static muster.Sent.device;
import static muster.Sent.kinds;
import static muster.Sent.machine;
import static muster.Sent.report;
import static muster.TestCollector.INVENTORY;
import static muster.TestCollector.gzip;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import muster.database.Sql;
import muster.enrollment.CollectorNotes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A batch counts once and stays with its collector's device; what is not understood is said. */
class SignedBatchesTest {
    private static final int SENDERS = 8;

    private static Sent sent;

    @BeforeAll
    static void open() {
        sent = new Sent();
    }

    @AfterAll
    static void close() {
        sent.close();
    }

    @Test
    void theSameBatchAgainIsAcknowledgedAgainAndCountsOnce() {
        var collector = sent.collector();
        var report = report("again-1", "openssl=3.0");
        var first = collector.report(report).expect(200).json();

        var second = collector.again(report).expect(200).json();

        assertFalse(first.path("duplicate").asBoolean());
        assertTrue(second.path("duplicate").asBoolean());
        for (var field : List.of("report_id", "device_id", "products")) {
            assertEquals(first.path(field), second.path(field), field);
        }
        assertEquals(List.of("openssl 3.0"), sent.software(first.path("device_id").asText()));
    }

    @Test
    void theSameBatchManyTimesAtOnceCountsOnce() throws Exception {
        var collector = sent.collector();
        var bytes = gzip(report("at-once-1", "openssl=3.0").encode());
        var signed = collector.signed("POST", INVENTORY, 1, bytes);
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
                sent.number(
                        Sql.of("select count(*) as n from devices where hostname = 'at-once-1'")));
        assertEquals(
                1,
                sent.number(
                        Sql.of(
                                "select count(*) as n from batches where collector_id = ?",
                                collector.id)));
    }

    @Test
    void theSamePlaceOfAnotherCollectorIsAnotherPlace() {
        var acme = sent.collector();
        var globex = sent.hub.collector(sent.hub.globex());
        var report = report("twin-1", "openssl=3.0");

        var ours = device(acme.report(report));
        var theirs = globex.report(report).expect(200).json();

        assertFalse(theirs.path("duplicate").asBoolean());
        assertNotEquals(ours, theirs.path("device_id").asText());
        sent.grace.get("/api/v1/orgs/globex/devices/" + ours).expect(404);
        assertEquals(List.of(), sent.notesIn(sent.hub.globex(), acme));
    }

    @Test
    void aCollectorStaysOnItsDeviceWhateverItIsCalled() {
        var collector = sent.collector();
        var device = device(collector.report(Sent.of(machine("old-name", 1), "openssl=3.0")));

        assertEquals(device, device(collector.report(report("new-name", "openssl=3.0"))));
        assertEquals(device, device(collector.report(Sent.of(machine("newer-name", 1)))));
        assertEquals(List.of(), sent.notes(collector));
    }

    @Test
    void aDeviceIsAtTheSiteOfItsCollector() {
        var site = UUID.randomUUID();
        sent.change(Sql.of("insert into sites (id, name) values (?, 'Berlin')", site));
        var collector = sent.collector();
        sent.change(Sql.of("update collectors set site_id = ? where id = ?", site, collector.id));
        var elsewhere = device(sent.collector().report(report("sited-1", "a=1")));

        var there = device(collector.report(report("sited-1", "a=1")));

        assertNotEquals(elsewhere, there);
        assertEquals(
                1,
                sent.number(Sql.of("select count(*) as n from devices where site_id = ?", site)));
    }

    @Test
    void whatIsNotUnderstoodIsSaidOnTheCollectorsPage() {
        var collector = sent.collector();
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

        assertEquals(
                List.of("refused", "refused", "refused", "refused"), kinds(sent.notes(collector)));
        assertTrue(
                sent.notes(collector).stream()
                        .anyMatch(note -> "Malformed report: serial".equals(note.text())),
                sent.notes(collector)::toString);
        assertEquals(
                0,
                sent.number(
                        Sql.of(
                                "select count(*) as n from batches where collector_id = ?",
                                collector.id)));
    }

    @Test
    void theSameNoteAgainIsCountedAndTheNewestAreKept() {
        var collector = sent.collector();
        var notes = new CollectorNotes(sent.hub.database());
        for (int i = 0; i < 3; i++) {
            collector.send(collector.signed("POST", INVENTORY, 1, gzip(new byte[0]))).expect(400);
        }
        assertEquals(3, sent.notes(collector).getFirst().batches());

        sent.inAcme(() -> {
            for (int i = 0; i < CollectorNotes.NOTES_MAX; i++) {
                notes.add(
                        collector.id,
                        CollectorNotes.Kind.REFUSED,
                        "number " + i,
                        sent.hub.clock.instant().plusSeconds(i));
            }
            return true;
        });

        var kept = sent.notes(collector);
        assertEquals(CollectorNotes.NOTES_MAX, kept.size());
        assertEquals("number 499", kept.getFirst().text());
        assertEquals("number 0", kept.getLast().text());
    }
}
