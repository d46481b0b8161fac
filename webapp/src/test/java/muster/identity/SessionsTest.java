package muster.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import muster.ClockedHub;
import muster.TestClient;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a session opens: by how it began, what its organizations want, and how fresh it is. */
@Tag("slow")
class SessionsTest {
    private static final String ADA = "ada@acme.example";
    private static final Map<String, String> TOKEN = Map.of("name", "backup");

    private final ClockedHub hub = new ClockedHub();
    private TestClient ada = hub.client();

    @BeforeEach
    void adaOwnsAcmeAndGlobex() {
        hub.person(hub.acme(), Role.OWNER, ADA);
        hub.administer(
                "insert into memberships (org_id, person_id, role) select '%s', id, 'owner' from people where email = '%s'"
                        .formatted(hub.globex().id(), ADA));
        ada = hub.loggedIn(ADA, ClockedHub.PASSWORD);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void aSessionForOneOrganizationOpensThatOneAlone() {
        bind();

        ada.get("/api/v1/orgs/acme/sites").expect(200);
        ada.get("/api/v1/orgs/globex/sites").expect(404);
        var me = ada.get("/api/v1/me").expect(200).json();
        assertEquals(1, me.path("organizations").size());
        assertEquals("saml", me.path("authentication").asText());
    }

    @Test
    void aSessionForOneOrganizationDoesNotReachTheAccount() {
        bind();

        ada.get("/account/security").expect(403);
        ada.submit("/account/password", Map.of("current", ClockedHub.PASSWORD, "password", "x"))
                .expect(403);
        ada.post("/api/v1/orgs", Map.of("name", "Initech")).expect(403);
        ada.delete("/api/v1/sessions/current").expect(204);
    }

    @Test
    void aTokenMadeByASessionForOneOrganizationReachesNoFurther() {
        var wide = ada.post("/api/v1/me/tokens", TOKEN).expect(201).json().path("id").asText();
        bind();

        var text = ada.post("/api/v1/me/tokens", TOKEN).expect(201).json().path("token").asText();

        var program = hub.client().bearer(text);
        program.get("/api/v1/orgs/acme/sites").expect(200);
        program.get("/api/v1/orgs/globex/sites").expect(404);
        assertEquals(1, ada.get("/api/v1/me/tokens").json().path("items").size());
        ada.delete("/api/v1/me/tokens/" + wide).expect(404);
    }

    @Test
    void aSessionEndsWhenWhoVouchedForItsPersonSaid() {
        hub.administer(
                "update sessions set ends_at = '%s'"
                        .formatted(hub.clock.instant().plusSeconds(60)));
        ada.get("/api/v1/me").expect(200);

        hub.clock.pass(Duration.ofSeconds(61));

        ada.get("/api/v1/me").expect(401);
    }

    @Test
    void anOrganizationThatWantsASecondFactorLetsNobodyInWithout() {
        hub.administer(
                "insert into sign_in_rules (org_id, second_factor) values ('%s', 'admins')"
                        .formatted(hub.acme().id()));

        ada.get("/api/v1/orgs/acme/sites").expect(403);
        ada.get("/api/v1/orgs/globex/sites").expect(200);
        assertEquals(
                "/account/security?wanted=acme&next=%2Fo%2Facme%2Fsites%3Fq%3Da",
                ada.get("/o/acme/sites?q=a").expect(303).location());

        hub.administer("update sessions set second_factor = true");
        ada.get("/api/v1/orgs/acme/sites").expect(200);
    }

    @Test
    void whoNeedsNoSecondFactorGetsInWithout() {
        hub.administer(
                "insert into sign_in_rules (org_id, second_factor) values ('%s', 'admins')"
                        .formatted(hub.acme().id()));
        hub.person(hub.acme(), Role.VIEWER, "vic@acme.example");
        var vic = hub.loggedIn("vic@acme.example", ClockedHub.PASSWORD);

        vic.get("/api/v1/orgs/acme/sites").expect(200);
        hub.administer("update sign_in_rules set second_factor = 'all'");
        vic.get("/api/v1/orgs/acme/sites").expect(403);
    }

    @Test
    void singleSignOnKeepsPasswordsOutButForTheDayItIsBroken() {
        var token = ada.post("/api/v1/me/tokens", TOKEN).expect(201).json().path("token").asText();
        hub.administer(
                "insert into sign_in_rules (org_id, single_sign_on) values ('%s', true)"
                        .formatted(hub.acme().id()));

        ada.get("/api/v1/orgs/acme/sites").expect(403);
        assertTrue(ada.get("/o/acme").location().startsWith("/login/sso?organization=acme&next="));

        hub.administer(
                "update memberships set break_glass = true where org_id = '%s'"
                        .formatted(hub.acme().id()));
        ada.get("/api/v1/orgs/acme/sites").expect(403);
        assertTrue(ada.get("/o/acme").expect(403).body().contains("log in with your passkey"));
        hub.administer("update sessions set second_factor = true");
        ada.get("/api/v1/orgs/acme/sites").expect(403);

        hub.administer("update sessions set authentication = 'passkey'");
        ada.get("/api/v1/orgs/acme/sites").expect(200);
        hub.client()
                .with("Authorization", "Bearer " + token)
                .get("/api/v1/orgs/acme/sites")
                .expect(403);
        hub.administer("update memberships set role = 'admin'");
        ada.get("/api/v1/orgs/acme/sites").expect(403);
    }

    @Test
    void whatDoesHarmAsksAStaleSessionWhoItIs() {
        ada.post("/api/v1/me/tokens", TOKEN).expect(201);

        hub.clock.pass(Duration.ofMinutes(16));

        ada.post("/api/v1/me/tokens", TOKEN).expect(403);
        var refused = ada.with("Referer", "http://localhost:8080/account/tokens");
        assertEquals(
                "/account/proof?next=%2Faccount%2Ftokens",
                refused.submit("/account/tokens", TOKEN).expect(303).location());
        refused.with("Referer", "https://evil.example/account/tokens");
        assertEquals(
                "/account/proof?next=",
                refused.submit("/account/tokens", TOKEN).expect(303).location());
    }

    /** As if Acme's identity provider had vouched for Ada. */
    private void bind() {
        hub.administer(
                "update sessions set authentication = 'saml', bound_org_id = '%s'"
                        .formatted(hub.acme().id()));
    }
}
