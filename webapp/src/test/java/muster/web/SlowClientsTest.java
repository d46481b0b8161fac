package muster.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.http.Method;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real sockets that drip, keep silent or do not read, against a hub of little patience. */
@Timeout(60)
@Tag("slow")
final class SlowClientsTest {
    // Far more than a busy machine stands still: whoever is not slow must not be cut.
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Patience LITTLE =
            new Patience(SHORT, SHORT, SHORT, SHORT, SHORT, SHORT, 5_000, 5_000);
    private static final int MANY = 1_000;
    private static final int CUT_MILLIS_MAX = 20_000;

    private final CountDownLatch streamEnded = new CountDownLatch(1);
    private SlowClients clients = new SlowClients(LITTLE, _ -> false);
    private WebServer server = server();

    @AfterEach
    void stop() {
        server.stop();
        clients.close();
    }

    @Test
    void cutsAConnectionThatSaysNothing() throws Exception {
        try (var silent = connect()) {
            assertCut(silent);
        }
        assertAnswers();
    }

    @Test
    void cutsDrippedHeaders() throws Exception {
        try (var dripping = connect()) {
            send(dripping, "GET /small HTTP/1.1\r\nHost: hub\r\n");
            assertCutWhileDripping(dripping, "X: y\r\n");
        }
        assertAnswers();
    }

    @Test
    void cutsADrippedRequestLine() throws Exception {
        try (var dripping = connect()) {
            send(dripping, "GET /");
            assertCutWhileDripping(dripping, "a");
        }
    }

    @Test
    void cutsADrippedBody() throws Exception {
        try (var dripping = connect()) {
            send(dripping, "POST /echo HTTP/1.1\r\nHost: hub\r\nContent-Length: 100000\r\n\r\n");
            assertCutWhileDripping(dripping, "x");
        }
        assertAnswers();
    }

    @Test
    void cutsADrippedChunkedBodyThatAskedToContinue() throws Exception {
        try (var dripping = connect()) {
            send(
                    dripping,
                    """
                    POST /echo HTTP/1.1\r
                    Host: hub\r
                    Expect: 100-continue\r
                    Transfer-Encoding: chunked\r
                    \r
                    """);
            assertCutWhileDripping(dripping, "1\r\nx\r\n");
        }
    }

    @Test
    void cutsAnIdleConnectionAfterItsReply() throws Exception {
        try (var idle = connect()) {
            send(idle, "GET /small HTTP/1.1\r\nHost: hub\r\n\r\n");
            assertTrue(readToEnd(idle) > 0);
        }
    }

    @Test
    void servesManyRequestsOnOneConnectionForLongerThanTheLimitOfOne() throws Exception {
        try (var busy = connect()) {
            var end = System.nanoTime() + SHORT.multipliedBy(3).toNanos();
            while (System.nanoTime() < end) {
                send(busy, "GET /small HTTP/1.1\r\nHost: hub\r\n\r\n");
                assertTrue(busy.getInputStream().read(new byte[1000]) > 0);
                Thread.sleep(20);
            }
        }
    }

    @Test
    void cutsAReaderThatDoesNotRead() throws Exception {
        try (var deaf = connect()) {
            send(deaf, "GET /endless HTTP/1.1\r\nHost: hub\r\n\r\n");
            streamEnded.await();
        }
        awaitConnections(0);
    }

    @Test
    void anExemptReplyMayTakeLongButNotFromAReaderThatDoesNotRead() throws Exception {
        try (var reading = connect()) {
            send(reading, "GET /patient HTTP/1.1\r\nHost: hub\r\n\r\n");
            assertTrue(readToEnd(reading) > 30);
        }
        try (var deaf = connect()) {
            send(deaf, "GET /endless?exempt HTTP/1.1\r\nHost: hub\r\n\r\n");
            streamEnded.await();
        }
    }

