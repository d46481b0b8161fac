package muster.identity.saml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import muster.ClockedHub;
import muster.TestClient;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Signing in through an organization's identity provider, from the link to the session. */
@Tag("slow")
class SignOnTest {
    private final ConnectedAcme acme = new ConnectedAcme();
    private final ClockedHub hub = acme.hub;
    private final TestClient ada = acme.ada;
    private final String connection = acme.connection;

    @AfterEach
    void close() {
        acme.close();
    }

    @Test
    void aMemberIsSignedInForThisOrganizationAlone() {
        hub.administer(
                "insert into memberships (org_id, person_id, role) select '%s', id, 'owner' from people where email = '%s'"
                        .formatted(hub.globex().id(), Draft.PERSON));
        var grace = hub.client();

        var entered =
                acme.arrive(grace, acme.request(grace, "/o/acme/devices?q=a"), draft -> draft);

        assertEquals(303, entered.status(), entered.body());
        assertEquals("/o/acme/devices?q=a", entered.location());
        var me = grace.get("/api/v1/me").expect(200).json();
        assertEquals(Draft.PERSON, me.path("email").asText());
        assertEquals("saml", me.path("authentication").asText());
        assertEquals(1, me.path("organizations").size());
        grace.get("/api/v1/orgs/globex/sites").expect(404);
    }

    @Test
    void onlyTheBrowserThatWentMayComeBack() {
        var grace = hub.client();
        var id = acme.request(grace, "");

        acme.refused(acme.arrive(hub.client(), id, draft -> draft), "not-asked-for");

        assertEquals(
                303, acme.arrive(grace, id, draft -> draft.set("assertion-id", "_b")).status());
    }

    @Test
    void aRequestAndAnAssertionSignInOnce() {
        var grace = hub.client();
        var id = acme.request(grace, "");
        assertEquals(303, acme.arrive(grace, id, draft -> draft).status());

        acme.refused(
                acme.arrive(grace, id, draft -> draft.set("assertion-id", "_b")), "not-asked-for");

        var another = acme.request(grace, "");
        acme.refused(acme.arrive(grace, another, draft -> draft), "replayed");
        assertEquals(
                303,
                acme.arrive(
                                grace,
                                acme.request(grace, ""),
                                draft -> draft.set("assertion-id", "_c"))
                        .status());
    }

    @Test
    void severalTabsMayBeUnderWay() {
        var grace = hub.client();
        var first = acme.request(grace, "/o/acme/devices");
        var second = acme.request(grace, "/o/acme/findings");

        var one = acme.arrive(grace, first, draft -> draft);
        var two = acme.arrive(grace, second, draft -> draft.set("assertion-id", "_b"));

        assertEquals("/o/acme/devices", one.location());
        assertEquals("/o/acme/findings", two.location());
    }

    @Test
    void aRequestIsForgottenAfterTenMinutes() {
        var grace = hub.client();
        var id = acme.request(grace, "");
        hub.clock.pass(Pending.LIFE.plus(Duration.ofSeconds(1)));

        acme.refused(acme.arrive(grace, id, draft -> draft), "not-asked-for");
    }

    @Test
    void nobodyIsSentToAnotherSiteAfterwards() {
        var grace = hub.client();

        var entered =
                acme.arrive(grace, acme.request(grace, "https://evil.example/"), draft -> draft);

        assertEquals("/o/acme", entered.location());
    }

    @Test
    void aStrangerIsRefusedUntilTheDomainIsProven() {
        var eve = hub.client();
        acme.refused(acme.arrive(eve, acme.request(eve, ""), this::newcomer), "not-a-member");
        ada.put("/api/v1/orgs/acme/saml", Map.of("jit", true, "default_role", "operator"))
                .expect(200);
        acme.refused(
                acme.arrive(
                        eve, acme.request(eve, ""), one -> newcomer(one).set("assertion-id", "_b")),
                "domain-unverified");
        assertEquals("0", people("new@acme.example"));

        acme.verify("acme.example");
        var entered =
                acme.arrive(
                        eve, acme.request(eve, ""), one -> newcomer(one).set("assertion-id", "_c"));

        assertEquals(303, entered.status(), entered.body());
        var me = eve.get("/api/v1/me").expect(200).json();
        assertEquals("operator", me.path("organizations").path(0).path("role").asText());
    }

    @Test
    void theIdentityProviderBeginsByItselfOnlyWhereItMay() {
        var grace = hub.client();
        acme.refused(acme.arrive(grace, "", draft -> draft), "unsolicited");

        ada.put("/api/v1/orgs/acme/saml", Map.of("allow_idp_initiated", true)).expect(200);

        assertEquals(
                303, acme.arrive(grace, "", draft -> draft.set("assertion-id", "_b")).status());
    }

