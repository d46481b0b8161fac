package muster.e2e.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import muster.e2e.Scratch;
import muster.e2e.net.MadeUpDevice;
import muster.e2e.net.MadeUpNetwork;
import muster.replay.FakeRouter;

/** What a thousand SSH sessions take that are all open at once. */
final class SshSessions implements Measurement {
    private static final int SESSIONS = 1_000;
    private static final double MEGABYTES_MAX = 512;
    private static final double KIB_A_MIB = 1_024;
    private static final int PAUSE_MILLIS = 100;
    private static final String PASSWORD = "river-of-the-bench";

    @Override
    public String name() {
        return "ssh-sessions";
    }

    @Override
    public void measure(Consumer<Figure> report) throws Exception {
        var addresses =
                MadeUpNetwork.of("127.90", SESSIONS).devices().stream()
                        .map(MadeUpDevice::address)
                        .toList();
        int port = freePort(addresses.getFirst());
        var all = new CountDownLatch(SESSIONS);
        try (var scratch = Scratch.named("muster-bench-ssh");
                var router = router(addresses, port, all)) {
            long begin = System.nanoTime();
            double megabytes = scan(scratch.folder(), addresses, router.address().getPort());
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (all.getCount() > 0) {
                throw new IOException(all.getCount() + " sessions were never open");
            }
            report.accept(Figure.of("ssh-sessions", SESSIONS / seconds, "devices/s"));
            report.accept(Figure.of("ssh-sessions-rss", megabytes, "MB").atMost(MEGABYTES_MAX));
        }
    }

    /** None is answered before all have asked. */
    private static FakeRouter router(List<String> addresses, int port, CountDownLatch all) {
        return FakeRouter.withPrompt("attic#")
                .onAddresses(addresses)
                .onPort(port)
                .lettingIn("noc", PASSWORD)
                .answering("show version", "Cisco IOS Software, C2960X Software, Version 15.2(7)E8")
                .doing(
                        "show inventory",
                        terminal -> {
                            all.countDown();
                            all.await();
                            terminal.page("PID: WS-C2960X-24TS-L, VID: V01, SN: MUAC100018");
                        })
                .started();
    }

    /** Runs the scanner as a program of its own; returns the most memory that it had. */
    private static double scan(Path folder, List<String> addresses, int port)
            throws IOException, InterruptedException {
        var file = folder.resolve("scanner.yaml");
        Files.writeString(file, file(addresses, port));
        var log = folder.resolve("log").toFile();
        var found = folder.resolve("found.jsonl");
        var scanner =
                new ProcessBuilder(ScannerProgram.once(file, found))
                        .redirectErrorStream(true)
                        .redirectOutput(log)
                        .start();
        double most = 0;
        while (!scanner.waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
            most = Math.max(most, mostMegabytes(scanner.pid()));
        }
        if (scanner.exitValue() != 0) {
            throw new IOException(Files.readString(log.toPath()));
        }
        return most;
    }

    private static double mostMegabytes(long pid) throws IOException {
        try {
            return Files.readAllLines(Path.of("/proc/%d/status".formatted(pid))).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / KIB_A_MIB)
                    .sum();
        } catch (NoSuchFileException ended) {
            return 0;
        }
    }

    private static String file(List<String> addresses, int port) {
        return """
        state: state
        sites:
          - name: bench
            ranges: [%s]
            ssh_port: %d
            rate: 1000
        credentials:
          - {name: bench, kind: ssh, user: noc, password: %s, allow: [127.0.0.0/8]}
        """
                .formatted(String.join(", ", addresses), port, PASSWORD);
    }

    private static int freePort(String address) throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.ofLiteral(address))) {
            return free.getLocalPort();
        }
    }
}
