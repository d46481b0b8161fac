package muster.identity.saml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import muster.ClockedHub;
import muster.TestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An identity provider's description is fetched again, and what comes is not believed blindly. */
@Tag("slow")
class MetadataByUrlTest {
    private static final String TRUSTED = "Who signs your colleagues in to Muster";
    private static final String UNUSABLE = "The metadata of your identity provider cannot be used";

    private final ConnectedAcme acme = new ConnectedAcme();
    private final TestIdp turned = TestIdp.rsa(acme.idp.entityId(), ClockedHub.MONDAY);
    private final AtomicInteger asked = new AtomicInteger();
    private final HttpServer server;
    private volatile Publication publication = text(acme.idp.metadata());

    /** How the identity provider answers who asks for its description. */
    private interface Publication {
        void answer(HttpExchange exchange) throws IOException;
    }

    MetadataByUrlTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metadata", this::count);
        server.createContext("/elsewhere", text(turned.metadata())::answer);
        server.start();
    }

    @BeforeEach
    void adaGivesItsAddress() {
        acme.put(
                Map.of(
                        "metadata_url",
                        "http://127.0.0.1:" + server.getAddress().getPort() + "/metadata"));
        assertEquals(1, asked.get());
    }

    @AfterEach
    void close() {
        server.stop(0);
        acme.close();
    }

    @Test
    void aNewKeyIsFetchedOnceItSigns() {
        var grace = acme.hub.client();
        acme.hub.clock.pass(Watch.ON_UNKNOWN_KEY);
        publication = text(turned.metadata());
        var told = letters(TRUSTED);

        var entered = acme.arrive(turned, grace, acme.request(grace, ""), draft -> draft);

        assertEquals(303, entered.status(), entered.body());
        grace.get("/api/v1/me").expect(200);
        assertEquals(2, asked.get());
        assertEquals(told + 1, letters(TRUSTED));
        acme.refused(
                acme.arrive(
                        grace, acme.request(grace, ""), draft -> draft.set("assertion-id", "_b")),
                "unknown-key");
    }

    @Test
    void anUnknownKeyAsksOnceInTenMinutes() {
        var stranger = TestIdp.rsa(acme.idp.entityId(), ClockedHub.MONDAY);
        var eve = acme.hub.client();
        acme.refused(forged(stranger, eve), "unknown-key");
        assertEquals(1, asked.get());
        acme.hub.clock.pass(Watch.ON_UNKNOWN_KEY);

        for (var i = 0; i < 5; i++) {
            acme.refused(forged(stranger, eve), "unknown-key");
        }

        assertEquals(2, asked.get());
    }

    private TestClient.Answer forged(TestIdp stranger, TestClient eve) {
        return acme.arrive(stranger, eve, acme.request(eve, ""), draft -> draft);
    }

    @Test
    void isFetchedEachDay() {
        publication = text(turned.metadata());
        acme.hub.identityProviders().run();
        assertEquals(1, asked.get());
        acme.hub.clock.pass(Watch.INTERVAL);

        acme.hub.identityProviders().run();

        assertEquals(2, asked.get());
        var grace = acme.hub.client();
        var entered = acme.arrive(turned, grace, acme.request(grace, ""), draft -> draft);
        assertEquals(303, entered.status(), entered.body());
    }

    @Test
    void whatCannotBeUsedLeavesTheLastGoodOne() {
        var bad =
                Map.of(
                        "status 302", redirect(),
                        "status 500", status(500, ""),
                        "more than", text(" ".repeat(2_000_000) + turned.metadata()),
                        "XML", text("<html>Please sign in"),
                        "https://idp.example/other",
                                text(
                                        TestIdp.rsa("https://idp.example/other", ClockedHub.MONDAY)
                                                .metadata()),
                        "without an end", (Publication) HttpExchange::close);
        bad.forEach((words, answer) -> {
            publication = answer;
            acme.hub.clock.pass(Watch.INTERVAL);
            acme.hub.identityProviders().run();
            assertTrue(failure().contains(words), words + ": " + failure());
            var grace = acme.hub.client();
            var entered =
                    acme.arrive(
                            grace,
                            acme.request(grace, ""),
                            draft -> draft.set("assertion-id", "_" + words.hashCode()));
            assertEquals(303, entered.status(), entered.body());
        });
        assertEquals(1, letters(UNUSABLE));

        publication = text(acme.idp.metadata());
        acme.hub.clock.pass(Watch.INTERVAL);
        acme.hub.identityProviders().run();

        assertEquals("", failure());
    }

    @Test
    void whatCannotBeUsedIsNotTakenAtFirstEither() {
        publication = text("<html>Please sign in");

        var refused =
                acme.ada.put(
                        "/api/v1/orgs/acme/saml",
                        Map.of(
                                "metadata_url",
                                "http://127.0.0.1:%d/metadata"
                                        .formatted(server.getAddress().getPort())));

        assertEquals(400, refused.status());
        assertFalse(refused.body().contains("Please sign in"));
        var grace = acme.hub.client();
        assertEquals(303, acme.arrive(grace, acme.request(grace, ""), one -> one).status());
    }

    private String failure() {
        return acme.hub
                .administer(
                        "select coalesce(failure, '') from saml_connections where metadata is not null")
                .getFirst();
    }

    private long letters(String subject) {
        return acme.hub.subjects(ConnectedAcme.ADA).stream().filter(subject::equals).count();
    }

    private void count(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        publication.answer(exchange);
    }

    private static Publication redirect() {
        return exchange -> {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        };
    }

    private static Publication text(String text) {
        return status(200, text);
    }

    private static Publication status(int status, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        };
    }
}
