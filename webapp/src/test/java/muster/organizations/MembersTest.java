package muster.organizations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import muster.ClockedHub;
import muster.TestClient;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Members who go, and owners who hand over. */
class MembersTest {
    private static final String BOB = "bob@acme.example";

    private final ClockedHub hub = new ClockedHub();
    private final TestClient ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");
    private final TestClient gil = hub.member(hub.globex(), Role.OWNER, "gil@globex.example");
    private final TestClient bob = hub.member(hub.acme(), Role.ADMIN, BOB);

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void whoBelongsToNothingElseIsSignedOutWhenRemoved() {
        ada.delete(member(BOB)).expect(204);

        bob.get("/api/v1/me").expect(401);
        var entry = audit("verb:member.removed");
        assertTrue(entry.contains("\"before\":\"admin\""), entry);
    }

    @Test
    void whoBelongsToAnotherOrganizationStaysSignedInThere() {
        hub.person(hub.globex(), Role.VIEWER, BOB);
        var bound = signedIn(BOB);
        hub.administer(
                "update sessions set bound_org_id = '%s' where created_at = (select max(created_at) from sessions) and id = (select max(id::text)::uuid from sessions)"
                        .formatted(hub.acme().id()));

        ada.delete(member(BOB)).expect(204);

        bob.get("/o/acme").expect(404);
        bob.get("/o/globex").expect(200);
        bound.get("/api/v1/me").expect(401);
    }

    @Test
    void aPersonalTokenLosesTheOrganizationAndAKeyEnds() {
        hub.person(hub.globex(), Role.VIEWER, BOB);
        var token = bob.post("/api/v1/me/tokens", Map.of("name", "cron")).expect(201).json();
        var own = hub.client().bearer(token.path("token").asText());
        var program = hub.client().bearer(key(bob));
        own.get("/api/v1/orgs/acme/sites").expect(200);
        var theirs = hub.client().bearer(key(ada));

        ada.delete(member(BOB)).expect(204);

        own.get("/api/v1/orgs/acme/sites").expect(404);
        own.get("/api/v1/orgs/globex/sites").expect(200);
        program.get("/api/v1/orgs/acme/sites").expect(401);
        theirs.get("/api/v1/orgs/acme/sites").expect(200);
        assertTrue(audit("verb:key.revoked").contains("Backup"));
    }

    @Test
    void aMemberLeavesButNotTheLastOwner() {
        var refused = ada.submit("/o/acme/settings/departure", Map.of()).expect(303).location();
        assertTrue(ada.get(refused).body().contains("This is the last owner"));
        ada.post("/api/v1/orgs/acme/departure", Map.of()).expect(409);

        bob.submit("/o/acme/settings/departure", Map.of()).expect(303);

        assertTrue(audit("verb:member.left").contains(BOB));
        ada.get("/o/acme").expect(200);
        gil.post("/api/v1/orgs/acme/departure", Map.of()).expect(404);
    }

    @Test
    void anOwnerHandsOverAndIsAdmin() {
        var page = ada.get("/o/acme/settings/transfer").expect(200).body();
        assertTrue(page.contains(BOB), page);

        ada.submit("/o/acme/settings/transfer", Map.of("member", id(BOB))).expect(303);

        assertEquals("owner", role(bob));
        assertEquals("admin", role(ada));
        assertEquals(1, hub.letters(BOB));
        assertEquals(1, hub.letters("ada@acme.example"));
        var entry = bob.get("/api/v1/orgs/acme/audit?q=verb:ownership.transferred").body();
        assertTrue(entry.contains("\"before\":\"ada@acme.example\""), entry);
        ada.post("/api/v1/orgs/acme/transfer", Map.of("member", id(BOB))).expect(403);
    }

    @Test
    void onlyAnOwnerHandsOverAndOnlyToAnotherMember() {
        var transfer = "/api/v1/orgs/acme/transfer";
        var gils = gil.get("/api/v1/orgs/globex/members").json().path("items").get(0).path("id");

        bob.post(transfer, Map.of("member", id(BOB))).expect(403);
        gil.post(transfer, Map.of("member", gils.asText())).expect(404);
        ada.post(transfer, Map.of("member", gils.asText())).expect(400);
        ada.post(transfer, Map.of("member", id("ada@acme.example"))).expect(400);
        var key =
                ada.post(
                                "/api/v1/orgs/acme/api-keys",
                                Map.of("name", "all", "scopes", List.of("organization:delete")))
                        .expect(201)
                        .json();
        hub.client()
                .bearer(key.path("key").asText())
                .post(transfer, Map.of("member", id(BOB)))
                .expect(403);

        assertEquals("owner", role(ada));
    }

    @Test
    void twoTransfersAtOnceLeaveAnOwner() throws Exception {
        var cy = hub.member(hub.acme(), Role.VIEWER, "cy@acme.example");
        var heirs = List.of(id(BOB), id("cy@acme.example"));
        var transfer = "/api/v1/orgs/acme/transfer";
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(
                    heirs.stream()
                            .map(heir ->
                                    (Callable<Integer>)
                                            () ->
                                                    ada.post(transfer, Map.of("member", heir))
                                                            .status())
                            .toList());
        }

        assertTrue(List.of(role(bob), role(cy)).contains("owner"));
        assertEquals("admin", role(ada));
    }

    private static String key(TestClient maker) {
        return maker.post(
                        "/api/v1/orgs/acme/api-keys",
                        Map.of("name", "Backup", "scopes", List.of("sites:read")))
                .expect(201)
                .json()
                .path("key")
                .asText();
    }

    private TestClient signedIn(String email) {
        var client = hub.client();
        client.post("/api/v1/sessions", Map.of("email", email, "password", ClockedHub.PASSWORD))
                .expect(200);
        return client;
    }

    private String audit(String q) {
        return ada.get("/api/v1/orgs/acme/audit?q=" + q).expect(200).body();
    }

    private static String role(TestClient client) {
        var me = client.get("/api/v1/me").expect(200).json();
        return me.path("organizations").get(0).path("role").asText();
    }

    private String id(String email) {
        for (var item : bob.get("/api/v1/orgs/acme/members").expect(200).json().path("items")) {
            if (item.path("email").asText().equals(email)) {
                return item.path("id").asText();
            }
        }
        throw new AssertionError("no member " + email);
    }

    private String member(String email) {
        return "/api/v1/orgs/acme/members/" + id(email);
    }
}