    @Test
    void aThousandSlowClientsDoNotKeepOthersOut() throws Exception {
        var slow = new ArrayList<Socket>();
        for (int i = 0; i < MANY; i++) {
            var socket = connect();
            slow.add(socket);
            send(
                    socket,
                    i % 2 == 0
                            ? "GET / HTTP/1.1\r\nHo"
                            : "POST /echo HTTP/1.1\r\nHost: hub\r\nContent-Length: 9\r\n\r\nx");
            if (i % 50 == 0) {
                assertAnswers();
            }
        }
        for (var socket : slow) {
            assertCut(socket);
            socket.close();
        }
        assertAnswers();
    }

    @Test
    void theLongestWaitingConnectionGivesWayWhenThereAreTooMany() throws Exception {
        stop();
        clients =
                new SlowClients(
                        new Patience(LONG, LONG, LONG, LONG, LONG, LONG, 3, 10), _ -> false);
        server = server();
        try (var first = connectedAs(1);
                var second = connectedAs(2);
                var third = connectedAs(3)) {
            assertAnswers();
            assertCut(first);
            send(second, "GET /small HTTP/1.1\r\nHost: hub\r\n\r\n");
            assertTrue(second.getInputStream().read() > 0);
            send(third, "GET /small HTTP/1.1\r\nHost: hub\r\n\r\n");
            assertTrue(third.getInputStream().read() > 0);
        }
    }

    private WebServer server() {
        return WebServer.builder()
                .address(InetAddress.getLoopbackAddress())
                .port(0)
                .protocolsDiscoverServices(false)
                .addConnectionSelector(clients)
                .shutdownHook(false)
                .routing(routing ->
                        routing.get("/small", (_, response) -> response.send("small"))
                                .route(
                                        Method.POST,
                                        "/echo",
                                        (request, response) ->
                                                response.send(request.content().as(byte[].class)))
                                .get("/patient", (_, response) -> patient(response))
                                .get(
                                        "/endless",
                                        (request, response) ->
                                                endless(
                                                        request.query().contains("exempt"),
                                                        response)))
                .build()
                .start();
    }

    private static void patient(ServerResponse response) throws Exception {
        SlowClients.exempt();
        try (var out = response.outputStream()) {
            for (int i = 0; i < 30; i++) {
                out.write('x');
                out.flush();
                Thread.sleep(SHORT.toMillis() / 10);
            }
        }
    }

    private void endless(boolean exempt, ServerResponse response) throws IOException {
        if (exempt) {
            SlowClients.exempt();
        }
        try (var out = response.outputStream()) {
            var block = new byte[64 * 1024];
            while (true) {
                out.write(block);
            }
        } finally {
            streamEnded.countDown();
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private void assertAnswers() throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var uri = URI.create("http://localhost:" + server.port() + "/small");
            var response = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
            assertEquals("small", response.body());
        }
    }

    private static void assertCut(Socket socket) throws IOException {
        assertTrue(ends(socket), "still connected");
    }

    private static void assertCutWhileDripping(Socket socket, String drop) throws Exception {
        try {
            while (true) {
                send(socket, drop);
                Thread.sleep(20);
            }
        } catch (SocketException cut) {
            assertCut(socket);
        }
    }

    /** Whether the hub ends the connection, or has already done so, within a time. */
    private static boolean ends(Socket socket) throws IOException {
        socket.setSoTimeout(CUT_MILLIS_MAX);
        var in = socket.getInputStream();
        try {
            while (in.read() >= 0) {
                // What it had to say before.
            }
            return true;
        } catch (SocketTimeoutException waiting) {
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }

    private static int readToEnd(Socket socket) throws IOException {
        try {
            return socket.getInputStream().readAllBytes().length;
        } catch (SocketException reset) {
            return 0;
        }
    }

    /** The server takes note of those that come at once in any order. */
    private Socket connectedAs(int number) throws IOException, InterruptedException {
        var socket = connect();
        awaitConnections(number);
        return socket;
    }

    private void awaitConnections(int count) throws InterruptedException {
        while (clients.size() != count) {
            Thread.sleep(5);
        }
    }
}
