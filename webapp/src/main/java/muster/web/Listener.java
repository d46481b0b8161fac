package muster.web;

import io.helidon.common.tls.Tls;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;

/** A socket that serves: pages and the API, or collectors alone. */
public final class Listener implements AutoCloseable {
    /**
     * More than any route takes: up to here a body is read to its end, and dropped, so that a
     * browser sees the page that says why instead of a connection that breaks.
     */
    private static final int BODY_BYTES_MAX = 64 * 1024 * 1024;

    private static final Duration GRACE = Duration.ofMillis(500);

    private final WebServer server;
    private final Runnable ended;

    /** What serves before and beside the route table. */
    public record Handlers(Handler staticFiles, Handler healthz, Handler readyz, Handler front) {}

    /**
     * Opens the one for everybody.
     *
     * @param tls shows the hub's certificate; none where the hub speaks plain http
     */
    public static Listener open(
            InetAddress bind,
            int port,
            Handlers handlers,
            SlowClients slowClients,
            Optional<SSLContext> tls) {
        var routing =
                HttpRouting.builder()
                        .get("/healthz", handlers.healthz())
                        .get("/readyz", handlers.readyz())
                        .any("/static/*", handlers.staticFiles())
                        .any("/*", handlers.front());
        var longest = slowClients.patience().headers();
        return started(
                bind,
                port,
                routing,
                slowClients,
                tls.map(context -> new ServerContext(context, longest, false)));
    }

    /**
     * Opens the one where collectors show their certificate, and nobody finds anything else.
     *
     * @param context shows the hub's certificate, and tells whose it believes
     */
    public static Listener openForCollectors(
            InetAddress bind,
            int port,
            Handler front,
            SlowClients slowClients,
            SSLContext context) {
        var routing = HttpRouting.builder().any("/api/v1/agents/*", front);
        var tls = new ServerContext(context, slowClients.patience().headers(), true);
        return started(bind, port, routing, slowClients, Optional.of(tls));
    }

    private static Listener started(
            InetAddress bind,
            int port,
            HttpRouting.Builder routing,
            SlowClients slowClients,
            Optional<ServerContext> tls) {
        Runnable close =
                () -> {
                    slowClients.close();
                    tls.ifPresent(ServerContext::close);
                };
        try {
            probe(bind, port);
        } catch (IOException taken) {
            close.run();
            throw refused(bind, port, taken);
        }
        var builder =
                WebServer.builder()
                        .address(bind)
                        .port(port)
                        .shutdownHook(false)
                        .shutdownGracePeriod(GRACE)
                        .maxPayloadSize(BODY_BYTES_MAX)
                        // Else the last packet of a page waits for the client to acknowledge those
                        // before it, which clients put off for 40 ms.
                        .connectionOptions(options -> options.tcpNoDelay(true))
                        .contentEncoding(new AsSent())
                        .directHandlers(Unreadable.handlers(BODY_BYTES_MAX))
                        // No limit on requests at once: slow bodies would use it up and shut out
                        // everybody else. SlowClients limits the connections instead.
                        .protocolsDiscoverServices(false)
                        .addConnectionSelector(slowClients)
                        .addRouting(routing);
        // Helidon's other sockets ask the name service for each client's name.
        tls.ifPresent(context ->
                builder.tls(Tls.builder().sslContext(context).build())
                        .useNio(false)
                        .maxTcpConnections(slowClients.patience().connectionsMax()));
        var server = builder.build().start();
        if (server.isRunning()) {
            return new Listener(server, close);
        } else {
            // Helidon only logs that it could not listen.
            close.run();
            throw refused(bind, port, new IOException("not listening"));
        }
    }

    // Helidon tells of a port in use with all of its stack, before anybody else could say a word.
    private static void probe(InetAddress bind, int port) throws IOException {
        new ServerSocket(port, 1, bind).close();
    }

    private static UncheckedIOException refused(InetAddress bind, int port, IOException why) {
        return new UncheckedIOException(
                "cannot listen on %s port %d: does another program use it?"
                        .formatted(bind.getHostAddress(), port),
                why);
    }

    private Listener(WebServer server, Runnable ended) {
        this.server = server;
        this.ended = ended;
    }

    public int port() {
        return server.port();
    }

    /** Answers 200 while {@code yes}, else 503, with one word. */
    public static Handler health(BooleanSupplier yes) {
        return (_, response) -> {
            var well = yes.getAsBoolean();
            response.header("Content-Type", "text/plain");
            response.status(well ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503)
                    .send(well ? "ok\n" : "not ready\n");
        };
    }

    @Override
    public void close() {
        server.stop();
        ended.run();
    }
}
