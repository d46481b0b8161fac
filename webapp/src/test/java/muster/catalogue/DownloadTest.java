package muster.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Feeds fetched from a publisher on this computer. */
class DownloadTest {
    private static final byte[] BODY = {'{', '}', '\n'};

    private final Download download = new Download();
    private final HttpServer publisher;

    DownloadTest() throws IOException {
        publisher =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void open() {
        publisher.createContext("/good", DownloadTest::good);
        publisher.createContext("/gone", exchange -> exchange.sendResponseHeaders(404, -1));
        publisher.createContext("/short", DownloadTest::tooShort);
        publisher.start();
    }

    @AfterEach
    void close() {
        publisher.stop(0);
    }

    @Test
    void fetchesAgainOnlyWhatChanged() throws IOException {
        FeedRows.Copy copy;
        try (var first = download.fetch(address("/good"), FeedRows.Copy.NONE)) {
            assertEquals(BODY.length, Files.size(first.file().orElseThrow()));
            copy = first.copy();
            assertEquals("\"1\"", copy.etag());
        }
        try (var second = download.fetch(address("/good"), copy)) {
            assertTrue(second.file().isEmpty());
            assertEquals(copy, second.copy());
        }
    }

    @Test
    void leavesNoFileBehind() throws IOException {
        var fetched = download.fetch(address("/good"), FeedRows.Copy.NONE);
        fetched.close();
        assertFalse(Files.exists(fetched.file().orElseThrow().getParent()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/gone", "/short"})
    void failsClearlyOnWhatIsNotTheWholeFeed(String path) {
        assertThrows(
                IOException.class, () -> download.fetch(address(path), FeedRows.Copy.NONE).close());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://feeds.example.org/all.zip",
                "http://127.0.0.1.example.org/all.zip",
                "file:///etc/passwd",
                "ftp://feeds.example.org/all.zip",
                "all.zip"
            })
    void refusesAddressesThatCannotBeTrusted(String address) {
        assertThrows(
                Unreadable.class,
                () -> download.fetch(URI.create(address), FeedRows.Copy.NONE).close());
    }

    @ParameterizedTest
    @CsvSource({
        "https://feeds.example.org/Debian/all.zip, debian",
        "https://feeds.example.org/osv/npm.zip, npm",
        "https://feeds.example.org/crates.io/all.zip, crates.io",
        "https://feeds.example.org/feeds/known_exploited_vulnerabilities.json, cisa-kev",
        "https://feeds.example.org/, feed",
    })
    void namesAFeedByItsAddress(String address, String id) {
        assertEquals(id, Download.id(address));
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + publisher.getAddress().getPort() + path);
    }

    private static void good(HttpExchange exchange) throws IOException {
        if ("\"1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            exchange.sendResponseHeaders(304, -1);
        } else {
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            exchange.sendResponseHeaders(200, BODY.length);
            exchange.getResponseBody().write(BODY);
        }
        exchange.close();
    }

    private static void tooShort(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, BODY.length + 10);
        exchange.getResponseBody().write(BODY);
        exchange.close();
    }
}
