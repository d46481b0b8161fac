package muster.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import muster.wire.DeviceFacts;
import muster.wire.Inventory;
import muster.wire.Report;
import muster.wire.SoftwareFact;
import org.jspecify.annotations.Nullable;

/** A collector with a device of its own that carries what the test says; it can be restarted. */
final class TestAgent implements AutoCloseable {
    final List<String> software = new ArrayList<>(List.of("openssl 3.0.11", "bash 5.2.15"));
    final List<String> said = new ArrayList<>();

    private final Path folder;
    private final Clock clock;
    private final URI hub;
    @Nullable String token = FakeHub.TOKEN;
    String machine = "one";

    /** Whether it reports one, or what others are. */
    boolean hasDevice = true;

    Disk disk = Disk.real();
    Spool.Bounds bounds = Spool.Bounds.USUAL;
    Trust trust = Trust.ofSystem();
    @Nullable InetSocketAddress proxy;
    Duration patience = Duration.ofSeconds(5);
    private @Nullable Home home;
    private @Nullable Collector collector;

    TestAgent(Path folder, Clock clock, URI hub) {
        this.folder = folder;
        this.clock = clock;
        this.hub = hub;
    }

    Collector start() {
        close();
        try {
            home = Home.open(folder, disk);
            collector = new Collector(setup(home));
            return collector;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Setup setup(Home home) {
        var marks = new LinkedHashMap<>(Map.of("uuid", Set.of(machine)));
        return new Setup(
                home,
                new Hub(hub, trust, false, proxy, patience),
                token,
                new Applicant(
                        "web-1",
                        hasDevice ? "agent" : "scanner",
                        "0.1.0",
                        "linux-amd64",
                        new Fingerprint(marks)),
                hasDevice ? this::report : null,
                Pace.USUAL,
                bounds,
                clock,
                new Random(1),
                new Journal(clock, said::add));
    }

    /** Ticks until there is nothing to do now, or the hub is left alone. */
    void settle() {
        var running = running();
        for (int i = 0; i < 1000 && running.tick().isZero(); i++) {
            // As often as it wants.
        }
    }

    Collector running() {
        var running = collector;
        return running == null ? start() : running;
    }

    Report report() {
        var facts =
                software.stream()
                        .map(line -> line.split(" ", -1))
                        .map(words ->
                                new SoftwareFact(
                                        null, words[0], words[1], "deb", null, null, null, null))
                        .toList();
        return new Report(
                null, clock.instant(), List.of(new Inventory(DeviceFacts.named("web-1"), facts)));
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        try {
            if (home != null) {
                home.close();
                home = null;
                collector = null;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
