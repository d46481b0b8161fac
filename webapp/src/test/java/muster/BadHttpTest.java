package muster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is no HTTP, or odd HTTP, on the hub's own socket: a clear answer, and never a 500. */
@Timeout(60)
class BadHttpTest {
    private static final String BODY = "{\"organization\": \"\"}";

    private static ClockedHub hub;

    @BeforeAll
    static void open() {
        hub = new ClockedHub();
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "G(T / HTTP/1.1 | 400",
                "\u0001\u0002 / HTTP/1.1 | 400",
                "GÉT / HTTP/1.1 | 400",
                "GET /a b HTTP/1.1 | 400",
                "GET | 400",
                "GET / HTTP/1.0 | 505",
                "GET / HTTP/9.9 | 400",
                "BREW /api/v1/plans HTTP/1.1 | 405",
                "GET /api/v1/nowhere HTTP/1.1 | 404"
            })
    void anOddRequestLineIsTheClientsFault(String line, int status) throws IOException {
        assertRefused(status, sent(line + "\r\nHost: hub\r\n\r\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "No colon here | 400",
                "Bad header: \u0001 | 400",
                "Content-Length: many | 400",
                "Content-Length: -1 | 400",
                "Content-Length: 999999999 | 413",
                "Transfer-Encoding: gzip | 400",
                "Transfer-Encoding: gzip, chunked | 501"
            })
    void anOddHeaderIsTheClientsFault(String header, int status) throws IOException {
        assertRefused(
                status,
                sent("POST /api/v1/signup HTTP/1.1\r\nHost: hub\r\n" + header + "\r\n\r\n"));
    }

    @Test
    void chunksThatAreNoneAreTheClientsFault() throws IOException {
        assertRefused(
                400,
                sent(
                        """
                        POST /api/v1/signup HTTP/1.1\r
                        Host: hub\r
                        Content-Type: application/json\r
                        Transfer-Encoding: chunked\r
                        \r
                        zz\r
                        """));
    }

    @Test
    void aLongRequestLineSaysHowLongItMayBe() throws IOException {
        var answer = sent("GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: hub\r\n\r\n");

        assertRefused(414, answer);
        assertTrue(answer.contains("8,192 bytes"), answer);
    }

    @ParameterizedTest
    @CsvSource({"gzip", "GZIP", "x-gzip", "Gzip"})
    void gzipIsReadHoweverItIsSpelled(String encoding) throws IOException {
        var answer = posted(encoding, gzip(BODY));

        assertRefused(400, answer);
        assertTrue(answer.contains("email"), answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"bogus", "br", "gzip, gzip", "ünlesbar"})
    void anotherEncodingIsNotSupported(String encoding) throws IOException {
        var answer = posted(encoding, gzip(BODY));

        assertRefused(415, answer);
        assertTrue(answer.contains("only gzip"), answer);
    }

    @Test
    void bytesBehindTheGzipAreRefused() throws IOException {
        var junk = new ByteArrayOutputStream();
        junk.writeBytes(gzip(BODY));
        junk.writeBytes("x".getBytes(UTF_8));
        var answer = posted("gzip", junk.toByteArray());

        assertRefused(400, answer);
        assertTrue(answer.contains("behind the end"), answer);
    }

    private static void assertRefused(int status, String answer) {
        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
        assertTrue(
                answer.toLowerCase(Locale.ROOT).contains("content-type: application/problem+json"),
                answer);
        assertEquals(1, answer.split("\"status\":" + status, -1).length - 1, answer);
    }

    private static String posted(String encoding, byte[] body) throws IOException {
        var head =
                """
                POST /api/v1/signup HTTP/1.1\r
                Host: hub\r
                Connection: close\r
                Content-Type: application/json\r
                Content-Encoding: %s\r
                Content-Length: %d\r
                \r
                """
                        .formatted(encoding, body.length);
        return sent(head + new String(body, ISO_8859_1));
    }

    /** Sends these bytes and nothing more, and reads until the hub closes. */
    private static String sent(String text) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), hub.port())) {
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static byte[] gzip(String text) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return out.toByteArray();
    }
}
