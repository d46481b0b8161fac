package muster.identity.factors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import muster.ClockedHub;
import muster.TestClient;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whoever does what could do harm shows once more who they are, and then goes on. */
@Tag("slow")
class ProofTest {
    private static final String ADA = "ada@acme.example";
    private static final Map<String, String> TOKEN = Map.of("name", "backup");
    private static final Duration STALE = Duration.ofMinutes(16);

    private final ClockedHub hub = new ClockedHub();
    private final TestClient ada = hub.member(hub.acme(), Role.OWNER, ADA);

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void aPasswordIsProofWhereThereIsNoFactor() {
        hub.clock.pass(STALE);
        ada.get("/account/proof?next=/account/tokens").expect(200);
        ada.submit("/account/proof", Map.of("password", "not mine")).expect(401);
        ada.submit("/account/tokens", TOKEN).expect(303);

        var proven =
                ada.submit(
                        "/account/proof",
                        Map.of("password", ClockedHub.PASSWORD, "next", "/account/tokens"));

        assertEquals("/account/tokens", proven.expect(303).location());
        ada.submit("/account/tokens", TOKEN).expect(200);
        hub.clock.pass(STALE);
        ada.submit("/account/tokens", TOKEN).expect(303);
    }

    @Test
    void aProgramProvesWithAPasswordOrACode() {
        hub.clock.pass(STALE);
        ada.post("/api/v1/me/tokens", TOKEN).expect(403);
        ada.post("/api/v1/me/proof", Map.of("password", "not mine")).expect(403);
        ada.post("/api/v1/me/proof", Map.of()).expect(403);

        ada.post("/api/v1/me/proof", Map.of("password", ClockedHub.PASSWORD)).expect(204);

        ada.post("/api/v1/me/tokens", TOKEN).expect(201);
        var app = App.of(ada, hub.clock.instant()).app();
        hub.clock.pass(STALE);
        var code = app.code(hub.clock.instant());
        ada.post("/api/v1/me/proof", Map.of("code", code)).expect(204);
        ada.post("/api/v1/me/tokens", TOKEN).expect(201);
        ada.post("/api/v1/me/proof", Map.of("code", code)).expect(403);
    }

    @Test
    void whereThereIsAFactorThatTheSessionHasNotSeenAPasswordIsNotEnough() {
        var other = hub.loggedIn(ADA, ClockedHub.PASSWORD);
        var app = App.of(ada, hub.clock.instant()).app();
        hub.clock.pass(STALE);

        other.submit("/account/proof", Map.of("password", ClockedHub.PASSWORD)).expect(401);
        other.submit("/account/proof", Map.of("code", app.code(hub.clock.instant()))).expect(303);
        other.submit("/account/tokens", TOKEN).expect(200);
    }

    @Test
    void aSessionThatHasNotShownTheFactorChangesNone() {
        var other = hub.loggedIn(ADA, ClockedHub.PASSWORD);
        App.of(ada, hub.clock.instant());

        for (var path :
                List.of(
                        "/account/security/totp/removal",
                        "/account/security/recovery-codes",
                        "/account/security/totp")) {
            var answer = other.submit(path, Map.of()).expect(303);
            assertTrue(answer.location().startsWith("/account/proof?"), path);
        }
        other.post("/api/v1/me/passkeys/challenge", Map.of()).expect(403);
        assertEquals(List.of("10"), hub.administer("select count(*) from recovery_codes"));
        assertEquals(List.of("1"), hub.administer("select count(*) from totp_keys"));
    }

    @Test
    void aTokenChangesNoFactors() {
        var made = ada.post("/api/v1/me/tokens", TOKEN).expect(201).json();
        var program = hub.client().bearer(made.path("token").asText());

        program.post("/api/v1/me/passkeys/challenge", Map.of()).expect(403);
        program.submit("/account/security/totp", Map.of()).expect(403);
    }

    @Test
    void theWayAfterAProofNeverLeavesTheHub() {
        for (var elsewhere : List.of("https://evil.example", "//evil.example", "/\\evil.example")) {
            var proven =
                    ada.submit(
                            "/account/proof",
                            Map.of("password", ClockedHub.PASSWORD, "next", elsewhere));
            assertEquals("/account/security", proven.expect(303).location());
            hub.clock.pass(Duration.ofMinutes(1));
        }
    }

    @Test
    void whomAProviderVouchedForIsSentThere() {
        hub.administer(
                "update sessions set authentication = 'saml', bound_org_id = '%s'"
                        .formatted(hub.acme().id()));

        var page = ada.get("/account/proof?next=/o/acme/settings/keys").expect(200).body();

        assertTrue(
                page.contains(
                        "/login/sso?organization=acme&amp;next=%2Fo%2Facme%2Fsettings%2Fkeys"),
                page);
        ada.submit("/account/proof", Map.of("password", ClockedHub.PASSWORD)).expect(403);
    }

    @Test
    void whatChangesKeysAndMembersAsksForProof() {
        hub.person(hub.acme(), Role.VIEWER, "vic@acme.example");
        var vic = hub.administer("select id from people where email like 'vic%'").getFirst();
        var key = Map.of("name", "k", "scopes", List.of("devices:read"));
        var id = ada.post("/api/v1/orgs/acme/api-keys", key).expect(201).json().path("id");
        hub.clock.pass(STALE);

        ada.post("/api/v1/orgs/acme/api-keys", key).expect(403);
        ada.post("/api/v1/orgs/acme/api-keys/" + id.asText() + "/rotation", Map.of()).expect(403);
        ada.put("/api/v1/orgs/acme/members/" + vic, Map.of("role", "admin")).expect(403);
        ada.delete("/api/v1/orgs/acme/members/" + vic).expect(403);
        ada.put("/api/v1/orgs/acme/sign-in-rules", Map.of("second_factor", "optional")).expect(403);
        ada.delete("/api/v1/orgs/acme").expect(403);

        ada.post("/api/v1/me/proof", Map.of("password", ClockedHub.PASSWORD)).expect(204);
        ada.delete("/api/v1/orgs/acme/members/" + vic).expect(204);
    }
}
