package muster;

import static muster.Sent.device;
import static muster.Sent.kinds;
import static muster.Sent.report;
import static muster.Sent.seenAt;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What comes late overwrites nothing newer, and no clock is believed beyond reason. */
class LooksTest {
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
    void whatWasSeenEarlierIsSaidToHaveBeenThereSince() {
        var collector = sent.collector();
        var seen = sent.hub.clock.instant().minus(Duration.ofHours(3));

        var device = device(collector.report(seenAt(seen, report("seen-1", "openssl=3.0"))));

        assertEquals(seen, Instant.parse(sent.installed(device).path("first_seen").asText()));
        assertEquals(
                sent.hub.clock.instant(),
                Instant.parse(sent.shown(device).path("last_seen").asText()));
    }

    @Test
    void noClockIsBelievedBeyondReason() {
        var now = sent.hub.clock.instant();
        var ahead = sent.collector();
        var behind = sent.collector();

        var future =
                device(ahead.report(seenAt(now.plusSeconds(86_400), report("ahead-1", "a=1"))));
        var past = device(behind.report(seenAt(Instant.EPOCH, report("behind-1", "a=1"))));

        assertEquals(now, Instant.parse(sent.installed(future).path("first_seen").asText()));
        assertEquals(
                now.minus(Duration.ofDays(400)),
                Instant.parse(sent.installed(past).path("first_seen").asText()));
    }

    @Test
    void whatComesLateOverwritesNothingNewer() {
        var collector = sent.collector();
        var now = sent.hub.clock.instant();
        var device = device(collector.report(seenAt(now, report("late-1", "openssl=3.1"))));

        var late = seenAt(now.minusSeconds(3_600), report("late-1", "openssl=3.0"));
        var answer = collector.newEpoch().report(late).expect(200).json();

        assertEquals(device, answer.path("device_id").asText());
        assertEquals(List.of("openssl 3.1"), sent.software(device));
        assertEquals(List.of("late"), kinds(sent.notes(collector)));
    }

    @Test
    void withinAnEpochTheOrderCountsAndNoClock() {
        var collector = sent.collector();
        var now = sent.hub.clock.instant();
        var device = device(collector.report(seenAt(now, report("order-1", "openssl=3.0"))));

        collector.report(seenAt(now.minusSeconds(86_400), report("order-1", "openssl=3.1")));

        assertEquals(List.of("openssl 3.1"), sent.software(device));
        assertEquals(now, Instant.parse(sent.installed(device).path("first_seen").asText()));
    }
}
