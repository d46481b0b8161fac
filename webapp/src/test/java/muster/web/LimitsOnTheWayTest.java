package muster.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import muster.ClockedHub;
import muster.TestClient;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The limits that every request meets, whatever room it is for. */
class LimitsOnTheWayTest {
    private static final String EXPORT = "/api/v1/orgs/acme/devices?format=csv";

    private final ClockedHub hub = new ClockedHub();
    private final TestClient ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void aPersonExportsSoOftenAMinute() {
        for (int i = 0; i < RateLimit.EXPORT_BY_PERSON.perMinute(); i++) {
            ada.get(EXPORT).expect(200);
        }

        var refused = ada.get(EXPORT).expect(429);
        assertTrue(refused.body().contains("more than 60 exports in a minute"), refused.body());
        assertTrue(refused.response().headers().firstValue("Retry-After").isPresent());
        ada.get("/api/v1/orgs/acme/devices").expect(200);
        hub.member(hub.acme(), Role.VIEWER, "vera@acme.example").get(EXPORT).expect(200);
        hub.clock.pass(Duration.ofMinutes(1));
        ada.get(EXPORT).expect(200);
    }

    @Test
    void aKeyReportsMoreOftenThanItAsks() {
        var wanted = Map.of("name", "k", "scopes", List.of("inventory:write", "sites:read"));
        var key = ada.post("/api/v1/orgs/acme/api-keys", wanted).expect(201).json();
        var program = hub.client().bearer(key.path("key").asText());

        assertEquals("6000 5999", left(program.post("/api/agent/inventory", Map.of())));
        assertEquals("6000 5998", left(program.post("/api/agent/inventory", Map.of())));
        assertEquals("1000 999", left(program.get("/api/v1/orgs/acme/sites")));
    }

    @Test
    void whoeverGuessesKeysIsSoonNotHeard() {
        var limit = RateLimit.BAD_CREDENTIAL_BY_ADDRESS.perMinute();
        var guesser = hub.client("203.0.113.9").bearer("mst_key_none");
        for (int i = 0; i < limit; i++) {
            guesser.get("/api/v1/me").expect(401);
        }

        guesser.get("/api/v1/me").expect(429);
        hub.client("203.0.113.9").get("/login").expect(200);
        hub.client("203.0.113.10").bearer("mst_key_none").get("/api/v1/me").expect(401);
        hub.clock.pass(Duration.ofMinutes(1));
        guesser.get("/api/v1/me").expect(401);
    }

    @Test
    void sessionsThatAreNoneCountAsGuesses() {
        var limit = RateLimit.BAD_CREDENTIAL_BY_ADDRESS.perMinute();
        var name = ada.header("Cookie").substring(0, ada.header("Cookie").indexOf('='));
        var guesser = hub.client().with("Cookie", name + "=none");
        for (int i = 0; i < limit / 2; i++) {
            guesser.get("/login").expect(200);
            guesser.get("/nowhere").expect(404);
        }

        guesser.get("/login").expect(429);
    }

    @Test
    void aStrangerReadsSoManyPagesAMinuteAndWhoIsSignedInMore() {
        var limit = RateLimit.PAGE_BY_ADDRESS.perMinute();
        var stranger = hub.client("203.0.113.9");
        for (int i = 0; i < limit; i++) {
            stranger.get("/o/acme/devices").expect(303);
        }

        stranger.get("/o/acme/devices").expect(429);
        ada.with("X-Forwarded-For", "203.0.113.9").get("/o/acme/devices").expect(200);
    }

    private static String left(TestClient.Answer answer) {
        var headers = answer.response().headers();
        return headers.firstValue("RateLimit-Limit").orElse("")
                + " "
                + headers.firstValue("RateLimit-Remaining").orElse("");
    }
}
