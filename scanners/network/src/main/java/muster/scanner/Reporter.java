package muster.scanner;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
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
import muster.agent.Status;
import muster.agent.Trust;
import muster.wire.Report;
import org.jspecify.annotations.Nullable;

/** The scanner as a collector: it enrolls, keeps what it saw on the disk, and tells the hub. */
final class Reporter implements AutoCloseable {
    private static final Duration HUB_PATIENCE = Duration.ofSeconds(30);
    private static final Duration END_PATIENCE = Duration.ofSeconds(10);

    /** A /16 with a switch on every tenth address, and the hub away all the while. */
    private static final Spool.Bounds BOUNDS = new Spool.Bounds(512L << 20, Duration.ofDays(60));

    private final Home home;
    private final Collector collector;
    private final Thread thread;

    private Reporter(Home home, Collector collector) {
        this.home = home;
        this.collector = collector;
        thread = Thread.ofPlatform().name("reporter").unstarted(collector);
    }

    /** Opens the scanner's state; nobody else works in it until this is closed. */
    static Reporter open(ScannerFile file, ScannerFile.HubAddress hub, String version, Journal says)
            throws IOException {
        var home = Home.open(file.state(), Disk.real());
        try {
            if (hub.enrollmentToken() == null && home.hub().isEmpty()) {
                throw new IOException("this scanner is not enrolled, and " + hub.noToken());
            }
            return new Reporter(home, new Collector(setup(home, hub, version, says)));
        } catch (IOException | RuntimeException e) {
            home.close();
            throw e;
        }
    }

    private static Setup setup(
            Home home, ScannerFile.HubAddress hub, String version, Journal says) {
        return new Setup(
                home,
                hub(hub),
                token(hub.enrollmentToken()),
                new Applicant(name(hub), "scanner", version, platform(), Fingerprint.unknown()),
                null,
                Pace.USUAL,
                BOUNDS,
                Clock.systemUTC(),
                RandomGenerator.getDefault(),
                says);
    }

    static Hub hub(ScannerFile.HubAddress hub) {
        return new Hub(
                hub.url(),
                hub.ca() == null ? Trust.ofSystem() : Trust.in(hub.ca()),
                hub.plainHttp(),
                null,
                HUB_PATIENCE);
    }

    private static @Nullable String token(@Nullable Secret secret) {
        return secret == null ? null : secret.reveal();
    }

    private static String name(ScannerFile.HubAddress hub) {
        if (hub.name() != null) {
            return hub.name();
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "scanner";
        }
    }

    private static String platform() {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT).replace(' ', '-');
        return system + "-" + System.getProperty("os.arch");
    }

    void start() {
        thread.start();
    }

    void keep(Report report) {
        collector.keep(report);
    }

    /** Waits until the hub has all; empty when it has, else why not. */
    Optional<String> awaitDelivery(Duration patience) throws InterruptedException {
        return collector.awaitDelivery(patience);
    }

    Status status() {
        return collector.status();
    }

    /** Lets what is under way arrive; what is kept waits for the next start. */
    @Override
    public void close() throws IOException {
        collector.close();
        try {
            thread.join(END_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        home.close();
    }
}
