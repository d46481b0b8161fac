package muster.e2e.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import muster.e2e.Scratch;
import muster.e2e.net.MadeUpDevice;
import muster.e2e.net.MadeUpNetwork;
import muster.replay.Manner;
import muster.replay.Recording;
import muster.replay.ReplayedNetwork;

/**
 * What a sweep over thousands of devices takes, beside Debian's snmpbulkwalk that reads the same
 * variables of the same devices: all that there is, in three walks a device. What a shell and three
 * programs take to start is counted with theirs, as it is where somebody scans a network by them.
 */
final class SnmpSweep implements Measurement {
    private static final int DEVICES = 5_000;

    /** The C program starts anew for each walk: fewer devices tell as much of it. */
    private static final int DEVICES_IN_C = 500;

    private static final String PREFIX = "127.88";
    private static final String COMMUNITY = "bench";
    private static final double CPU_RATIO_MAX = 1.5;
    private static final int C_PROCESSES = 8;
    private static final int LIVE_OF_A_24 = 30;
    private static final double A_24_SECONDS_MAX = 120;
    private static final double MILLIS_A_SECOND = 1_000;

    @Override
    public String name() {
        return "snmp-sweep";
    }

    @Override
    public void measure(Consumer<Figure> report) throws Exception {
        try (var scratch = Scratch.named("muster-bench-sweep")) {
            var folder = scratch.folder();
            var network = MadeUpNetwork.of(PREFIX, DEVICES);
            try (var replayed = replayed(network)) {
                report.accept(new Ceiling(addresses(network), replayed.port(), COMMUNITY).figure());
                braa(network, replayed.port(), folder, report);
                sweep(network, replayed.port(), folder, report);
            }
            office(folder, report);
        }
    }

    private static List<String> addresses(MadeUpNetwork network) {
        return network.devices().stream().map(MadeUpDevice::address).toList();
    }

    private static ReplayedNetwork replayed(MadeUpNetwork network) {
        var replayed = new ReplayedNetwork(COMMUNITY).forgetful();
        network.recordings()
                .forEach((address, recording) ->
                        replayed.add(address, Recording.of(recording), Manner.HONEST));
        return replayed.start();
    }

    /** The fastest there is asks each device for one variable, all at once. */
    private static void braa(MadeUpNetwork network, int port, Path folder, Consumer<Figure> report)
            throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of("/usr/bin/braa"))) {
            System.err.println("braa is not installed: its rate is not measured");
            return;
        }
        var queries = folder.resolve("queries");
        Files.write(
                queries,
                addresses(network).stream()
                        .map(one -> "%s@%s:%d:.1.3.6.1.2.1.1.5.0".formatted(COMMUNITY, one, port))
                        .toList());
        var answers = folder.resolve("answers");
        var spent = Spent.on(folder, answers, List.of("braa", "-2", "-f", queries.toString()));
        report.accept(
                Figure.of(
                        "braa", count(answers) / spent.seconds(), "devices/s, one variable each"));
    }

    private static void sweep(MadeUpNetwork network, int port, Path folder, Consumer<Figure> report)
            throws IOException, InterruptedException {
        var ours = scan(folder, addresses(network), port, DEVICES);
        var found = count(folder.resolve("found.jsonl"), "\"result\":\"answered\"");
        if (found != DEVICES) {
            throw new IOException("%d of %d devices answered".formatted(found, DEVICES));
        }
        report.accept(Figure.of("snmp-sweep", DEVICES / ours.seconds(), "devices/s"));
        var theirs = inC(network, port, folder);
        report.accept(theirs);
        report.accept(
                Figure.of("snmp-sweep-cpu", perDevice(ours, DEVICES), "CPU ms a device")
                        .against(theirs)
                        .atMost(CPU_RATIO_MAX));
    }

    private static Figure inC(MadeUpNetwork network, int port, Path folder)
            throws IOException, InterruptedException {
        var addresses = folder.resolve("addresses");
        Files.write(addresses, addresses(network).subList(0, DEVICES_IN_C));
        var walks =
                """
                for root in 1.0.8802 1.3.6.1.2.1 1.3.6.1.4.1; do
                    snmpbulkwalk -m '' -v2c -c %s -On -Cr25 $0:%d $root
                done
                """
                        .formatted(COMMUNITY, port);
        var output = folder.resolve("walked");
        var spent =
                Spent.on(
                                folder,
                                output,
                                List.of(
                                        "xargs",
                                        "-a",
                                        addresses.toString(),
                                        "-P",
                                        Integer.toString(C_PROCESSES),
                                        "-n",
                                        "1",
                                        "bash",
                                        "-c",
                                        walks))
                        .wellEnded();
        var rows =
                network.devices().subList(0, DEVICES_IN_C).stream()
                        .mapToLong(device -> device.recording().lines().count())
                        .sum();
        if (count(output) < rows) {
            throw new IOException("snmpbulkwalk read %d rows of %d".formatted(count(output), rows));
        }
        return Figure.of("snmpbulkwalk-cpu", perDevice(spent, DEVICES_IN_C), "CPU ms a device");
    }

    /** A usual office: 254 addresses of which 30 answer, at the rate that nobody changed. */
    private static void office(Path folder, Consumer<Figure> report)
            throws IOException, InterruptedException {
        var network = MadeUpNetwork.of("127.89", LIVE_OF_A_24);
        try (var replayed = replayed(network)) {
            var spent = scan(folder, List.of("127.89.0.0/24"), replayed.port(), 0);
            report.accept(Figure.of("scan-of-a-24", spent.seconds(), "s").atMost(A_24_SECONDS_MAX));
        }
    }

    /**
     * Runs the scanner as a program of its own.
     *
     * @param rate targets a second; 0 for the usual one
     */
    private static Spent scan(Path folder, List<String> ranges, int port, int rate)
            throws IOException, InterruptedException {
        var file = folder.resolve("scanner.yaml");
        Files.writeString(file, file(ranges, port, rate));
        var found = folder.resolve("found.jsonl");
        Files.deleteIfExists(found);
        return Spent.on(folder, folder.resolve("output"), ScannerProgram.once(file, found))
                .wellEnded();
    }

    private static String file(List<String> ranges, int port, int rate) {
        return """
        state: state
        sites:
          - name: bench
            ranges: [%s]
            snmp_port: %d
        %scredentials:
          - {name: bench, kind: snmp, version: 2c, community: %s, allow: [127.0.0.0/8]}
        """
                .formatted(
                        String.join(", ", ranges),
                        port,
                        rate == 0 ? "" : "    rate: " + rate + "\n",
                        COMMUNITY);
    }

    private static double perDevice(Spent spent, int devices) {
        return spent.cpuSeconds() * MILLIS_A_SECOND / devices;
    }

    private static long count(Path file) throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.count();
        }
    }

    private static long count(Path file, String part) throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.contains(part)).count();
        }
    }
}
