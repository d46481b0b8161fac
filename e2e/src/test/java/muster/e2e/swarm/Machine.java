package muster.e2e.swarm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
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
import muster.agent.Applicant;
import muster.agent.Collector;
import muster.agent.Fingerprint;
import muster.agent.Home;
import muster.agent.Hub;
import muster.agent.Journal;
import muster.agent.Pace;
import muster.agent.Setup;
import muster.agent.Spool;
import muster.agent.Trust;
import org.jspecify.annotations.Nullable;

/**
 * A machine with a real collector on it, whose program may be killed and started again. Its
 * software changes with each look, and things happen on it all the time.
 */
final class Machine implements Runnable {
    private static final int EVENTS_MAX = 10;
    private static final int BETWEEN_EVENTS_MILLIS_MAX = 5_000;
    private static final Duration NAP_MAX = Duration.ofMillis(50);
    private static final int PAUSE_MILLIS_MAX = 4_000;
    private static final int WRITES_MIN = 15;
    private static final int WRITES_MAX = 60;
    private static final Pace PACE =
            new Pace(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofDays(1),
                    Duration.ofDays(30),
                    Duration.ofDays(3),
                    Duration.ofSeconds(1));

    final String name;
    final Ledger ledger = new Ledger();
    final Installed installed;
    private final Path folder;
    private final URI hub;
    private final String token;
    private final Clock clock = Clock.systemUTC();
    private final Random random;
    private final int deaths;
    private final List<String> said = new ArrayList<>();
    private int died;
    private int events;
    private volatile int lookedAtTheEnd;
    private volatile int waiting;
    private volatile String state = "";
    private volatile boolean quiet;
    private volatile boolean resting;
    private volatile boolean off;
    private volatile @Nullable Throwable fault;

    /**
     * @param deaths how often its program is killed
     */
    Machine(String name, Path folder, URI hub, String token, long seed, int deaths) {
        this.name = name;
        this.installed = new Installed(name, clock);
        this.folder = folder;
        this.hub = hub;
        this.token = token;
        this.random = new Random(seed);
        this.deaths = deaths;
    }

    /** Lives one life after another until it is switched off. */
    @Override
    public void run() {
        try {
            while (!off) {
                live();
            }
        } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
            fault = e;
        }
    }

    private void live() throws IOException, InterruptedException {
        int writes = died < deaths ? random.nextInt(WRITES_MIN, WRITES_MAX) : Integer.MAX_VALUE;
        var disk = new MortalDisk(ledger, random, writes);
        try (var home = Home.open(folder, disk)) {
            var collector = new Collector(setup(home, disk));
            var seed = random.nextLong();
            var happening =
                    Thread.ofVirtual()
                            .name(name)
                            .start(() -> happen(collector, disk, new Random(seed)));
            work(collector, disk);
            happening.join();
        } catch (MortalDisk.Killed inTheMidst) {
            died++;
        }
    }

    private void work(Collector collector, MortalDisk disk) throws InterruptedException {
        try {
            while (!off) {
                disk.requireAlive();
                var pause = collector.tick();
                var status = collector.status();
                waiting = status.batches();
                state = "%s for %s".formatted(status.trouble(), pause);
                boolean rested = resting && installed.looks() > lookedAtTheEnd + 1;
                quiet = rested && waiting == 0 && status.notes().isEmpty();
                Thread.sleep(pause.compareTo(NAP_MAX) < 0 ? pause : NAP_MAX);
            }
        } catch (MortalDisk.Killed inTheMidst) {
            died++;
        }
    }

    /** Keeps events until it is at rest, or the program dies. */
    private void happen(Collector collector, MortalDisk disk, Random chance) {
        try {
            while (!resting && !disk.isDead()) {
                keepSome(collector, 1 + chance.nextInt(EVENTS_MAX));
                Thread.sleep(chance.nextInt(BETWEEN_EVENTS_MILLIS_MAX));
            }
        } catch (MortalDisk.Killed inTheMidst) {
            // Like all threads of a program that is killed.
        } catch (InterruptedException | RuntimeException e) {
            fault = e;
        }
    }

    private void keepSome(Collector collector, int count) {
        var names = new ArrayList<String>();
        var lines = new ArrayList<byte[]>();
        for (int i = 0; i < count; i++) {
            var event = "%s saw %d".formatted(name, events++);
            names.add(event);
            lines.add(line(event).getBytes(UTF_8));
        }
        try {
            if (collector.keep(lines)) {
                ledger.kept(names);
            } else {
                throw new IllegalStateException("events were not kept: " + collector.status());
            }
        } catch (MortalDisk.Killed inTheMidst) {
            ledger.uncertain(names);
            throw inTheMidst;
        }
    }

    private String line(String event) {
        return """
        {"class_uid":1007,"activity_id":1,"severity_id":1,"time":%d,"message":"%s"}\
        """
                .formatted(clock.millis(), event);
    }

    /** Nothing happens on it any more, and its software stays as it is. */
    void rest() {
        lookedAtTheEnd = installed.looks();
        resting = true;
        installed.stay();
    }

    /** Whether the hub has all of it, and was told all there was to say. */
    boolean isQuiet() {
        requireSound();
        return quiet;
    }

    void switchOff() {
        off = true;
    }

    void requireSound() {
        var what = fault;
        if (what != null) {
            throw new AssertionError(name + ": " + what + "\n" + said(), what);
        }
    }

    /** How many batches have left its spool. */
    int delivered() {
        return Math.max(0, ledger.batches() - waiting);
    }

    boolean hasDied() {
        return deaths > 0;
    }

    String said() {
        synchronized (said) {
            return name + ", " + waiting + " waiting, " + state + "\n" + String.join("\n", said);
        }
    }

    private Setup setup(Home home, MortalDisk disk) {
        var marks = new LinkedHashMap<>(Map.of("uuid", Set.of(name)));
        return new Setup(
                home,
                new Hub(hub, Trust.ofSystem(), false, null, Duration.ofSeconds(10)),
                token,
                new Applicant(name, "agent", "1.0", "linux-amd64", new Fingerprint(marks)),
                installed,
                PACE,
                Spool.Bounds.USUAL,
                new MortalClock(clock, disk),
                this::impatience,
                new Journal(clock, this::say));
    }

    /** By chance none of them ever leaves a hub alone for long. */
    private long impatience() {
        return random.nextInt(PAUSE_MILLIS_MAX);
    }

    private void say(String line) {
        synchronized (said) {
            said.add(line);
        }
    }
}
