package muster.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.http.Method;
import io.helidon.http.PathMatchers;
import io.helidon.webserver.WebServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Style sheets and scripts as a browser gets them. */
final class StaticFilesTest {
    private static final String TABLER = "/static/lib/tabler.min.css";

    @TempDir Path folder = Path.of("");
    private final HttpClient http = HttpClient.newHttpClient();
    private StaticFiles files = StaticFiles.onClassPath();
    private WebServer server = WebServer.builder().build();

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("muster.css"), "body { color: black }");
        Files.writeString(folder.resolve("secret.key"), "not served");
        Files.writeString(folder.resolve(".hidden.css"), "not served");
        files = StaticFiles.in(folder);
        server =
                WebServer.builder()
                        .port(0)
                        .shutdownHook(false)
                        .routing(routing ->
                                routing.route(
                                        Method.predicate(Method.GET, Method.HEAD),
                                        PathMatchers.create("/static/*"),
                                        files))
                        .build()
                        .start();
    }

    @AfterEach
    void stop() {
        server.stop();
        http.close();
    }

    @Test
    void servesAFileThatMayBeKeptForEverWhenItsHashIsNamed() throws Exception {
        var plain = get("/static/muster.css");
        assertEquals("body { color: black }", new String(plain.body(), UTF_8));
        assertEquals("text/css; charset=utf-8", header(plain, "Content-Type"));
        assertEquals("no-cache", header(plain, "Cache-Control"));

        var hashed = get(files.hashed("/static/muster.css"));
        assertEquals("public, max-age=31536000, immutable", header(hashed, "Cache-Control"));
        assertEquals("no-cache", header(get("/static/muster.css?v=0"), "Cache-Control"));
    }

    @Test
    void readsAFolderAnewEachTime() throws Exception {
        var before = files.hashed("/static/muster.css");
        Files.writeString(folder.resolve("muster.css"), "body { color: white }");
        assertNotEquals(before, files.hashed("/static/muster.css"));
        assertEquals("body { color: white }", new String(get("/static/muster.css").body(), UTF_8));
    }

    @Test
    void answersNotModifiedToWhoHasIt() throws Exception {
        var tag = header(get("/static/muster.css"), "ETag");
        var again = get("/static/muster.css", "If-None-Match", tag);
        assertEquals(304, again.statusCode());
        assertEquals(tag, header(again, "ETag"));
        assertEquals(0, again.body().length);
    }

    @Test
    void servesTheLibrariesCompressed() throws Exception {
        var plain = get(TABLER);
        var compressed = get(TABLER, "Accept-Encoding", "gzip, br");
        assertEquals("gzip", header(compressed, "Content-Encoding"));
        assertEquals("Accept-Encoding", header(compressed, "Vary"));
        assertNotEquals(header(plain, "ETag"), header(compressed, "ETag"));
        try (var in = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
            assertArrayEquals(plain.body(), in.readAllBytes());
        }
        assertTrue(get("/static/lib/htmx.min.js").body().length > 1000);
        assertTrue(get("/static/lib/tabler.min.js").body().length > 1000);
    }

    @Test
    void answersHeadWithoutTheBody() throws Exception {
        var uri = URI.create("http://localhost:" + server.port() + TABLER);
        var head =
                http.send(HttpRequest.newBuilder(uri).HEAD().build(), BodyHandlers.ofByteArray());
        assertEquals(200, head.statusCode());
        assertEquals(String.valueOf(get(TABLER).body().length), header(head, "Content-Length"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/static/",
                "/static/none.css",
                "/static/secret.key",
                "/static/.hidden.css",
                "/static/..%2fpom.xml",
                "/static/%2e%2e/%2e%2e/etc/passwd.txt",
                "/static/lib/../../muster/web/StaticFiles.class",
                "/static//etc/hosts.txt",
                "/static/a%00.css",
                "/static/muster.css/",
                "/static/lib"
            })
    void answersNotFoundToAnythingElse(String path) throws Exception {
        assertTrue(get(path).statusCode() >= 400, path);
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        var uri = URI.create("http://localhost:" + server.port() + path);
        var request = HttpRequest.newBuilder(uri);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
