package muster.organizations;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import muster.ClockedHub;
import muster.TestClient;
import muster.identity.Faults;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is wrong with a key, or with the form for one, is said where it can be mended. */
class KeyFaultsTest {
    private final ClockedHub hub = new ClockedHub();
    private final TestClient ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void whatIsAPersonsOwnSaysThatAKeyIsNone() {
        var wanted = Map.of("name", "K", "scopes", List.of("sites:read"));
        var key = ada.post("/api/v1/orgs/acme/api-keys", wanted).expect(201).json();
        var program = hub.client().bearer(key.path("key").asText());

        var refused = program.get("/api/v1/me").expect(403).json();

        assertTrue(refused.path("detail").asText().contains("personal token"), refused.toString());
        hub.client().get("/api/v1/me").expect(401);
        hub.client().bearer("mst_key_none").get("/api/v1/me").expect(401);
    }

    @Test
    void anAddressThatIsNoneIsSaidBesideItsFieldAndNothingIsLost() {
        for (var range : List.of("banana", "10.0.0.0/33")) {
            var page =
                    ada.submit(
                                    "/o/acme/settings/keys",
                                    Map.of(
                                            "name",
                                            "Night backup",
                                            "scopes",
                                            "sites:read",
                                            "ip_allow",
                                            range))
                            .expect(Faults.STATUS)
                            .body();
            assertTrue(page.contains("value=\"Night backup\""), page);
            assertTrue(page.contains("value=\"" + range + "\""), page);
            assertFalse(page.contains("mst_key_"), page);
        }
    }
}
