package muster.identity.saml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import muster.ClockedHub;
import muster.TestClient;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What runs out soon stands where the connection is looked at. */
@Tag("slow")
class EndingTest {
    private static final String ADA = "ada@acme.example";

    private final ClockedHub hub = new ClockedHub();

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void whatRunsOutIsToldFromSixtyDaysBefore() {
        var ada = hub.member(hub.acme(), Role.OWNER, ADA);
        var end = ClockedHub.MONDAY.plus(Duration.ofDays(100));
        var idp = TestIdp.make("https://idp.example/acme", TestIdp.ecKeys(), end);
        ada.put("/api/v1/orgs/acme/saml", Map.of("metadata_xml", idp.metadata())).expect(200);
        assertEquals(List.of(), endings(ada));

        var soon = after(Duration.ofDays(41));
        assertEquals(List.of("theirs 59"), endings(soon));
        assertTrue(page(soon).contains("tone-note"), "not urgent");
        assertTrue(page(soon).contains("ends in 59 days"));

        var late = after(Duration.ofDays(53));
        assertEquals(List.of("theirs 6"), endings(late));
        assertTrue(page(late).contains("tone-bad"), "urgent");

        var over = after(Duration.ofDays(10));
        assertTrue(page(over).contains("metadata has run out"));
    }

    @Test
    void oursIsToldToo() {
        var ada = hub.member(hub.acme(), Role.OWNER, ADA);
        var idp = TestIdp.rsa("https://idp.example/acme", ClockedHub.MONDAY);
        ada.put("/api/v1/orgs/acme/saml", Map.of("metadata_xml", idp.metadata())).expect(200);
        assertFalse(page(ada).contains("Our certificate"));

        var late = after(Credential.VALID.minus(Duration.ofDays(30)));

        assertTrue(page(late).contains("Our certificate ends in"), page(late));
    }

    private TestClient after(Duration time) {
        hub.clock.pass(time);
        return hub.loggedIn(ADA, ClockedHub.PASSWORD);
    }

    private static List<String> endings(TestClient ada) {
        var found = new ArrayList<String>();
        ada.get("/api/v1/orgs/acme/saml")
                .json()
                .path("items")
                .path(0)
                .path("endings")
                .forEach(one ->
                        found.add(one.path("whose").asText() + " " + one.path("days").asLong()));
        return List.copyOf(found);
    }

    private static String page(TestClient ada) {
        var id = ada.get("/api/v1/orgs/acme/saml").json().path("items").path(0).path("id").asText();
        return ada.get("/o/acme/settings/sso/" + id).expect(200).body();
    }
}
