package muster.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The hub's own socket, with everything in front of it. */
@Timeout(60)
final class ListenerTest {
    private static final int MANY = 1_000;
    private static final Listener.Handlers HANDLERS =
            new Listener.Handlers(
                    StaticFiles.onClassPath(),
                    Listener.health(() -> true),
                    Listener.health(() -> true),
                    ListenerTest::echo);

    private final SlowClients slowClients = new SlowClients(Patience.USUAL, _ -> false);
    private final Listener listener =
            Listener.open(
                    InetAddress.getLoopbackAddress(), 0, HANDLERS, slowClients, Optional.empty());
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        listener.close();
        http.close();
    }

    @Test
    void aThousandSlowBodiesLeaveRoomForOthers() throws Exception {
        var slow = new ArrayList<Socket>();
        for (int i = 0; i < MANY; i++) {
            var socket = new Socket(InetAddress.getLoopbackAddress(), listener.port());
            slow.add(socket);
            send(socket, "POST / HTTP/1.1\r\nHost: hub\r\nContent-Length: 9\r\n\r\nx");
        }
        while (slowClients.size() < MANY) {
            Thread.sleep(5);
        }
        assertEquals("fast", post(BodyPublishers.ofString("fast"), "identity"));
        for (var socket : slow) {
            socket.close();
        }
    }

    @Test
    void aCompressedBodyIsRead() throws Exception {
        assertEquals("hello", post(BodyPublishers.ofByteArray(gzip("hello")), "gzip"));
    }

    @Test
    void aBodyThatBreaksOffIsTheClientsFault() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
            send(socket, "POST / HTTP/1.1\r\nHost: hub\r\nContent-Length: 9\r\n\r\nx");
            socket.shutdownOutput();
            assertEquals("HTTP/1.1 400", answer(socket));
        }
    }

    @Test
    void aPortInUseIsToldInOneSentence() {
        var logged = new ArrayList<LogRecord>();
        var ear =
                new Handler() {
                    @Override
                    public void publish(LogRecord record) {
                        logged.add(record);
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };
        var root = Logger.getLogger("");
        root.addHandler(ear);
        try {
            var refused =
                    assertThrows(
                            UncheckedIOException.class,
                            () ->
                                    Listener.open(
                                            InetAddress.getLoopbackAddress(),
                                            listener.port(),
                                            HANDLERS,
                                            new SlowClients(Patience.USUAL, _ -> false),
                                            Optional.empty()));
            assertEquals(
                    "cannot listen on 127.0.0.1 port %d: does another program use it?"
                            .formatted(listener.port()),
                    refused.getMessage());
        } finally {
            root.removeHandler(ear);
        }
        assertEquals(List.of(), logged.stream().filter(it -> it.getThrown() != null).toList());
    }

    private static void echo(ServerRequest request, ServerResponse response) {
        try {
            var share = new BytesUnderWay().ofKnown(new UUID(0, 1));
            var sent = Body.sent(request, Body.BYTES_MAX, share);
            response.send(Body.of(request, sent, Body.BYTES_MAX, share).text());
        } catch (Body.Malformed malformed) {
            response.status(Status.BAD_REQUEST_400).send();
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String answer(Socket socket) throws IOException {
        var status = socket.getInputStream().readNBytes("HTTP/1.1 400".length());
        return new String(status, StandardCharsets.US_ASCII);
    }

    private String post(HttpRequest.BodyPublisher body, String encoding) throws Exception {
        var uri = URI.create("http://localhost:" + listener.port() + "/");
        var request =
                HttpRequest.newBuilder(uri).header("Content-Encoding", encoding).POST(body).build();
        return http.send(request, BodyHandlers.ofString()).body();
    }

    private static byte[] gzip(String text) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }
}