    @Test
    void anotherOrganizationsIdentityProviderSignsNobodyIn() {
        var other = TestIdp.rsa("https://idp.example/acme", ClockedHub.MONDAY);
        var gil = hub.member(hub.globex(), Role.OWNER, "gil@globex.example");
        gil.put("/api/v1/orgs/globex/saml", Map.of("metadata_xml", other.metadata())).expect(200);
        var grace = hub.client();
        var id = acme.request(grace, "");

        var answer = acme.arrive(other, grace, id, draft -> draft);

        acme.refused(answer, "unknown-key");
        assertEquals(0, gil.get("/api/v1/orgs/globex/saml/attempts").json().path("items").size());
        gil.put("/api/v1/orgs/globex/saml/" + connection, Map.of("jit", true)).expect(404);
        gil.delete("/api/v1/orgs/globex/saml/" + connection).expect(404);
        gil.get("/api/v1/orgs/acme/saml/attempts").expect(404);
    }

    @Test
    void whatCannotBeReadIsRefusedAsAllElse() {
        var stranger = hub.client();
        var path = "/saml/" + connection + "/acs";

        acme.refused(stranger.send(path, "not a form"), "form-unreadable");
        acme.refused(stranger.submit(path, Map.of("SAMLResponse", "%%%")), "not-base64");
        acme.refused(stranger.submit(path, Map.of()), "form-unreadable");
        stranger.get("/saml/" + UUID.randomUUID() + "/login").expect(404);
    }

    @Test
    void groupsAreRolesWhereTheyAreMapped() {
        hub.administer(
                "insert into saml_groups (org_id, connection_id, group_name, role) values ('%s', '%s', 'on call', 'operator')"
                        .formatted(hub.acme().id(), connection));
        var grace = hub.client();

        assertEquals(303, acme.arrive(grace, acme.request(grace, ""), draft -> draft).status());

        var me = grace.get("/api/v1/me").expect(200).json();
        assertEquals("operator", me.path("organizations").path(0).path("role").asText());
        var id = hub.administer("select person_id from saml_members").getFirst();
        ada.put("/api/v1/orgs/acme/members/" + id, Map.of("role", "viewer")).expect(409);
    }

    @Test
    void noGroupTakesAnOwnerAwayWhoIsNamedForTheDayThatItIsBroken() {
        hub.person(hub.acme(), Role.OWNER, "ben@acme.example");
        hub.administer(
                "insert into saml_groups (org_id, connection_id, group_name, role) values ('%s', '%s', 'on call', 'viewer')"
                        .formatted(hub.acme().id(), connection));
        hub.administer(
                "insert into sign_in_rules (org_id, single_sign_on) values ('%s', true)"
                        .formatted(hub.acme().id()));
        hub.administer("update memberships set break_glass = true");
        var browser = hub.client();

        acme.arrive(
                browser,
                acme.request(browser, ""),
                draft -> draft.set("name-id", ConnectedAcme.ADA));

        var me = browser.get("/api/v1/me").expect(200).json();
        assertEquals("owner", me.path("organizations").path(0).path("role").asText());
        var foreseen = browser.get("/api/v1/orgs/acme/saml/" + connection + "/groups");
        assertTrue(foreseen.expect(200).json().path("members").path(0).path("kept").asBoolean());
    }

    @Test
    void noGroupTakesTheLastOwnerAway() {
        hub.administer(
                "insert into saml_groups (org_id, connection_id, group_name, role) values ('%s', '%s', 'on call', 'viewer')"
                        .formatted(hub.acme().id(), connection));
        var browser = hub.client();

        acme.arrive(
                browser,
                acme.request(browser, ""),
                draft -> draft.set("name-id", ConnectedAcme.ADA));

        var me = browser.get("/api/v1/me").expect(200).json();
        assertEquals("owner", me.path("organizations").path(0).path("role").asText());
    }

    @Test
    void aTestSignsNobodyInAndTellsAll() {
        var away = ada.get("/o/acme/settings/sso/" + connection + "/test").expect(303).location();
        var cookie = ada.header("Cookie");

        var page =
                acme.arrive(
                        ada,
                        ConnectedAcme.id(away, "SAMLRequest"),
                        draft -> draft.set("audience", "https://wrong.example"));

        assertEquals(200, page.status());
        assertTrue(page.body().contains("https://wrong.example"), page.body());
        assertTrue(page.body().contains("audience-mismatch"), page.body());
        assertEquals(cookie, ada.header("Cookie"));
    }

