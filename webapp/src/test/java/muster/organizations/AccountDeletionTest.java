package muster.organizations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import muster.ClockedHub;
import muster.TestClient;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The end of an account, and where people begin again. */
class AccountDeletionTest {
    private static final String BOB = "bob@acme.example";

    private final ClockedHub hub = new ClockedHub();
    private final TestClient ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");
    private final TestClient bob = hub.member(hub.acme(), Role.ADMIN, BOB);

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void aPersonGoesFromAllTheirOrganizations() {
        hub.person(hub.globex(), Role.VIEWER, BOB);
        var token = bob.post("/api/v1/me/tokens", Map.of("name", "cron")).expect(201).json();
        bob.submit("/account/deletion", Map.of("email", "other@acme.example")).expect(400);

        var moved = bob.submit("/account/deletion", Map.of("email", "Bob@acme.example"));

        assertEquals("/", moved.expect(303).location());
        bob.get("/api/v1/me").expect(401);
        hub.client().bearer(token.path("token").asText()).get("/api/v1/me").expect(401);
        hub.client()
                .post("/api/v1/sessions", Map.of("email", BOB, "password", ClockedHub.PASSWORD))
                .expect(401);
        assertEquals(List.of(), hub.administer("select 1 from people where email = '" + BOB + "'"));
        assertTrue(ada.get("/api/v1/orgs/acme/audit?q=verb:member.left").body().contains(BOB));
        assertEquals(
                List.of("2"),
                hub.administer("select count(*) from audit_entries where verb = 'member.left'"));
    }

    @Test
    void theLastOwnerIsToldOfWhat() {
        var page = ada.get("/account/deletion").expect(200).body();
        assertTrue(page.contains("You are the last owner of Acme"), page);

        ada.submit("/account/deletion", Map.of("email", "ada@acme.example")).expect(200);
        ada.delete("/api/v1/me").expect(409);

        ada.get("/o/acme").expect(200);
    }

    @Test
    void aTokenDoesNotDeleteItsPerson() {
        var token = bob.post("/api/v1/me/tokens", Map.of("name", "cron")).expect(201).json();

        hub.client().bearer(token.path("token").asText()).delete("/api/v1/me").expect(403);

        bob.delete("/api/v1/me").expect(204);
        bob.get("/api/v1/me").expect(401);
    }

    @Test
    void whoeverComesBackIsWhereTheyWereLast() {
        hub.person(hub.globex(), Role.VIEWER, BOB);
        assertEquals(200, bob.get("/orgs?to=last").status(), "nowhere yet: both are offered");

        hub.administer(
                "update people set last_org_id = '%s' where email = '%s'"
                        .formatted(hub.globex().id(), BOB));
        assertEquals("/o/globex", bob.get("/orgs?to=last").expect(303).location());

        hub.administer("delete from memberships where org_id = '%s'".formatted(hub.globex().id()));
        assertEquals("/o/acme", bob.get("/orgs?to=last").expect(303).location());
    }
}
