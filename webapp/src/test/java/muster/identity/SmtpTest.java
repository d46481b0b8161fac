package muster.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Mail to a server that speaks SMTP on a socket. */
@Timeout(30)
class SmtpTest {
    private static final Letter LETTER =
            new Letter(
                    "bob@acme.example",
                    "Grüße\r\nBcc: eve@evil.example",
                    "Hello Bob,\n\nhttp://localhost/verify/x7Qa\n.\nend\n");

    @Test
    void aLetterArrivesWhole() throws Exception {
        try (var server = new Server(0);
                var mail = mail(server)) {
            mail.send(LETTER);

            var said = server.next();
            assertTrue(said.contains("RCPT TO:<bob@acme.example>"), said::toString);
            assertTrue(said.contains("MAIL FROM:<muster@localhost>"), said::toString);
            assertTrue(said.contains("http://localhost/verify/x7Qa"), said::toString);
            assertTrue(said.stream().anyMatch(line -> line.startsWith("Date: ")), said::toString);
            assertFalse(said.stream().anyMatch(line -> line.startsWith("Bcc")), said::toString);
        }
    }

    @Test
    void aServerThatIsAwayIsTriedAgain() throws Exception {
        try (var server = new Server(2);
                var mail = mail(server)) {
            mail.send(LETTER);

            assertTrue(server.next().contains("RCPT TO:<bob@acme.example>"));
            assertEquals(3, server.visits.get());
        }
    }

    @Test
    void sendingWaitsForNobody() throws Exception {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var mail =
                        new Smtp(
                                URI.create("smtp://127.0.0.1:" + silent.getLocalPort()),
                                "muster@localhost",
                                Clock.systemUTC())) {
            // The server never says a word: whoever waited for it would wait for ever.
            for (int i = 0; i < 2 * Smtp.WAITING_MAX; i++) {
                mail.send(LETTER);
            }
        }
    }

    @Test
    void aLetterKeepsItsSecretsOutOfLogs() {
        assertFalse(LETTER.toString().contains("x7Qa"));
        assertEquals(List.of("http://localhost/verify/x7Qa"), LETTER.links());
    }

    private static Smtp mail(Server server) {
        return new Smtp(
                URI.create("smtp://127.0.0.1:" + server.port()),
                "muster@localhost",
                Clock.systemUTC(),
                List.of(Duration.ofMillis(20), Duration.ofMillis(20)));
    }

    /** Understands enough SMTP to take a letter; hangs up on the first visitors. */
    private static final class Server implements AutoCloseable {
        private final ServerSocket socket =
                new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final BlockingQueue<List<String>> letters = new LinkedBlockingQueue<>();
        private final int hangUps;
        final AtomicInteger visits = new AtomicInteger();

        Server(int hangUps) throws IOException {
            this.hangUps = hangUps;
            Thread.ofVirtual().start(this::serve);
        }

        int port() {
            return socket.getLocalPort();
        }

        List<String> next() throws InterruptedException {
            var letter = letters.poll(20, TimeUnit.SECONDS);
            return letter == null ? List.of("no letter") : letter;
        }

        private void serve() {
            while (!socket.isClosed()) {
                try (var visitor = socket.accept()) {
                    if (visits.incrementAndGet() > hangUps) {
                        letters.add(talk(visitor));
                    }
                } catch (IOException closed) {
                    // The next one, or none any more.
                }
            }
        }

        private static List<String> talk(Socket visitor) throws IOException {
            var in =
                    new BufferedReader(
                            new InputStreamReader(
                                    visitor.getInputStream(), StandardCharsets.US_ASCII));
            var said = new ArrayList<String>();
            var inData = false;
            say(visitor, "220 test");
            @Nullable String line;
            while ((line = in.readLine()) != null && !line.equals("QUIT")) {
                said.add(line);
                if (line.equals("DATA")) {
                    inData = true;
                    say(visitor, "354 go on");
                } else if (!inData || line.equals(".")) {
                    inData = false;
                    say(visitor, "250 fine");
                }
            }
            say(visitor, "221 bye");
            return List.copyOf(said);
        }

        private static void say(Socket visitor, String line) {
            try {
                visitor.getOutputStream()
                        .write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
