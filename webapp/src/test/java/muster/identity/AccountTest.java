package muster.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import muster.ClockedHub;
import muster.TestClient;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people change about themselves. */
class AccountTest {
    private final ClockedHub hub = new ClockedHub();
    private final TestClient ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");
    private final TestClient gil = hub.member(hub.globex(), Role.OWNER, "gil@globex.example");

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void whoChangesTheirPasswordStaysHereAndLeavesElsewhere() {
        var phone = hub.client();
        phone.post(
                        "/api/v1/sessions",
                        Map.of("email", "ada@acme.example", "password", ClockedHub.PASSWORD))
                .expect(200);
        var form = Map.of("current", "not my password", "password", "nine green badgers");
        ada.submit("/account/password", form).expect(400);

        ada.submit(
                        "/account/password",
                        Map.of("current", ClockedHub.PASSWORD, "password", "nine green badgers"))
                .expect(303);

        ada.get("/api/v1/me").expect(200);
        phone.get("/api/v1/me").expect(401);
        assertEquals("Your password was changed", hub.letter("ada@acme.example").subject());
    }

    @Test
    void aPersonEndsTheirSessionsAndNobodyElses() {
        var page = gil.get("/account/security").expect(200).body();
        assertFalse(page.contains("/ending\""), "only one's own session, no button to end it");
        hub.client()
                .post(
                        "/api/v1/sessions",
                        Map.of("email", "gil@globex.example", "password", ClockedHub.PASSWORD))
                .expect(200);
        var two = gil.get("/account/security").body();
        var id =
                two.replaceFirst("(?s).*/account/security/sessions/([0-9a-f-]{36})/ending.*", "$1");

        ada.submit("/account/security/sessions/" + id + "/ending", Map.of()).expect(404);
        gil.submit("/account/security/sessions/" + id + "/ending", Map.of()).expect(303);
        gil.submit("/account/security/sessions/" + id + "/ending", Map.of()).expect(404);
    }

    @Test
    void aPersonIsCalledWhatTheySayWherever() {
        ada.submit("/account", Map.of("name", "Ada L.", "zone", "Europe/Berlin")).expect(303);
        ada.submit("/account", Map.of("name", "Ada L.", "zone", "Moon/Base")).expect(400);

        assertTrue(ada.get("/api/v1/orgs/acme/members").body().contains("Ada L."));
    }
}