    @Test
    void nothingThatWasSaidOfAPersonIsKeptInTheLog() {
        var grace = hub.client();
        acme.arrive(grace, acme.request(grace, ""), draft -> draft);
        acme.arrive(grace, acme.request(grace, ""), draft -> draft);

        var kept = String.join("\n", hub.administer("select a::text from saml_attempts a"));

        assertFalse(kept.contains(Draft.PERSON), kept);
        assertFalse(kept.contains("engineers"), kept);
    }

    @Test
    void aRemovedConnectionEndsItsSessions() {
        var grace = hub.client();
        acme.arrive(grace, acme.request(grace, ""), draft -> draft);
        grace.get("/api/v1/me").expect(200);

        ada.delete("/api/v1/orgs/acme/saml/" + connection).expect(204);

        grace.get("/api/v1/me").expect(401);
        hub.client().get("/saml/" + connection + "/login").expect(404);
    }

    @Test
    void aKeyIsReplacedInThreeSteps() {
        var before = certificates();
        hub.clock.pass(Duration.ofMinutes(1));
        ada.submit("/o/acme/settings/sso/" + connection + "/rotation", Map.of()).expect(303);
        var both = certificates();
        ada.submit("/o/acme/settings/sso/" + connection + "/rotation", Map.of()).expect(303);
        var turned = certificates();
        ada.submit("/o/acme/settings/sso/" + connection + "/rotation", Map.of()).expect(303);

        assertEquals(2, both.size());
        assertEquals(before.getFirst(), both.getFirst());
        assertEquals(both.reversed(), turned);
        assertEquals(List.of(turned.getFirst()), certificates());
        assertNotEquals(before, certificates());
    }

    @Test
    void onlyAnOwnerSaysWhoIsTrusted() {
        var abe = hub.member(hub.acme(), Role.ADMIN, "abe@acme.example");

        abe.get("/api/v1/orgs/acme/saml").expect(200);
        abe.put("/api/v1/orgs/acme/saml", Map.of("jit", true)).expect(403);
        assertTrue(hub.letter(ConnectedAcme.ADA).text().contains("https://idp.example/acme"));
    }

    @Test
    void aMailboxLeadsToItsOrganization() {
        var stranger = hub.client();
        var typed = Map.of("email", "who@acme.example", "next", "/o/acme");
        assertFalse(stranger.submit("/login/sso", typed).expect(200).body().contains("/saml/"));
        acme.verify("acme.example");

        var page = stranger.submit("/login/sso", typed).expect(200).body();

        assertTrue(page.contains("/saml/" + connection + "/login?next=%2Fo%2Facme"), page);
        assertTrue(
                stranger.get("/login/sso?organization=acme").expect(200).body().contains("/saml/"));
    }

    @Test
    void theIdentityProvidersLogoutEndsOurSession() {
        var grace = hub.client();
        acme.arrive(grace, acme.request(grace, ""), draft -> draft);
        var logout = "/saml/" + connection + "/logout";
        var said =
                new TestLogout(
                        acme.scene(acme.idp, ""),
                        "http://localhost:8080" + logout,
                        hub.clock.instant());
        var query =
                said.query(
                        "SAMLRequest",
                        said.request(acme.idp.entityId(), Draft.PERSON, ""),
                        "state");

        acme.refused(
                grace.get(logout + "?" + query.replace("state", "other")), "signature-invalid");
        grace.get("/api/v1/me").expect(200);
        var answer = hub.client().get(logout + "?" + query).expect(303);

        assertTrue(answer.location().startsWith("https://idp.example/slo?SAMLResponse="));
        grace.get("/api/v1/me").expect(401);
    }

    @Test
    void ourLogoutIsToldToTheIdentityProvider() {
        var grace = hub.client();
        acme.arrive(grace, acme.request(grace, ""), draft -> draft);
        grace.csrf(grace.get("/api/v1/me").json().path("csrf").asText());

        var onward = grace.submit("/logout", Map.of()).expect(303).location();

        assertEquals("/saml/" + connection + "/farewell", onward);
        var page = grace.get(onward).expect(200).body();
        assertTrue(page.contains("https://idp.example/slo?SAMLRequest="), page);
        grace.get("/api/v1/me").expect(401);
        assertEquals("/login", hub.client().get(onward).expect(303).location());
    }

    private Draft newcomer(Draft draft) {
        return draft.set("name-id", "new@acme.example");
    }

    private String people(String email) {
        return hub.administer("select count(*) from people where email = '%s'".formatted(email))
                .getFirst();
    }

    private List<String> certificates() {
        var shown = new ArrayList<String>();
        ada.get("/api/v1/orgs/acme/saml")
                .json()
                .path("items")
                .path(0)
                .path("certificates")
                .forEach(one -> shown.add(one.path("sha256").asText()));
        return shown;
    }
}
