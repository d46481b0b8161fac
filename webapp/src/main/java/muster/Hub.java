package muster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import muster.database.Database;
import muster.database.EmbeddedPostgres;
import muster.database.MasterKey;
import muster.database.Schema;
import muster.database.Server;
import muster.web.Addresses;
import muster.web.Front;
import muster.web.Listener;
import muster.web.Patience;
import muster.web.Route;
import muster.web.SlowClients;

/** The hub's main, and a running hub: what was opened first is closed last. */
public final class Hub implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("muster");
    private static final int EXIT_FAILURE = 1;

    /** Asks for the demo organization where it is not made anyway. */
    private static final String DEMO = "demo";

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final AtomicBoolean ready = new AtomicBoolean();
    private List<Route> routes = List.of();
    private int port;

    private Hub() {}

    static void main(String[] arguments) {
        try {
            var settings = Settings.read(System.getenv());
            var withDemo = settings.development() || List.of(arguments).contains(DEMO);
            var hub = start(settings, Clock.systemUTC(), withDemo);
            Runtime.getRuntime().addShutdownHook(new Thread(hub::close, "shutdown"));
            System.out.println("Muster is ready at " + hub.url(settings));
        } catch (Settings.Refused | Schema.Refused refused) {
            exit(Settings.Refused.EXIT_STATUS, refused);
        } catch (DataFolder.Taken | IOException | UncheckedIOException | Database.Failure failure) {
            exit(EXIT_FAILURE, failure);
        }
    }

    /** Starts a hub; when this returns, it is ready. */
    public static Hub start(Settings settings, Clock clock) throws IOException, DataFolder.Taken {
        return start(settings, clock, false);
    }

    /** The same with the demo organization, which is made in the background. */
    static Hub start(Settings settings, Clock clock, boolean withDemo)
            throws IOException, DataFolder.Taken {
        var hub = new Hub();
        try {
            hub.open(settings, clock, withDemo);
            return hub;
        } catch (IOException | DataFolder.Taken | RuntimeException failure) {
            hub.close();
            throw failure;
        }
    }

    public int port() {
        return port;
    }

    /** The route table, for what is made from it. */
    List<Route> routes() {
        return routes;
    }

    @Override
    public void close() {
        ready.set(false);
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception failure) {
                LOG.log(System.Logger.Level.WARNING, "while stopping", failure);
            }
        }
    }

    private void open(Settings settings, Clock clock, boolean withDemo)
            throws IOException, DataFolder.Taken {
        var data = opened(DataFolder.open(settings.data())).path();
        if (EmbeddedPostgres.isIn(data) && Files.notExists(settings.keyFile())) {
            throw new Schema.Refused(
                    "the database is there, but its master key is not: put back "
                            + settings.keyFile());
        }
        var key =
                settings.development()
                        ? MasterKey.in(settings.keyFile())
                        : MasterKey.kept(settings.keyFile());
        var server =
                settings.database().isPresent()
                        ? Server.of(settings.database().get())
                        : embedded(data, key);
        new Schema(server, key).prepare();
        var database = opened(new Database(server, key, Rooms.ENTITIES));
        var rooms = opened(new Rooms(settings, database, key, clock));
        routes = rooms.routes();
        var addresses = Addresses.trusting(String.join(",", settings.trustedProxies()));
        var front = rooms.front(addresses);
        var handlers =
                new Listener.Handlers(
                        rooms.staticFiles(),
                        Listener.health(() -> true),
                        Listener.health(() -> ready.get() && database.answers()),
                        front);
        var listener =
                Listener.open(
                        settings.bind(),
                        settings.port(),
                        handlers,
                        new SlowClients(Patience.USUAL, addresses::trusts),
                        rooms.ownTls());
        opened(listener);
        port = listener.port();
        var slow = new SlowClients(Patience.USUAL, addresses::trusts);
        var collectors = opened(forCollectors(settings, front, slow, rooms.mutualTls()));
        rooms.collectorsAt(collectors.port());
        rooms.start(withDemo);
        ready.set(true);
    }

    private Server embedded(Path data, MasterKey key) throws IOException {
        var postgres = opened(EmbeddedPostgres.start(data, key));
        postgres.keepUp();
        return postgres.server();
    }

    /** A second hub on a developer's computer need not be told of another port. */
    private static Listener forCollectors(
            Settings settings, Front front, SlowClients slow, SSLContext tls) {
        int wanted = settings.collectorPort();
        try {
            return Listener.openForCollectors(settings.bind(), wanted, front, slow, tls);
        } catch (UncheckedIOException taken) {
            if (!settings.development() || wanted != Settings.COLLECTOR_PORT) {
                throw taken;
            }
            LOG.log(System.Logger.Level.WARNING, "{0}: collectors get another", taken.getMessage());
            return Listener.openForCollectors(settings.bind(), 0, front, slow, tls);
        }
    }

    /** Where its owner finds it, be there a proxy in front of it or not. */
    private String url(Settings settings) {
        return settings.ownTls() ? settings.publicUrl().toString() : "http://localhost:" + port;
    }

    private <T extends AutoCloseable> T opened(T resource) {
        opened.push(resource);
        return resource;
    }

    private static void exit(int status, Exception reason) {
        System.err.println("muster: " + reason.getMessage());
        System.exit(status);
    }
}
