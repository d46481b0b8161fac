package muster.identity.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import muster.ClockedHub;
import muster.TestClient;
import muster.TestClock;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An organization's own provider: whom it lets in, where, and who may say which it is. */
@Tag("slow")
class ConnectionTest {
    private static final String ADA = "ada@lovelace.example";
    private static final String API = "/api/v1/orgs/acme/oidc";

    private final FakeProvider provider = new FakeProvider(new TestClock(ClockedHub.MONDAY));
    private final ClockedHub hub = new ClockedHub();
    private TestClient owner = hub.client();
    private TestClient browser = hub.client();

    @BeforeEach
    void acmeConnectsItsProvider() {
        owner = hub.member(hub.acme(), Role.OWNER, "olga@acme.example");
        browser = hub.client();
        put(Map.of()).expect(200);
    }

    @AfterEach
    void close() {
        hub.close();
        provider.close();
    }

    @Test
    void aMemberWithAVerifiedAddressComesInForThisOrganizationAlone() {
        hub.person(hub.acme(), Role.VIEWER, ADA);
        hub.administer(
                "insert into memberships (org_id, person_id, role) select '%s', id, 'owner' from people where email = '%s'"
                        .formatted(hub.globex().id(), ADA));

        signIn(browser).expect(303);

        var me = browser.get("/api/v1/me").expect(200).json();
        assertEquals("oidc", me.path("authentication").asText());
        assertEquals(1, me.path("organizations").size());
        browser.get("/api/v1/orgs/acme/sites").expect(200);
        browser.get("/api/v1/orgs/globex/sites").expect(404);
        browser.get("/account/security").expect(403);
    }

    @Test
    void whoCameBeforeIsKnownByTheAccountWhateverItsAddressIsNow() {
        hub.person(hub.acme(), Role.VIEWER, ADA);
        signIn(browser).expect(303);
        provider.claims = claims -> claims.claim("email", "olga@acme.example");

        var again = hub.client();
        signIn(again).expect(303);

        assertEquals(ADA, again.get("/api/v1/me").json().path("email").asText());
    }

    @Test
    void anUnverifiedAddressLetsNobodyInUnlessTheOwnerTrustsIt() {
        hub.person(hub.acme(), Role.OWNER, ADA);
        provider.claims = claims -> claims.claim("email_verified", null);

        assertRefused("no_verified_address");

        put(Map.of("trust_email", true)).expect(200);
        signIn(browser).expect(303);
    }

    @Test
    void whoIsNoMemberIsRefusedAndNothingIsMade() {
        assertRefused("not_a_member");

        assertEquals("0", people());
    }

    @Test
    void newMembersComeOnlyFromVerifiedDomains() {
        put(Map.of("jit", true)).expect(200);

        assertRefused("domain_not_verified");

        assertEquals("0", people());
    }

    @Test
    void aMemberOfAnotherOrganizationIsNoMemberHere() {
        hub.person(hub.globex(), Role.OWNER, ADA);

        assertRefused("not_a_member");
    }

    @Test
    void whatAnOrganizationsProviderSaysOpensNothingElsewhere() {
        hub.person(hub.acme(), Role.OWNER, ADA);
        signIn(browser).expect(303);

        assertEquals("0", hub.administer("select count(*) from identities").getFirst());
        assertEquals("1", hub.administer("select count(*) from oidc_members").getFirst());
    }

    @Test
    void anAnswerForOneOrganizationIsNoneForAnother() {
        var globex = hub.member(hub.globex(), Role.OWNER, "gil@globex.example");
        globex.put("/api/v1/orgs/globex/oidc", wanted(Map.of())).expect(200);
        hub.person(hub.globex(), Role.OWNER, ADA);
        var question = browser.get(login(hub.acme().id().toString())).expect(303).location();
        var back = OidcTest.path(provider.consent(question));

        browser.get(back.replace(hub.acme().id().toString(), hub.globex().id().toString()))
                .expect(400);

        browser.get("/api/v1/me").expect(401);
    }

    @Test
    void theRefusalSaysOnlyAReferenceThatFindsTheReason() {
        var page = signIn(browser).expect(400).body();
        var reference = page.replaceFirst("(?s).*>([2-9B-Z]{12})<.*", "$1");

        assertFalse(page.contains("member"), page);
        var items = owner.get(API + "/attempts").expect(200).json().path("items");
        assertEquals(reference, items.get(0).path("reference").asText());
        assertEquals("not_a_member", items.get(0).path("reason").asText());
        assertTrue(owner.get("/o/acme/settings/sso/oidc").expect(200).body().contains(reference));
    }

