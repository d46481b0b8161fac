package muster.scanner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import muster.replay.Manner;
import muster.replay.Recording;
import muster.replay.ReplayedNetwork;
import muster.scanner.http.SelfSigned;
import muster.wire.Report;
import muster.wire.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the scanner sees arrives at the hub, once, or it says what did not. */
@Tag("slow")
class ReportingTest {
    private static final String COMMUNITY = "walnut-tree";
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final String DEVICE =
            """
            1.3.6.1.2.1.1.1.0|4|Example appliance
            1.3.6.1.2.1.1.5.0|4|device
            """;

    private final ReplayedNetwork network = new ReplayedNetwork(COMMUNITY);

    @TempDir private Path folder;
    private FakeHub hub;

    @BeforeEach
    void makeHub() throws IOException, InterruptedException {
        hub = new FakeHub(SelfSigned.pem(folder, "CN=scanner"));
    }

    @AfterEach
    void end() {
        hub.close();
        network.close();
    }

    /** A file for so many devices that answer. */
    private Path file(String network24, int devices, int rate) throws IOException {
        for (int i = 1; i <= devices; i++) {
            network.add(network24 + "." + i, Recording.of(DEVICE), Manner.HONEST);
        }
        network.start();
        var text =
                """
                state: state
                hub: {url: "%s", enrollment_token: mst_enroll_test}
                sites:
                  - {name: Lab, ranges: [%s.1-%s.%d], snmp_port: %d, ssh_port: %d, rate: %d}
                credentials:
                  - {name: ro, kind: snmp, version: 2c, community: %s, allow: [127.0.0.0/8]}
                """
                        .formatted(
                                hub.address(),
                                network24,
                                network24,
                                devices,
                                network.port(),
                                network.port(),
                                rate,
                                COMMUNITY);
        return Files.writeString(folder.resolve("scanner.yaml"), text);
    }

    private static List<String> addresses(List<Report> reports) {
        return reports.stream().flatMap(one -> FakeHub.addresses(one).stream()).sorted().toList();
    }

    @Test
    void saysWhichAddressTheHubRefusedAndTellsAllOthers() throws Exception {
        hub.refuse(report -> gave(report, "127.78.20.2") ? 422 : 200);
        var err = new ByteArrayOutputStream();
        var stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        var scanner = new Scanner(Map.of(), stream, stream, "test");

        int status = scanner.run("run", "--config", file("127.78.20", 4, 500).toString(), "--once");

        assertEquals(Scanner.FAILED, status);
        var said = err.toString(StandardCharsets.UTF_8);
        assertTrue(
                said.contains("the hub will not have 1 results: 127.78.20.2: 422: because"), said);
        assertEquals(
                IntStream.rangeClosed(1, 4).mapToObj(i -> "127.78.20." + i).toList(),
                addresses(hub.reports()));
        var bare = target(hub.reports(), "127.78.20.2").orElseThrow();
        assertEquals(Target.Result.ERROR, bare.result());
        assertTrue(String.valueOf(bare.why()).startsWith("the hub refused what it gave: 422"));
    }

    private static boolean gave(Report report, String address) {
        return target(List.of(report), address)
                .filter(one -> !one.evidence().isEmpty())
                .isPresent();
    }

    private static Optional<Target> target(List<Report> reports, String address) {
        return reports.stream()
                .flatMap(one -> one.sightings().stream())
                .filter(Target.class::isInstance)
                .map(Target.class::cast)
                .filter(one -> one.address().text().equals(address))
                .findFirst();
    }

    @Test
    void tellsOnceWhatItHadKeptWhenItWasKilled() throws Exception {
        hub.refuse(_ -> 503);
        var config = file("127.78.21", 120, 60);
        var killed = start(config);
        await(() -> spooled() > 1, killed);
        killed.toHandle().destroyForcibly();
        killed.waitFor();
        hub.refuse(_ -> 200);

        assertEquals(0, start(config).waitFor());

        var scans = hub.reports().stream().map(one -> FakeHub.scan(one).id()).distinct().toList();
        assertEquals(2, scans.size());
        var before = of(scans.getFirst());
        assertFalse(before.isEmpty());
        assertEquals(before.size(), Set.copyOf(before).size(), "told twice");
        var everything = IntStream.rangeClosed(1, 120).mapToObj(i -> "127.78.21." + i);
        assertEquals(everything.sorted().toList(), of(scans.getLast()));
        assertEquals(0, spooled());
    }

    private List<String> of(UUID scan) {
        return addresses(
                hub.reports().stream().filter(one -> FakeHub.scan(one).id().equals(scan)).toList());
    }

    private long spooled() {
        var spool = folder.resolve("state").resolve("spool").toFile().list();
        return spool == null
                ? 0
                : List.of(spool).stream().filter(name -> name.endsWith(".batch")).count();
    }

    private interface Condition {
        boolean isTrue();
    }

    private static void await(Condition condition, Process process) throws InterruptedException {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!condition.isTrue()) {
            assertTrue(System.nanoTime() < end && process.isAlive(), "nothing came");
            Thread.sleep(5);
        }
    }

    private static Process start(Path config) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Scanner.class.getName(),
                        "run",
                        "--config",
                        config.toString(),
                        "--once")
                .redirectErrorStream(true)
                .redirectOutput(config.resolveSibling("out.log").toFile())
                .start();
    }
}
