package muster.identity.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import muster.ClockedHub;
import muster.TestClient;
import muster.TestClock;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Signing in with an account at a provider of the whole installation. */
@Tag("slow")
class OidcTest {
    private static final String ADA = "ada@lovelace.example";

    private final FakeProvider provider = new FakeProvider(new TestClock(ClockedHub.MONDAY));
    private final ClockedHub hub = new ClockedHub(settings(provider.issuer()));
    private TestClient browser = hub.client();

    static Map<String, String> settings(String issuer) {
        return Map.of(
                "MUSTER_OIDC_ISSUER",
                issuer,
                "MUSTER_OIDC_ID",
                FakeProvider.CLIENT,
                "MUSTER_OIDC_SECRET",
                FakeProvider.SECRET,
                "MUSTER_OIDC_TITLE",
                "Lovelace");
    }

    @BeforeEach
    void freshBrowser() {
        browser = hub.client();
    }

    @AfterEach
    void close() {
        hub.close();
        provider.close();
    }

    @Test
    void theLoginPageOffersTheProvider() {
        var page = browser.get("/login?next=/o/acme").expect(200).body();

        assertTrue(page.contains("href=\"/login/oidc/oidc?next=/o/acme\""), page);
        assertTrue(page.contains("Log in with Lovelace"));
    }

    @Test
    void aNewAddressBecomesAPersonWhoMayFoundAnOrganization() {
        var in = signIn(browser, "");

        assertEquals("/orgs/new", in.expect(303).location());
        var me = browser.get("/api/v1/me").expect(200).json();
        assertEquals(ADA, me.path("email").asText());
        assertEquals("oidc", me.path("authentication").asText());
        assertEquals("Ada Lovelace", me.path("name").asText());
    }

    @Test
    void whoComesAgainIsTheSamePersonWhateverTheirAddressIsNow() {
        signIn(browser, "").expect(303);
        provider.claims = claims -> claims.claim("email", "countess@lovelace.example");

        var again = hub.client();
        assertEquals("/orgs?to=last", signIn(again, "").expect(303).location());

        assertEquals(ADA, again.get("/api/v1/me").json().path("email").asText());
        assertEquals("1", hub.administer("select count(*) from identities").getFirst());
    }

    @Test
    void whereSomebodyWantedToGoIsKept() {
        assertEquals("/o/acme/devices", signIn(browser, "/o/acme/devices").location());
        assertEquals("/orgs?to=last", signIn(hub.client(), "//evil.example").location());
    }

    @Test
    void anAddressThatSomebodyHasNeverOpensTheirAccount() {
        hub.person(hub.acme(), Role.OWNER, ADA);

        var page = signIn(browser, "").expect(200).body();

        assertTrue(page.contains("/login?next=/account/connections"), page);
        browser.get("/api/v1/me").expect(401);
        assertEquals("0", hub.administer("select count(*) from identities").getFirst());
    }

    @Test
    void anAddressThatTheProviderHasNotVerifiedMakesNobody() {
        provider.claims = claims -> claims.claim("email_verified", false);

        signIn(browser, "").expect(200);

        browser.get("/api/v1/me").expect(401);
        assertEquals(
                "0",
                hub.administer("select count(*) from people where email = '" + ADA + "'")
                        .getFirst());
    }

    @Test
    void anAddressIsTakenFromUserInfoWhereTheTokenHasNone() {
        provider.claims = claims -> claims.claim("email", null);
        provider.userInfo =
                Map.of(
                        "sub",
                        "ada-1815",
                        "email",
                        "ADA@lovelace.example",
                        "email_verified",
                        "true");

        signIn(browser, "").expect(303);

        assertEquals(ADA, browser.get("/api/v1/me").json().path("email").asText());
    }

    @Test
    void whatTheProviderGaveIsEndedAtOnceAndKeptNowhere() throws InterruptedException {
        signIn(browser, "").expect(303);

        var revoked = provider.revoked.poll(10, TimeUnit.SECONDS);
        assertTrue(String.valueOf(revoked).startsWith("access-"), revoked);
    }

    @Test
    void whoIsSignedInConnectsAnAccountAndComesInByItFromThenOn() {
        var ada = hub.member(hub.acme(), Role.OWNER, ADA);

        connect(ada).expect(303);

        assertEquals(1, hub.letters(ADA));
        var page = ada.get("/account/connections?after=connected").expect(200).body();
        assertTrue(page.contains("Lovelace"), page);
        signIn(browser, "").expect(303);
        assertEquals(ADA, browser.get("/api/v1/me").json().path("email").asText());
        assertTrue(
                hub.administer("select detail from audit_entries where verb = 'account.connected'")
                        .getFirst()
                        .contains("Lovelace"));
    }

