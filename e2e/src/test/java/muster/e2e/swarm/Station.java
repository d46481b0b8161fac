package muster.e2e.swarm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import muster.agent.Applicant;
import muster.agent.Collector;
import muster.agent.Disk;
import muster.agent.Fingerprint;
import muster.agent.Home;
import muster.agent.Hub;
import muster.agent.Journal;
import muster.agent.Pace;
import muster.agent.Setup;
import muster.agent.Spool;
import muster.agent.Trust;
import org.jspecify.annotations.Nullable;

/** A real collector that works when the test says so, by a clock of its own. */
final class Station implements AutoCloseable {
    private static final int TICKS_MAX = 1_000;

    final String name;
    private final Path folder;
    private final Random random = new Random(1);
    private final Installed installed;
    private final Journal journal;
    private Duration ahead = Duration.ZERO;
    private Spool.Bounds bounds = Spool.Bounds.USUAL;
    private URI hub;
    private final @Nullable String token;
    private @Nullable Home home;
    private @Nullable Collector collector;

    Station(String name, Path folder, URI hub, @Nullable String token) {
        this.name = name;
        this.folder = folder;
        this.hub = hub;
        this.token = token;
        this.installed = new Installed(name, clock());
        this.journal = new Journal(clock(), _ -> {});
    }

    /** Its clock jumps. */
    void pass(Duration time) {
        ahead = ahead.plus(time);
    }

    /** From the next start on. */
    Station bounded(long bytes) {
        bounds = new Spool.Bounds(bytes, Spool.Bounds.USUAL.age());
        return this;
    }

    /** From the next start on. */
    void reach(URI address) {
        hub = address;
    }

    Path folder() {
        return folder;
    }

    /** Starts it, for another time where it runs: as after a power cut. */
    Collector start() {
        close();
        try {
            var opened = Home.open(folder, Disk.real());
            home = opened;
            var started = new Collector(setup(opened));
            collector = started;
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Works until there is nothing to do now, or the hub is left alone. */
    void settle() {
        var running = running();
        int ticks = 0;
        while (running.tick().isZero()) {
            if (++ticks > TICKS_MAX) {
                throw new AssertionError("it never rests: " + running.status());
            }
        }
    }

    /**
     * Works until this heartbeat, after whatever the pause was, has told what there was to tell.
     */
    void settleAndTell() {
        settle();
        pass(Pace.USUAL.heartbeat().plusSeconds(1));
        settle();
    }

    Collector running() {
        var running = collector;
        return running == null ? start() : running;
    }

    /** Keeps events of this many that say so. */
    boolean keep(String event, int count) {
        return running()
                .keep(IntStream.range(0, count).mapToObj(n -> line(event + " " + n)).toList());
    }

    /** Keeps a batch whatever it is. */
    void keepAsIs(List<byte[]> lines) {
        running().keep(lines);
    }

    private byte[] line(String event) {
        return """
        {"class_uid":1007,"activity_id":1,"severity_id":1,"time":%d,"message":"%s"}\
        """
                .formatted(clock().millis(), event)
                .getBytes(UTF_8);
    }

    private Setup setup(Home opened) {
        var marks = new LinkedHashMap<>(Map.of("uuid", Set.of(name)));
        return new Setup(
                opened,
                new Hub(hub, Trust.ofSystem(), false, null, Duration.ofSeconds(20)),
                token,
                new Applicant(name, "agent", "1.0", "linux-amd64", new Fingerprint(marks)),
                installed,
                Pace.USUAL,
                bounds,
                clock(),
                random,
                journal);
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return Instant.now().plus(ahead);
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException("stations live in UTC");
            }
        };
    }

    @Override
    public void close() {
        try {
            if (home != null) {
                home.close();
            }
            home = null;
            collector = null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
