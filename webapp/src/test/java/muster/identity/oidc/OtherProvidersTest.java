package muster.identity.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import muster.ClockedHub;
import muster.TestClient;
import muster.TestClock;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where providers go ways of their own: many directories behind one name, and GitHub. */
@Tag("slow")
class OtherProvidersTest {
    private static final String ADA = "ada@lovelace.example";
    private static final String ONE_TENANT = "0199b2c0-7d5e-7a61-9c36-5d8f3a2b1c0d";
    private static final String OTHER_TENANT = "0199b2c0-7d5e-7a61-9c36-5d8f3a2b1c0e";

    private final FakeProvider provider = new FakeProvider(new TestClock(ClockedHub.MONDAY));
    private final ClockedHub hub =
            new ClockedHub(
                    Map.of(
                            "MUSTER_OIDC_MICROSOFT_ID", FakeProvider.CLIENT,
                            "MUSTER_OIDC_MICROSOFT_SECRET", FakeProvider.SECRET,
                            "MUSTER_OIDC_MICROSOFT_URL", provider.issuer(),
                            "MUSTER_OIDC_GITHUB_ID", FakeProvider.CLIENT,
                            "MUSTER_OIDC_GITHUB_SECRET", FakeProvider.SECRET,
                            "MUSTER_OIDC_GITHUB_URL", provider.issuer()));
    private final TestClient browser = hub.client();

    @AfterEach
    void close() {
        hub.close();
        provider.close();
    }

    @Test
    void anAddressInADirectoryOfMicrosoftsIsAnythingItsKeeperLikes() {
        hub.person(hub.acme(), Role.OWNER, ADA);
        becomeMicrosoft(ONE_TENANT, ONE_TENANT);

        signIn(browser, "microsoft").expect(200);
        browser.get("/api/v1/me").expect(401);
        assertEquals("0", hub.administer("select count(*) from identities").getFirst());
    }

    @Test
    void theSameSubjectInTwoDirectoriesIsTwoPeople() {
        becomeMicrosoft(ONE_TENANT, ONE_TENANT);
        hub.person(hub.acme(), Role.OWNER, ADA);
        hub.administer(
                "insert into identities (issuer, subject, person_id, provider, label, created_at, used_at) select '%s/%s/v2.0', 'ada-1815', id, 'microsoft', '', now(), now() from people where email = '%s'"
                        .formatted(provider.issuer(), ONE_TENANT, ADA));

        signIn(browser, "microsoft").expect(303);
        assertEquals(ADA, browser.get("/api/v1/me").json().path("email").asText());

        becomeMicrosoft(OTHER_TENANT, OTHER_TENANT);
        var other = hub.client();
        signIn(other, "microsoft").expect(200);
        other.get("/api/v1/me").expect(401);
    }

    @Test
    void aDirectoryDoesNotSpeakForAnother() {
        becomeMicrosoft(ONE_TENANT, OTHER_TENANT);
        signIn(browser, "microsoft").expect(400);

        becomeMicrosoft(ONE_TENANT, "no id");
        signIn(browser, "microsoft").expect(400);
    }

    @Test
    void whoComesFromGitHubIsANumberWithAnAddressThatIsFirstAndVerified() {
        becomeGitHub("{\"id\":1815,\"login\":\"ada\",\"name\":\"Ada\"}", true, true);

        signIn(browser, "github").expect(303);

        assertEquals(ADA, browser.get("/api/v1/me").json().path("email").asText());
        assertEquals("1815", hub.administer("select subject from identities").getFirst());
    }

    @Test
    void aNameThatSomebodyElseTookAtGitHubOpensNothing() {
        becomeGitHub("{\"id\":1815,\"login\":\"ada\"}", true, true);
        signIn(browser, "github").expect(303);
        becomeGitHub("{\"id\":1816,\"login\":\"ada\"}", true, true);

        var thief = hub.client();
        signIn(thief, "github").expect(200);
        thief.get("/api/v1/me").expect(401);
    }

    @Test
    void anAddressAtGitHubThatIsNotFirstOrNotVerifiedMakesNobody() {
        becomeGitHub("{\"id\":1815,\"login\":\"ada\"}", false, true);
        signIn(browser, "github").expect(200);
        becomeGitHub("{\"id\":1815,\"login\":\"ada\"}", true, false);
        signIn(browser, "github").expect(200);

        assertEquals("0", hub.administer("select count(*) from identities").getFirst());
    }

    @Test
    void anAccountAtGitHubWithoutANumberIsNone() {
        becomeGitHub("{\"id\":\"1815\",\"login\":\"ada\"}", true, true);

        signIn(browser, "github").expect(400);
    }

    @Test
    void aCodeThatGitHubRefusesIsRefused() {
        provider.tokenAnswer = _ -> "{\"error\":\"bad_verification_code\"}";

        signIn(browser, "github").expect(400);
    }

    private void becomeMicrosoft(String issuer, String tenant) {
        provider.saysIssuer = false;
        provider.metadata =
                text -> {
                    var all = new HashMap<>(text);
                    all.put("issuer", provider.issuer() + "/{tenantid}/v2.0");
                    return all;
                };
        provider.claims =
                claims ->
                        claims.issuer(provider.issuer() + "/" + issuer + "/v2.0")
                                .claim("tid", tenant);
    }

    private void becomeGitHub(String user, boolean primary, boolean verified) {
        provider.gitHubUser = user;
        provider.gitHubEmails =
                "[{\"email\":\"old@lovelace.example\",\"primary\":false,\"verified\":true},{\"email\":\"%s\",\"primary\":%s,\"verified\":%s}]"
                        .formatted(ADA, primary, verified);
    }

    private TestClient.Answer signIn(TestClient client, String name) {
        var question = client.get("/login/oidc/" + name).expect(303).location();
        return client.get(OidcTest.path(provider.consent(question)));
    }
}
