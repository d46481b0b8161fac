package muster.organizations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import muster.ClockedHub;
import muster.TestClient;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An organization wants second factors of its members. */
@Tag("slow")
class SignInRulesTest {
    private static final String RULES = "/api/v1/orgs/acme/sign-in-rules";
    private static final Map<String, String> OF_ADMINS = Map.of("second_factor", "admins");
    private static final Map<String, String> OF_ALL = Map.of("second_factor", "all");

    private final ClockedHub hub = new ClockedHub();
    private final TestClient ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");
    private final TestClient vic = hub.member(hub.acme(), Role.VIEWER, "vic@acme.example");

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void nobodyWantsOfOthersWhatTheyHaveNotShown() {
        ada.put(RULES, OF_ALL).expect(409);
        assertEquals("optional", rule());

        show("ada@acme.example");
        ada.put(RULES, OF_ADMINS).expect(200);

        assertEquals("admins", rule());
        assertTrue(ada.get("/api/v1/orgs/acme/audit").body().contains("sign-in.changed"));
    }

    @Test
    void whoWouldBeHeldUpIsNamedBefore() {
        show("ada@acme.example");
        var page = ada.get("/o/acme/settings/sign-in").expect(200).body();

        assertTrue(page.contains("Holds up nobody."), page);
        assertTrue(page.contains("vic"), page);
        ada.submit("/o/acme/settings/sign-in", OF_ALL).expect(303);
        assertEquals(
                List.of("vic@acme.example"),
                ada.get(RULES).json().path("held_up").findValuesAsText("email"));
        vic.get("/api/v1/orgs/acme/sites").expect(403);
    }

    @Test
    void aViewerAndAnotherOrganizationChangeNothing() {
        show("vic@acme.example");
        var gil = hub.member(hub.globex(), Role.OWNER, "gil@globex.example");
        show("gil@globex.example");

        vic.put(RULES, OF_ALL).expect(403);
        gil.put(RULES, OF_ALL).expect(404);
        gil.put("/api/v1/orgs/globex/sign-in-rules", OF_ALL).expect(200);

        assertEquals("optional", rule());
        assertFalse(ada.get("/o/acme/settings/sign-in").body().contains("gil"));
    }

    @Test
    void whatIsNoRuleIsRefused() {
        show("ada@acme.example");

        ada.put(RULES, Map.of("second_factor", "some")).expect(400);
    }

    private String rule() {
        return ada.get(RULES).expect(200).json().path("second_factor").asText();
    }

    /** As if this person had logged in with a passkey. */
    private void show(String email) {
        hub.administer(
                "update sessions set second_factor = true where person_id = (select id from people where email = '%s')"
                        .formatted(email));
        hub.administer(
                "insert into passkeys (person_id, credential_id, credential, counter, transports, backup_eligible, backed_up, name, made_at) select id, email, '', 0, '{}', false, false, 'Laptop', now() from people where email = '%s'"
                        .formatted(email));
    }
}
