package muster.web;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The watch over HTTP/1.1 connections: whoever drips, is silent or does not read is cut.
 *
 * <p>It must be the listener's only selector ({@code protocolsDiscoverServices(false)}): only then
 * does Helidon show it a connection before its first byte.
 */
public final class SlowClients implements ServerConnectionSelector, AutoCloseable {
    public static final int REQUEST_LINE_BYTES_MAX = 8 * 1024;
    public static final int HEADER_BYTES_MAX = 16 * 1024;

    private static final ScopedValue<WatchedConnection> CURRENT = ScopedValue.newInstance();

    private final Patience patience;
    private final Predicate<String> proxy;
    private final Http1ConnectionSelector http1;
    private final Set<WatchedConnection> connections = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<String, Integer> perAddress = new ConcurrentHashMap<>();
    private final Thread watchdog;

    /**
     * @param proxy tells the addresses that speak for many clients: the limit per address does not
     *     count them
     */
    public SlowClients(Patience patience, Predicate<String> proxy) {
        this.patience = patience;
        this.proxy = proxy;
        this.http1 = http1();
        this.watchdog = Thread.ofPlatform().daemon().name("slow-clients").start(this::watch);
    }

    private static Http1ConnectionSelector http1() {
        var config =
                Http1Config.builder()
                        .maxPrologueLength(REQUEST_LINE_BYTES_MAX)
                        .maxHeadersSize(HEADER_BYTES_MAX)
                        .addReceiveListener(WatchedConnection.RECEIVED)
                        .addSendListener(WatchedConnection.SENT)
                        .buildPrototype();
        return Http1ConnectionSelector.builder().config(config).build();
    }

    /**
     * Called by a handler whose reply may take long: an event stream, an export. It may go on for
     * as long as its reader keeps reading.
     */
    public static void exempt() {
        if (CURRENT.isBound()) {
            CURRENT.get().exempt();
        }
    }

    Patience patience() {
        return patience;
    }

    /** How many connections are open. */
    public int size() {
        return connections.size();
    }

    @Override
    public int bytesToIdentifyConnection() {
        return http1.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
        return http1.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return http1.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        var watched = new WatchedConnection(context);
        admit(watched);
        var connection = http1.connection(watched);
        watched.servedBy(connection);
        return new Serving(connection, watched);
    }

    /** Serves a connection's requests, and forgets it when it ends. */
    private final class Serving implements ServerConnection, InterruptableTask<Void> {
        private final ServerConnection connection;
        private final WatchedConnection watched;

        Serving(ServerConnection connection, WatchedConnection watched) {
            this.connection = connection;
            this.watched = watched;
        }

        @Override
        public void handle(Limit limit) throws InterruptedException {
            try {
                ScopedValue.where(CURRENT, watched).call(() -> served(limit));
            } finally {
                leave(watched);
            }
        }

        private boolean served(Limit limit) throws InterruptedException {
            connection.handle(limit);
            return true;
        }

        @Override
        public boolean canInterrupt() {
            return connection instanceof InterruptableTask<?> task && task.canInterrupt();
        }

        @Override
        public Duration idleTime() {
            return connection.idleTime();
        }

        @Override
        public void close(boolean interrupt) {
            connection.close(interrupt);
        }
    }

    private void admit(WatchedConnection watched) {
        var address = watched.address();
        if (full(address)) {
            giveWay(address);
        }
        connections.add(watched);
        perAddress.merge(address, 1, Integer::sum);
    }

    private boolean full(String address) {
        return connections.size() >= patience.connectionsMax() || crowded(address);
    }

    private boolean crowded(String address) {
        return perAddress.getOrDefault(address, 0) >= patience.connectionsPerAddressMax()
                && !proxy.test(address);
    }

    // The connection that has waited longest without a whole request makes room, so that somebody
    // who opens many and says nothing keeps nobody out, not even from behind the same address.
    private void giveWay(String address) {
        var crowded = crowded(address);
        var longest =
                connections.stream()
                        .filter(other -> !crowded || other.address().equals(address))
                        .filter(WatchedConnection::waits)
                        .min(Comparator.comparingLong(WatchedConnection::waitsSince))
                        .orElseThrow(() -> new CloseConnectionException("too many connections"));
        leave(longest);
        longest.cut();
    }

    private void leave(WatchedConnection watched) {
        if (connections.remove(watched)) {
            perAddress.computeIfPresent(
                    watched.address(), (_, count) -> count == 1 ? null : count - 1);
        }
    }

    private void watch() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(patience.watchEvery());
                for (var connection : connections) {
                    if (connection.overdue(patience)) {
                        connection.cut();
                    }
                }
            }
        } catch (InterruptedException e) {
            // The server stops.
        }
    }

    @Override
    public void close() {
        watchdog.interrupt();
    }
}
