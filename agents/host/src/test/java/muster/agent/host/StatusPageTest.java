package muster.agent.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import muster.agent.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusPageTest {
    private static final Status STATUS =
            new Status(
                    URI.create("https://hub.example"),
                    UUID.fromString("01a20367-778e-7b3a-9ca6-1d25439514e4"),
                    Instant.parse("2026-11-22T12:00:00Z"),
                    null,
                    3,
                    12_345,
                    Instant.parse("2026-11-22T11:00:00Z"),
                    "no answer: <script>",
                    null,
                    List.of("a note"),
                    List.of("a line"));

    private StatusPage page;

    @BeforeEach
    void begin() throws IOException {
        page = StatusPage.serve(0, () -> STATUS);
    }

    @AfterEach
    void end() throws IOException {
        page.close();
    }

    @Test
    void tellsHowTheAgentIsDoing() throws IOException {
        var text = get("GET /status.txt HTTP/1.1", "Host: localhost:1");

        assertTrue(text.startsWith("HTTP/1.1 200 OK\r\n"), text);
        assertTrue(text.contains("01a20367-778e-7b3a-9ca6-1d25439514e4"), text);
        assertTrue(text.contains("3 batches, 12,345 bytes"), text);
        assertTrue(text.contains("a note") && text.contains("a line"), text);
    }

    @Test
    void isAPageInWhichNothingRuns() throws IOException {
        var html = get("GET / HTTP/1.1", "Host: 127.0.0.1:7117");

        assertTrue(html.contains("default-src 'none'"), html);
        assertTrue(html.contains("&lt;script"), html);
        assertFalse(html.contains("<script"), html);
    }

    @Test
    void answersOnlyThoseWhoAskForThisMachine() throws IOException {
        assertTrue(get("GET / HTTP/1.1", "Host: elsewhere.example").contains(" 421 "));
        assertTrue(get("GET / HTTP/1.1", "X: y").contains(" 421 "));
        assertTrue(get("POST / HTTP/1.1", "Host: localhost").contains(" 404 "));
    }

    @Test
    void doesNotReadALineThatNeverEnds() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), page.port())) {
            var piece = "x".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
            assertThrows(
                    IOException.class,
                    () -> {
                        for (int i = 0; i < 512; i++) {
                            socket.getOutputStream().write(piece);
                        }
                    });
        }
        assertTrue(get("GET / HTTP/1.1", "Host: localhost").contains(" 200 "));
    }

    @Test
    @Tag("slow")
    void waitsNoLongerForOneWhoSendsLetterByLetter() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), page.port())) {
            socket.setSoTimeout(100);
            assertThrows(
                    SocketException.class,
                    () -> {
                        for (int i = 0; i < 100; i++) {
                            socket.getOutputStream().write('x');
                            waitForAnything(socket);
                        }
                    });
        }
    }

    private static void waitForAnything(Socket socket) throws IOException {
        try {
            if (socket.getInputStream().read() < 0) {
                throw new SocketException("closed");
            }
        } catch (SocketTimeoutException nothingYet) {
            // The next letter goes.
        }
    }

    @Test
    void takesTheNextPortWhereItsOwnIsTaken() throws IOException {
        try (var next = StatusPage.serve(page.port(), () -> STATUS)) {
            assertNotEquals(page.port(), next.port());
        }
    }

    @Test
    void isWhatTheStatusVerbPrints(@TempDir Path state) throws IOException {
        Files.writeString(state.resolve("status-port"), Integer.toString(page.port()));
        var out = new ByteArrayOutputStream();

        int status =
                new LocalStatus(state, "status-port")
                        .print(new PrintStream(out, true, StandardCharsets.UTF_8));

        assertEquals(Agent.DONE, status);
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("https://hub.example"));
    }

    private String get(String request, String header) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), page.port())) {
            var bytes = (request + "\r\n" + header + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
            socket.getOutputStream().write(bytes);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
