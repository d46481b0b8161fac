package muster.organizations;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import muster.ClockedHub;
import muster.TestClient;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Personal tokens, and what neither they nor keys may make. */
class PersonalTokensTest {
    private static final String KEYS = "/api/v1/orgs/acme/api-keys";

    private final ClockedHub hub = new ClockedHub();
    private final TestClient ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void aPersonalTokenMayWhatItsScopesAndTheRoleAllow() {
        var all = token(Map.of("name", "All"));
        var narrow = token(Map.of("name", "Narrow", "scopes", List.of("sites:read")));

        assertEquals(
                "token", all.get("/api/v1/me").expect(200).json().path("authentication").asText());
        all.post("/api/v1/orgs/acme/sites", Map.of("name", "Berlin")).expect(201);
        narrow.get("/api/v1/orgs/acme/sites").expect(200);
        narrow.post("/api/v1/orgs/acme/sites", Map.of("name", "Bonn")).expect(403);
        narrow.post("/api/v1/me/tokens", Map.of("name", "More", "scopes", List.of("sites:write")))
                .expect(403);
        narrow.post("/api/v1/orgs", Map.of("name", "Another")).expect(403);
        narrow.get("/api/v1/me").expect(200);
        narrow.get("/api/v1/orgs/globex/sites").expect(404);
    }

    @Test
    void whatIsBoundedMakesNothingThatIsNot() {
        var scopes = List.of("keys:write", "sites:read");
        var wanted = Map.<String, Object>of("name", "Eternal", "scopes", scopes);
        var local = key(Map.of("name", "Here", "scopes", scopes, "ip_allow", List.of("0.0.0.0/0")));
        var passing =
                key(
                        Map.of(
                                "name",
                                "Passing",
                                "scopes",
                                scopes,
                                "expires_at",
                                ClockedHub.MONDAY.plusSeconds(60).toString()));
        for (var key : List.of(local, passing)) {
            hub.client().bearer(key).post(KEYS, wanted).expect(403);
        }
        var token = token(Map.of("name", "All"));
        token.post(KEYS, wanted).expect(403);
        token.post("/api/v1/me/tokens", Map.of("name", "Another")).expect(403);
        hub.client().bearer(key(wanted)).post(KEYS, wanted).expect(201);
    }

    @Test
    void aTokenIsItsPersonsAlone() {
        var made = ada.post("/api/v1/me/tokens", Map.of("name", "Mine")).expect(201).json();
        var id = made.path("id").asText();
        var gil = hub.member(hub.globex(), Role.OWNER, "gil@globex.example");
        gil.delete("/api/v1/me/tokens/" + id).expect(404);
        var program = hub.client().bearer(made.path("token").asText());
        program.get("/api/v1/me").expect(200);

        ada.delete("/api/v1/me/tokens/" + id).expect(204);

        program.get("/api/v1/me").expect(401);
    }

    /** The text of a new key. */
    private String key(Map<String, Object> wanted) {
        return ada.post(KEYS, wanted).expect(201).json().path("key").asText();
    }

    private TestClient token(Map<String, Object> wanted) {
        var made = ada.post("/api/v1/me/tokens", wanted).expect(201).json();
        return hub.client().bearer(made.path("token").asText());
    }
}
