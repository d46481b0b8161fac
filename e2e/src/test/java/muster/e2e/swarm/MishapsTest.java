package muster.e2e.swarm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What befalls a collector costs nothing that it kept, and is told on its page. */
@Tag("slow")
class MishapsTest {
    private static Headquarters hub;

    @TempDir Path folder;
    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeAll
    static void start() {
        hub = Headquarters.open();
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @AfterEach
    void close() throws Exception {
        for (var one : open.reversed()) {
            one.close();
        }
    }

    @Test
    void aRestoredSnapshotLosesNothingAndIsAlarmed() throws Exception {
        var station = station("restored");
        station.keep("before", 2);
        station.settle();
        station.close();
        copy(station.folder(), folder.resolve("snapshot"));
        station.keep("between", 3);
        station.settle();
        station.close();
        delete(station.folder());
        copy(folder.resolve("snapshot"), station.folder());

        station.keep("after", 4);
        station.settleAndTell();

        assertEquals(names("after", 4, "before", 2, "between", 3), hub.events(station));
        hub.shows(station, "Another with the same identity reports: a clone, or a restored");
    }

    @Test
    void aClonedDiskLosesNothingAndIsAlarmed() throws Exception {
        var station = station("cloned");
        station.keep("before", 2);
        station.settle();
        station.close();
        copy(station.folder(), folder.resolve("clone"));
        var clone = new Station(station.name, folder.resolve("clone"), hub.url(), null);
        open.add(clone);
        for (int n = 0; n < 3; n++) {
            station.keep("original " + n, 1);
            station.settle();
            clone.keep("clone " + n, 1);
            clone.settle();
        }
        clone.settleAndTell();

        assertEquals(
                names(
                        "before",
                        2,
                        "clone 0",
                        1,
                        "clone 1",
                        1,
                        "clone 2",
                        1,
                        "original 0",
                        1,
                        "original 1",
                        1,
                        "original 2",
                        1),
                hub.events(station));
        hub.shows(station, "Another with the same identity reports: a clone, or a restored");
    }

    @Test
    void aClockADayOffIsTold() {
        for (var off :
                Map.of("ahead", Duration.ofDays(1), "behind", Duration.ofDays(-1)).entrySet()) {
            var station = station("clock-" + off.getKey());
            station.pass(off.getValue());
            station.keep("off", 1);
            station.settleAndTell();

            assertEquals(names("off", 1), hub.events(station));
            hub.shows(station, "The clock was off");
            hub.shows(station, " s " + off.getKey());
            hub.shows(station, "min " + off.getKey());
        }
    }

    @Test
    void whatIsNotUnderstoodIsSetAsideAndTheRestGoesOn() {
        var station = station("newer");
        station.keepAsIs(List.of("{\"of\": \"a newer version\"}".getBytes(UTF_8)));
        station.keep("next", 1);
        station.settleAndTell();

        assertEquals(names("next", 1), hub.events(station));
        hub.shows(station, "1 batch set aside, which the hub could not read");
        hub.shows(station, "1 batch refused, which the hub could not read");
        assertEquals(0, station.running().status().batches());
    }

    @Test
    void aBombIsSetAsideAndTheRestGoesOn() {
        var station = station("bomb");
        station.keepAsIs(Collections.nCopies(5_000, "x".repeat(4_000).getBytes(UTF_8)));
        station.keep("next", 1);
        station.settleAndTell();

        assertEquals(names("next", 1), hub.events(station));
        hub.shows(station, "1 batch set aside, which the hub could not read");
        hub.shows(station, "413");
        hub.shows(station, "1 batch refused, which the hub could not read");
    }

    @Test
    void whatASpoolHadNoRoomForIsTold() {
        var station = station("full").bounded(20_000);
        var noise = new Random(1);
        station.settle();
        station.reach(Headquarters.nowhere());
        station.start();
        for (int n = 0; n < 20; n++) {
            var incompressible = new byte[2_000];
            noise.nextBytes(incompressible);
            station.keep(HexFormat.of().formatHex(incompressible), 3);
        }
        station.reach(hub.url());
        station.start();
        station.pass(Duration.ofMinutes(1));
        station.settleAndTell();

        hub.shows(station, "events in it: the spool was full");
        hub.shows(station, "batches dropped");
    }

    @Test
    void anAlteredBatchIsRefusedToldAndSentAgain() throws Exception {
        var altering = new Altering(hub.url(), 1);
        open.add(altering);
        var station = station("altered");
        station.reach(altering.address());
        station.keep("whole", 2);
        station.settle();
        assertEquals(List.of(), hub.events(station));
        station.pass(Duration.ofMinutes(11));
        station.settle();

        assertEquals(names("whole", 2), hub.events(station));
        hub.shows(station, "1 request under its key that it did not sign");
    }

    @Test
    void aHubThatWasAwayIsToldWithWhatCameLate() {
        var station = station("away");
        station.settle();
        station.reach(Headquarters.nowhere());
        station.start();
        station.keep("late", 3);
        station.settle();
        station.pass(Duration.ofMinutes(2));
        station.settle();
        station.reach(hub.url());
        station.start();
        station.settleAndTell();

        assertEquals(names("late", 3), hub.events(station));
        // And what was seen of the device at both starts.
        hub.shows(station, "5 delivered late, 0 lost");
    }

    private Station station(String name) {
        var station = hub.station(name, folder.resolve(name));
        open.add(station);
        return station;
    }

    /** Events by what they say and how many say it. */
    private static List<String> names(Object... saidAndCount) {
        return IntStream.range(0, saidAndCount.length / 2)
                .boxed()
                .flatMap(i ->
                        IntStream.range(0, (int) saidAndCount[2 * i + 1])
                                .mapToObj(n -> saidAndCount[2 * i] + " " + n))
                .sorted()
                .toList();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (var file : files.toList()) {
                var copy = to.resolve(from.relativize(file).toString());
                assertFalse(Files.exists(copy), copy.toString());
                Files.copy(file, copy);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (var file : files.sorted(Collections.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