    @Test
    void theSecretIsSealedAndNeverShownAgain() {
        var page = owner.get("/o/acme/settings/sso/oidc").expect(200).body();
        var api = owner.get(API).expect(200).body();

        assertFalse((page + api).contains("provider's word"));
        assertFalse((page + api).contains("provider&#39;s word"));
        assertEquals(
                "0",
                hub.administer(
                                "select count(*) from oidc_connections where convert_from(sealed_secret, 'LATIN1') like '%word%'")
                        .getFirst());
        assertFalse(hub.administer("select detail from audit_entries").toString().contains("word"));
    }

    @Test
    void theSecretStaysWhereNoneIsSent() {
        hub.person(hub.acme(), Role.VIEWER, ADA);
        var wanted = new HashMap<>(wanted(Map.of("default_role", "analyst")));
        wanted.remove("client_secret");
        owner.put(API, wanted).expect(200);

        signIn(browser).expect(303);
    }

    @Test
    void onlyAnOwnerSaysWhomToBelieve() {
        var admin = hub.member(hub.acme(), Role.ADMIN, "adam@acme.example");
        admin.get(API).expect(200);
        admin.put(API, wanted(Map.of())).expect(403);
        admin.delete(API).expect(403);
        hub.member(hub.acme(), Role.VIEWER, "vic@acme.example").get(API).expect(403);
        var other = hub.member(hub.globex(), Role.OWNER, "gil@globex.example");
        other.get(API).expect(404);
        other.put(API, wanted(Map.of())).expect(404);
        assertTrue(
                other.get("/api/v1/orgs/globex/oidc").expect(200).json().path("issuer").isNull());
    }

    @Test
    void nobodyBecomesAnOwnerByThemselves() {
        put(Map.of("default_role", "owner")).expect(400);
    }

    @Test
    void aProviderThatDoesNotDescribeItselfIsNotTaken() {
        put(Map.of("issuer", provider.issuer() + "/elsewhere")).expect(400);
        put(Map.of("issuer", "ftp://idp.acme.example")).expect(400);
        put(Map.of("issuer", "https://user@idp.acme.example")).expect(400);

        assertEquals(provider.issuer(), owner.get(API).json().path("issuer").asText());
    }

    @Test
    void aConnectionThatIsGoneLetsNobodyIn() {
        hub.person(hub.acme(), Role.VIEWER, ADA);
        var question = browser.get(login(hub.acme().id().toString())).expect(303).location();
        owner.delete(API).expect(204);

        browser.get(OidcTest.path(provider.consent(question))).expect(404);
        browser.get(login(hub.acme().id().toString())).expect(404);
        assertTrue(owner.get(API).expect(200).json().path("issuer").isNull());
    }

    @Test
    void changesStandInTheRecord() {
        put(Map.of("jit", true)).expect(200);

        var changed =
                hub.administer("select detail from audit_entries where verb = 'oidc.changed'");
        assertTrue(
                changed.getFirst().contains("new members allowed")
                        && changed.getFirst().contains("(was"),
                changed::toString);
    }

    private String people() {
        return hub.administer("select count(*) from people where email = '" + ADA + "'").getFirst();
    }

    private void assertRefused(String reason) {
        signIn(browser).expect(400);
        browser.get("/api/v1/me").expect(401);
        var latest = owner.get(API + "/attempts").expect(200).json().path("items").get(0);
        assertEquals(reason, latest.path("reason").asText());
    }

    private TestClient.Answer signIn(TestClient client) {
        var question = client.get(login(hub.acme().id().toString())).expect(303).location();
        return client.get(OidcTest.path(provider.consent(question)));
    }

    private static String login(String connection) {
        return "/login/oidc/" + connection;
    }

    private TestClient.Answer put(Map<String, Object> other) {
        return owner.put(API, wanted(other));
    }

    private Map<String, Object> wanted(Map<String, Object> other) {
        var all = new HashMap<String, Object>();
        all.put("issuer", provider.issuer());
        all.put("client_id", FakeProvider.CLIENT);
        all.put("client_secret", FakeProvider.SECRET);
        all.putAll(other);
        return all;
    }
}
