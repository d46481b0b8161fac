package muster.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import muster.wire.Evidence;
import muster.wire.IpAddress;
import muster.wire.Report;
import muster.wire.Scan;
import muster.wire.Sighting;
import muster.wire.Target;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A collector that has no device of its own, and reports what it saw of others. */
class ScanningTest extends AgainstAHub {
    private static final UUID SCAN = new UUID(1, 2);

    @BeforeEach
    void haveNoDevice() {
        agent.hasDevice = false;
    }

    private Report part(int number, String text) {
        var scan = new Scan(SCAN, "HQ", clock.instant(), 254, false, "rules");
        var target =
                new Target(
                        IpAddress.of("10.0.0." + number),
                        Target.Result.ANSWERED,
                        "SNMPv2c as ro",
                        List.of(new Evidence.Snmp(text)));
        return new Report(new UUID(3, number), clock.instant(), List.of(scan, target));
    }

    private List<String> delivered() {
        return hub.reports.stream()
                .map(report -> FakeIntake.sighting(report, Target.class).orElseThrow())
                .map(target -> target.address().text())
                .toList();
    }

    /** That nothing makes smaller. */
    private static String noise(int seed, int characters) {
        var random = new Random(seed);
        return random.ints(characters, 'a', 'z')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void saysItIsAScannerAndTellsEachPart() throws Exception {
        agent.running().keep(part(1, "one"));
        agent.running().keep(part(2, "two"));
        agent.settle();
        assertEquals("scanner", hub.asked.getFirst().json().text("kind"));
        assertEquals(List.of("10.0.0.1", "10.0.0.2"), delivered());
    }

    @Test
    void asksTheHubNothingButToTakeThings() {
        agent.running().keep(part(1, "one"));
        agent.settle();
        clock.go(Duration.ofDays(1));
        agent.settle();
        var verbs = hub.asked.stream().map(Asked::verb).distinct().sorted().toList();
        assertEquals(List.of("enroll", "heartbeat", "inventory"), verbs);
    }

    @Test
    void tellsAfterARestartWhatItKeptWhileTheHubWasAway() {
        agent.settle();
        hub.away = true;
        agent.running().keep(part(1, "one"));
        agent.running().keep(part(2, "two"));
        agent.settle();
        assertEquals(List.of(), delivered());
        agent.start();
        hub.away = false;
        clock.go(Duration.ofHours(1));
        agent.settle();
        assertEquals(List.of("10.0.0.1", "10.0.0.2"), delivered());
    }

    @Test
    void dropsTheOldestPartWhereThereIsNoRoomAndSaysSo() throws Exception {
        agent.bounds = new Spool.Bounds(12_500, Duration.ofDays(60));
        agent.settle();
        hub.away = true;
        for (int i = 1; i <= 3; i++) {
            assertTrue(agent.running().keep(part(i, noise(i, 8_000))));
        }
        hub.away = false;
        clock.go(Duration.ofHours(1));
        agent.settle();
        assertEquals(List.of("10.0.0.2", "10.0.0.3"), delivered());
        var kinds = new ArrayList<String>();
        for (var note : hub.notes) {
            kinds.add(note.text("kind"));
        }
        assertTrue(kinds.contains("dropped"), kinds.toString());
    }

    private Report whole(int targets) {
        var sightings = new ArrayList<Sighting>();
        sightings.add(new Scan(SCAN, "HQ", clock.instant(), targets, true, "rules"));
        for (int i = 1; i <= targets; i++) {
            sightings.addAll(part(i, "text " + i).sightings().subList(1, 2));
        }
        return new Report(new UUID(3, 99), clock.instant(), sightings);
    }

    private static Set<String> addresses(Report report) {
        return report.sightings().stream()
                .filter(Target.class::isInstance)
                .map(one -> ((Target) one).address().text())
                .collect(Collectors.toSet());
    }

    /** As a hub does that does not take what one device said. */
    private void refuseWhatHas(String address) {
        hub.always(
                "inventory",
                asked ->
                        addresses(Halves.of(asked.body()).orElseThrow().whole()).contains(address)
                                ? Reply.of(422)
                                : null);
    }

    @Test
    void losesOnlyTheAddressThatTheHubRefusesAndNamesIt() throws Exception {
        refuseWhatHas("10.0.0.4");
        agent.running().keep(whole(9));
        agent.settle();

        var told = hub.reports.stream().flatMap(one -> addresses(one).stream()).toList();
        assertEquals(8, told.size(), told.toString());
        assertEquals(8, Set.copyOf(told).size());
        assertFalse(told.contains("10.0.0.4"));
        var last =
                hub.reports.stream()
                        .flatMap(one -> FakeIntake.sighting(one, Scan.class).stream())
                        .filter(Scan::finished)
                        .toList();
        assertEquals(1, last.size(), "the last part ends the scan, and no other");
        assertTrue(
                agent.said.stream().anyMatch(one -> one.contains("10.0.0.4: 422: because")),
                agent.said.toString());
        assertEquals(
                "the hub will not have 1 results: 10.0.0.4: 422: because",
                agent.running().awaitDelivery(Duration.ZERO).orElse(""));
    }

    @Test
    void doesNotAskAHubForEverThatRefusesEverything() {
        hub.always("inventory", _ -> Reply.of(422));
        for (int i = 0; i < 4; i++) {
            agent.running().keep(whole(50));
        }
        agent.settle();
        assertTrue(hub.count("inventory") <= 60, hub.count("inventory") + " batches");
        var why = agent.said.toString();
        assertTrue(why.contains("10.0.0.1 to 10.0.0."), why);
    }

    @Test
    void doesNotCallDeliveredWhatWasDropped() throws Exception {
        agent.bounds = new Spool.Bounds(12_500, Duration.ofDays(60));
        agent.settle();
        hub.away = true;
        for (int i = 1; i <= 3; i++) {
            agent.running().keep(part(i, noise(i, 8_000)));
        }
        hub.away = false;
        clock.go(Duration.ofHours(1));
        agent.settle();
        assertEquals(
                "the hub will not have 1 results: the spool is full",
                agent.running().awaitDelivery(Duration.ZERO).orElse(""));
    }

    @Test
    void saysWhetherTheHubHasAll() throws Exception {
        agent.settle();
        assertTrue(agent.running().awaitDelivery(Duration.ZERO).isEmpty());
        hub.away = true;
        agent.running().keep(part(1, "one"));
        agent.settle();
        var why = agent.running().awaitDelivery(Duration.ZERO).orElse("");
        assertTrue(why.startsWith("1 reports are kept for later: "), why);
        assertFalse(why.contains(FakeHub.TOKEN), why);
    }
}