    @Test
    void anAccountIsConnectedOnlyFromThePageItself() {
        var ada = hub.member(hub.acme(), Role.OWNER, ADA);

        ada.get("/account/connections/oidc").expect(403);
        ada.get("/account/connections/oidc?intent=guessed").expect(403);

        var bob = hub.member(hub.globex(), Role.OWNER, "bob@globex.example");
        bob.get(offer(ada)).expect(403);
    }

    @Test
    void anAccountOfSomebodyElseIsNotConnected() {
        var bob = hub.member(hub.globex(), Role.OWNER, "bob@globex.example");
        connect(bob).expect(303);
        var ada = hub.member(hub.acme(), Role.OWNER, ADA);

        connect(ada).expect(400);

        signIn(browser, "").expect(303);
        assertEquals("bob@globex.example", browser.get("/api/v1/me").json().path("email").asText());
    }

    @Test
    void whoSignedOutMeanwhileConnectsNothing() {
        var ada = hub.member(hub.acme(), Role.OWNER, ADA);
        var back = provider.consent(ada.get(offer(ada)).expect(303).location());
        ada.delete("/api/v1/sessions/current").expect(204);

        ada.get(path(back)).expect(400);

        assertEquals("0", hub.administer("select count(*) from identities").getFirst());
    }

    @Test
    void aStaleSessionShowsAgainWhoItIsBeforeItConnects() {
        var ada = hub.member(hub.acme(), Role.OWNER, ADA);
        var offer = offer(ada);
        hub.clock.pass(Duration.ofMinutes(16));

        assertTrue(ada.get(offer).expect(303).location().startsWith("/account/proof?next="));
    }

    @Test
    void theLastWayInStays() {
        signIn(browser, "").expect(303);
        browser.csrf(browser.get("/api/v1/me").json().path("csrf").asText());
        var id = hub.administer("select id from identities").getFirst();

        browser.submit("/account/connections/" + id + "/disconnection", Map.of()).expect(409);

        hub.administer("update people set password_hash = 'x' where email = '" + ADA + "'");
        browser.submit("/account/connections/" + id + "/disconnection", Map.of()).expect(303);
        assertEquals("0", hub.administer("select count(*) from identities").getFirst());
    }

    @Test
    void nobodyDisconnectsAnAccountOfSomebodyElse() {
        signIn(browser, "").expect(303);
        var id = hub.administer("select id from identities").getFirst();
        var bob = hub.member(hub.globex(), Role.OWNER, "bob@globex.example");

        bob.submit("/account/connections/" + id + "/disconnection", Map.of()).expect(409);

        assertEquals("1", hub.administer("select count(*) from identities").getFirst());
        assertFalse(bob.get("/account/connections").body().contains("ada@lovelace.example"));
    }

    @Test
    void whoHasASecondFactorShowsItHereToo() {
        signIn(browser, "").expect(303);
        hub.administer(
                "insert into totp_keys (person_id, sealed, made_at, confirmed_at) select id, '', now(), now() from people where email = '"
                        + ADA
                        + "'");

        var again = hub.client();
        assertEquals(
                "/login/mfa?next=%2Fo%2Facme", signIn(again, "/o/acme").expect(303).location());

        again.get("/api/v1/me").expect(401);
    }

    @Test
    void severalTabsOfOneBrowserAreUnderWayAtOnce() {
        var first = browser.get("/login/oidc/oidc?next=/orgs/new").expect(303).location();
        var second = browser.get("/login/oidc/oidc?next=/account").expect(303).location();
        assertNotEquals(FakeProvider.form(first), FakeProvider.form(second));

        assertEquals("/orgs/new", browser.get(path(provider.consent(first))).location());
        assertEquals("/account", browser.get(path(provider.consent(second))).location());
    }

    @Test
    void anUnknownProviderIsNoPage() {
        browser.get("/login/oidc/nobody").expect(404);
        browser.get("/login/oidc/0199b2c0-7d5e-7a61-9c36-5d8f3a2b1c0d").expect(404);
        browser.get("/login/oidc/nobody/callback?state=a&code=b").expect(404);
    }

    private TestClient.Answer connect(TestClient client) {
        var question = client.get(offer(client)).expect(303).location();
        return client.get(path(provider.consent(question)));
    }

    /** The link of the page. */
    private static String offer(TestClient client) {
        var page = client.get("/account/connections").expect(200).body();
        return page.replaceFirst(
                "(?s).*href=\"(/account/connections/oidc\\?intent=[^\"]+)\".*", "$1");
    }

    private TestClient.Answer signIn(TestClient client, String next) {
        var question = client.get("/login/oidc/oidc?next=" + next).expect(303).location();
        return client.get(path(provider.consent(question)));
    }

    static String path(URI back) {
        return back.getRawPath() + "?" + back.getRawQuery();
    }
}
