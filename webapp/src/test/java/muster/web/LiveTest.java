package muster.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.webserver.WebServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import muster.tenancy.Tenant;
import muster.web.Announcements.Announcement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** News for open pages. */
@Timeout(30)
final class LiveTest {
    private static final Tenant ACME = new Tenant(UUID.randomUUID());
    private static final Tenant GLOBEX = new Tenant(UUID.randomUUID());
    private static final Duration SHORT = Duration.ofMillis(50);

    private final Announcements announcements = new Announcements();
    private final AtomicBoolean mayListen = new AtomicBoolean(true);
    private final WebServer server =
            WebServer.builder()
                    .port(0)
                    .shutdownHook(false)
                    .routing(routing ->
                            routing.get(
                                    "/live",
                                    (_, response) ->
                                            new Live(SHORT)
                                                    .send(
                                                            announcements.subscribe(ACME, "a", 2),
                                                            response,
                                                            mayListen::get)))
                    .build()
                    .start();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        announcements.close();
        server.stop();
        http.close();
    }

    @Test
    void aPageHearsOfItsOwnOrganizationOnly() throws Exception {
        try (var page = open()) {
            announcements.announce(GLOBEX, "device", "8");
            announcements.announce(ACME, "device", "7");
            assertEquals("event:device", lineThat(page, "event:"));
            assertEquals("data:7", lineThat(page, "data:"));
        }
    }

    @Test
    void aQuietStreamBeats() throws Exception {
        try (var page = open()) {
            assertEquals(":still here", lineThat(page, ":still"));
        }
    }

    @Test
    void theStreamEndsWhenRightsAreLost() throws Exception {
        try (var page = open()) {
            mayListen.set(false);
            assertEquals(null, lineThat(page, "never"));
        }
        awaitForgotten();
    }

    @Test
    void theStreamEndsAtLogoutAndWhenTheServerStops() throws Exception {
        try (var page = open()) {
            announcements.end("a");
            assertEquals(null, lineThat(page, "never"));
        }
        try (var page = open()) {
            announcements.close();
            assertEquals(null, lineThat(page, "never"));
        }
        try (var late = announcements.subscribe(ACME, "a", 2)) {
            assertFalse(late.isOpen());
        }
    }

    @Test
    void aBrowserThatLeavesIsForgotten() throws Exception {
        open().close();
        awaitForgotten();
    }

    /** The browser sees the end of a stream a moment before the hub has put it away. */
    private void awaitForgotten() throws InterruptedException {
        while (announcements.size() > 0) {
            Thread.sleep(5);
        }
    }

    @Test
    void whoDoesNotKeepUpIsToldSoOnce() throws Exception {
        try (var slow = announcements.subscribe(ACME, "a", 2)) {
            for (int i = 0; i <= Announcements.WAITING_MAX; i++) {
                announcements.announce(ACME, "device", String.valueOf(i));
            }
            assertEquals(Optional.of(Announcement.MISSED), slow.next(SHORT));
            assertEquals(Optional.of(new Announcement("device", "100")), slow.next(SHORT));
            assertEquals(Optional.empty(), slow.next(SHORT));
        }
    }

    @Test
    void theSameNewsWaitsOnlyOnce() throws Exception {
        try (var stream = announcements.subscribe(ACME, "a", 2)) {
            announcements.announce(ACME, "device", "7");
            announcements.announce(ACME, "device", "7");
            assertTrue(stream.next(SHORT).isPresent());
            assertTrue(stream.next(SHORT).isEmpty());
        }
    }

    @Test
    void theOldestStreamOfABrowserGivesWayToAThird() {
        var first = announcements.subscribe(ACME, "a", 2);
        var second = announcements.subscribe(ACME, "a", 2);
        var neighbour = announcements.subscribe(ACME, "b", 2);
        var elsewhere = announcements.subscribe(GLOBEX, "a", 2);

        var third = announcements.subscribe(ACME, "a", 2);

        assertFalse(first.isOpen());
        for (var other : List.of(second, third, neighbour, elsewhere)) {
            assertTrue(other.isOpen());
        }
        assertEquals(4, announcements.size());
    }

    @Test
    void aListenerToManyOrganizationsHasALimitToo() {
        var first = announcements.subscribe(ACME, "a", 2);
        for (int i = 0; i < Announcements.STREAMS_PER_LISTENER_MAX; i++) {
            assertTrue(first.isOpen());
            announcements.subscribe(new Tenant(UUID.randomUUID()), "a", 2);
        }

        assertFalse(first.isOpen());
        assertEquals(Announcements.STREAMS_PER_LISTENER_MAX, announcements.size());
    }

    private BufferedReader open() throws Exception {
        var uri = URI.create("http://localhost:" + server.port() + "/live");
        var response = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofInputStream());
        assertEquals("text/event-stream", response.headers().firstValue("Content-Type").orElse(""));
        var page =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        assertEquals(":listening", lineThat(page, ":"));
        return page;
    }

    private static @Nullable String lineThat(BufferedReader page, String begins)
            throws IOException {
        for (var line = page.readLine(); line != null; line = page.readLine()) {
            if (line.startsWith(begins)) {
                return line;
            }
        }
        return null;
    }
}
