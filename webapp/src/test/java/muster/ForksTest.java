package muster;

import static muster.Sent.device;
import static muster.Sent.kinds;
import static muster.Sent.machine;
import static muster.Sent.report;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two that report as one are told apart, and somebody is told of it. */
class ForksTest {
    private static final String SUGGESTIONS = "/api/v1/orgs/acme/devices/suggestions";
    private static final String AUDIT = "/api/v1/orgs/acme/audit?q=turns";

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
    void otherBytesAtTheSamePlaceAreRefusedAndSaid() {
        var collector = sent.collector();
        var device = device(collector.report(report("forked-1", "openssl=3.0")));

        var refused = collector.again(report("forked-1", "openssl=3.1"));

        refused.expect(409);
        assertEquals("urn:muster:forked", refused.json().path("type").asText());
        assertEquals(List.of("openssl 3.0"), sent.software(device));
        assertEquals(List.of("forked"), kinds(sent.notes(collector)));
        assertTrue(sent.timeline(device).contains("\"kind\":\"forked\""), sent.timeline(device));
        assertTrue(sent.ada.get("/api/v1/orgs/acme/audit").body().contains("collector.forked"));
        collector.newEpoch().report(report("forked-1", "openssl=3.1")).expect(200);
        assertEquals(List.of("openssl 3.1"), sent.software(device));
    }

    @Test
    void otherEventsAtThePlaceOfAReportAreRefusedAndSaid() {
        var collector = sent.collector();
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

        assertEquals(List.of("forked"), kinds(sent.notes(collector)));
        assertTrue(sent.timeline(device).contains("\"kind\":\"forked\""), sent.timeline(device));
        assertEquals(List.of("openssl 3.0"), sent.software(device));
    }

    @Test
    void onOtherHardwareItIsAnotherMachineAndSaid() {
        var collector = sent.collector();
        var first = device(collector.report(Sent.of(machine("disk-1", 2), "openssl=3.0")));

        var second = device(collector.report(Sent.of(machine("disk-1", 3), "openssl=3.1")));

        assertNotEquals(first, second);
        assertEquals(List.of("openssl 3.0"), sent.software(first));
        assertEquals(List.of("forked"), kinds(sent.notes(collector)));
        for (var device : List.of(first, second)) {
            assertTrue(
                    sent.timeline(device).contains("\"kind\":\"forked\""), sent.timeline(device));
        }
        assertEquals(first, device(collector.report(Sent.of(machine("disk-1", 2)))));
        assertEquals(second, device(collector.report(Sent.of(machine("disk-1", 3)))));
        assertEquals(1, sent.timeline(first).split("\"kind\":\"forked\"", -1).length - 1);
    }

    @Test
    void twoThatTakeTurnsAreToldOnceUntilItIsSettled() {
        var original = sent.collector();
        var device = device(original.report(report("turns-1", "openssl=3.0")));
        var copy = original.copy();
        sent.hub.clock.pass(Duration.ofMinutes(10));
        copy.report(report("turns-1", "openssl=3.1")).expect(200);
        assertEquals(List.of(), kinds(sent.notes(original)));

        for (int i = 0; i < 3; i++) {
            sent.hub.clock.pass(Duration.ofMinutes(10));
            original.report(report("turns-1", "openssl=3.0", "bash=" + i)).expect(200);
            sent.hub.clock.pass(Duration.ofMinutes(10));
            copy.report(report("turns-1", "openssl=3.1", "bash=" + i)).expect(200);
        }

        var fork = fork(original);
        assertEquals(device, fork.path("device_id").asText());
        assertEquals(1, sent.timeline(device).split("\"kind\":\"forked\"", -1).length - 1);
        assertEquals(1, sent.ada.get(AUDIT).body().split("collector.forked", -1).length - 1);
        settle(fork, 204);
        settle(fork, 404);
        assertTrue(fork(original).isMissingNode());
        sent.hub.clock.pass(Duration.ofMinutes(10));
        original.report(report("turns-1", "openssl=3.0")).expect(200);
        assertNotEquals(fork.path("id"), fork(original).path("id"));
    }

    @Test
    void aNewEpochIsNoTurnNorIsWhatWasStillUnderWay() {
        var collector = sent.collector();
        var old = collector.copy();
        collector.report(report("epochs-1", "a=1")).expect(200);
        old.sameEpochAs(collector).report(report("epochs-1", "a=2")).expect(409);
        var before = sent.notes(collector).size();
        collector.newEpoch().report(report("epochs-1", "a=3")).expect(200);
        sent.hub.clock.pass(Duration.ofMinutes(1));

        old.report(report("epochs-1", "a=4")).expect(200);

        assertEquals(before, sent.notes(collector).size());
    }

    @Test
    void aForkIsShownOnItsDeviceAndAmongWhatIsToBeDecided() {
        var collector = sent.collector();
        var device = device(collector.report(report("shown-1", "openssl=3.0")));
        collector.again(report("shown-1", "openssl=3.1")).expect(409);

        var page = sent.ada.get("/o/acme/devices/" + device).expect(200).body();
        assertTrue(page.contains("this looks like a cloned disk"), page);
        var decided = sent.ada.get("/o/acme/devices/suggestions").expect(200).body();
        assertTrue(decided.contains("/o/acme/collectors/" + collector.id), decided);
        assertTrue(sent.ada.get("/o/acme/devices").body().contains("/devices/suggestions"));
        var fork = fork(collector);
        var theirs = sent.grace.get("/api/v1/orgs/globex/devices/suggestions").body();
        assertFalse(theirs.contains(fork.path("id").asText()), theirs);
        sent.grace
                .post(
                        "/api/v1/orgs/globex/devices/suggestions/"
                                + fork.path("id").asText()
                                + "/settlement",
                        Map.of())
                .expect(404);
        settle(fork, 204);
        assertFalse(sent.ada.get("/o/acme/devices/" + device).body().contains("cloned disk, or a"));
    }

    private static JsonNode fork(TestCollector collector) {
        for (var one : sent.ada.get(SUGGESTIONS).expect(200).json().path("items")) {
            if (one.path("collector_id").asText().equals(collector.id.toString())) {
                return one;
            }
        }
        return MissingNode.getInstance();
    }

    private static void settle(JsonNode fork, int status) {
        sent.ada
                .post(SUGGESTIONS + "/" + fork.path("id").asText() + "/settlement", Map.of())
                .expect(status);
    }
}
