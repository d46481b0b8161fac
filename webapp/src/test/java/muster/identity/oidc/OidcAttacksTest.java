package muster.identity.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import muster.ClockedHub;
import muster.Logged;
import muster.TestClient;
import muster.TestClock;
import muster.identity.oidc.FakeProvider.Signing;
import muster.tenancy.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Providers that lie and answers that were meant for others: each is refused for its own reason,
 * all look the same from outside, and the next honest sign-in works.
 */
@Tag("slow")
class OidcAttacksTest {
    private static final Instant NOW = ClockedHub.MONDAY;

    /** Held, since a logger that nobody holds forgets its level. */
    private static final Logger LOGGER = Logger.getLogger(OidcPages.class.getName());

    private final FakeProvider provider = new FakeProvider(new TestClock(NOW));
    private final ClockedHub hub = new ClockedHub(OidcTest.settings(provider.issuer()));
    private TestClient browser = hub.client();

    /** What a provider does, and what comes of it. */
    record Lie(String name, Reason reason, Consumer<FakeProvider> told) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Lie> LIES =
            List.of(
                    claim("another nonce", Reason.NONCE, "nonce", "other"),
                    claim("no nonce", Reason.NONCE, "nonce", null),
                    claim("another audience", Reason.AUDIENCE, "aud", "somebody-else"),
                    claim("no audience", Reason.AUDIENCE, "aud", null),
                    claim(
                            "several audiences and nobody named",
                            Reason.AUTHORIZED_PARTY,
                            "aud",
                            List.of(FakeProvider.CLIENT, "somebody-else")),
                    claim("another party", Reason.AUTHORIZED_PARTY, "azp", "somebody-else"),
                    claim("another issuer", Reason.ISSUER, "iss", "https://evil.example"),
                    claim("no issuer", Reason.ISSUER, "iss", null),
                    claim("no subject", Reason.SUBJECT, "sub", null),
                    claim("a blank subject", Reason.SUBJECT, "sub", " "),
                    claim("a long subject", Reason.SUBJECT, "sub", "a".repeat(256)),
                    claim("expired", Reason.EXPIRED, "exp", seconds(-121)),
                    claim("never ending", Reason.EXPIRED, "exp", null),
                    claim("old", Reason.EXPIRED, "iat", seconds(-1_801)),
                    claim("issued some day", Reason.EXPIRED, "iat", null),
                    claim("of tomorrow", Reason.NOT_YET_VALID, "iat", seconds(121)),
                    claim("not yet", Reason.NOT_YET_VALID, "nbf", seconds(121)),
                    claim(
                            "another access token",
                            Reason.ACCESS_TOKEN_HASH,
                            "at_hash",
                            FakeProvider.hash("another")),
                    signed("no signature", Reason.ALGORITHM, Signing.NONE),
                    signed(
                            "the public key as a secret",
                            Reason.ALGORITHM,
                            Signing.HMAC_OF_PUBLIC_KEY),
                    signed("the client's secret", Reason.ALGORITHM, Signing.HMAC_OF_SECRET),
                    signed("a foreign key", Reason.SIGNATURE, Signing.FOREIGN_KEY),
                    signed("a key that the set lacks", Reason.SIGNATURE, Signing.ROTATED),
                    new Lie(
                            "an altered token",
                            Reason.SIGNATURE,
                            it ->
                                    it.tokenAnswer =
                                            text ->
                                                    text.replaceFirst(
                                                            "(\"id_token\":\"[^.]+\\.)eyJ",
                                                            "$1eyI")),
                    new Lie(
                            "no ID token",
                            Reason.TOKEN_MALFORMED,
                            it -> it.tokenAnswer = text -> text.replace("id_token", "no_token")),
                    new Lie(
                            "no JSON",
                            Reason.TOKEN_MALFORMED,
                            it -> it.tokenAnswer = _ -> "<html>"),
                    new Lie(
                            "a huge answer",
                            Reason.PROVIDER_UNREACHABLE,
                            it -> it.tokenAnswer = text -> text + " ".repeat(1 << 20)),
                    new Lie(
                            "keys that are gone",
                            Reason.KEYS_UNREACHABLE,
                            it -> it.keysStatus = 500),
                    new Lie(
                            "keys behind a redirect",
                            Reason.KEYS_UNREACHABLE,
                            it -> it.keysStatus = 302),
                    new Lie(
                            "keys without end",
                            Reason.KEYS_UNREACHABLE,
                            it -> it.keysAnswer = text -> text + " ".repeat(1 << 20)),
                    new Lie(
                            "user info of somebody else",
                            Reason.USERINFO,
                            it -> {
                                it.claims = claims -> claims.claim("email", null);
                                it.userInfo =
                                        Map.of(
                                                "sub", "eve",
                                                "email", "ada@lovelace.example",
                                                "email_verified", true);
                            }));

    private static Stream<Lie> lies() {
        return LIES.stream();
    }

    private static Lie claim(String name, Reason reason, String claim, @Nullable Object value) {
        return new Lie(name, reason, it -> it.claims = claims -> claims.claim(claim, value));
    }

    private static Lie signed(String name, Reason reason, Signing signing) {
        return new Lie(name, reason, it -> it.signing = signing);
    }

    private static Date seconds(long from) {
        return Date.from(NOW.plusSeconds(from));
    }

    @BeforeEach
    void freshBrowser() {
        LOGGER.setLevel(Level.INFO);
        browser = hub.client();
    }

    @AfterEach
    void close() {
        hub.close();
        provider.close();
    }

    @ParameterizedTest
    @MethodSource("lies")
    void aLieIsRefusedForItsReasonAndTheNextHonestAnswerIsNot(Lie lie) {
        lie.told().accept(provider);

        assertEquals(lie.reason(), refused(() -> signIn(browser)));

        browser.get("/api/v1/me").expect(401);
        assertEquals("0", hub.administer("select count(*) from identities").getFirst());
        beHonest();
        signIn(browser).expect(303);
        browser.get("/api/v1/me").expect(200);
    }

    private void beHonest() {
        var honest = new FakeProvider(new TestClock(NOW));
        honest.close();
        provider.claims = honest.claims;
        provider.signing = honest.signing;
        provider.tokenAnswer = honest.tokenAnswer;
        provider.keysAnswer = honest.keysAnswer;
        provider.keysStatus = honest.keysStatus;
        provider.metadata = honest.metadata;
        provider.userInfo = honest.userInfo;
    }

    @ParameterizedTest
    @MethodSource("honestVariants")
    void honestVariantsAreAccepted(Lie variant) {
        variant.told().accept(provider);

        signIn(browser).expect(303);

        browser.get("/api/v1/me").expect(200);
    }

    private static Stream<Lie> honestVariants() {
        return Stream.of(
                signed("PS256", Reason.SIGNATURE, Signing.PS256),
                signed("ES256", Reason.SIGNATURE, Signing.ES256),
                claim("a clock behind", Reason.EXPIRED, "exp", seconds(-119)),
                claim("a clock before", Reason.NOT_YET_VALID, "iat", seconds(119)),
                claim("no hash of the access token", Reason.ACCESS_TOKEN_HASH, "at_hash", null),
                claim("the client named", Reason.AUTHORIZED_PARTY, "azp", FakeProvider.CLIENT),
                new Lie(
                        "several audiences, the client named",
                        Reason.AUDIENCE,
                        it ->
                                it.claims =
                                        claims ->
                                                claims.audience(
                                                                List.of(
                                                                        FakeProvider.CLIENT,
                                                                        "other"))
                                                        .claim("azp", FakeProvider.CLIENT)),
                new Lie(
                        "no iss in the answer",
                        Reason.ISSUER_OF_ANSWER,
                        it -> it.saysIssuer = false),
                new Lie(
                        "a secret in the form",
                        Reason.CODE_REFUSED,
                        it ->
                                it.metadata =
                                        with(
                                                "token_endpoint_auth_methods_supported",
                                                List.of("client_secret_post"))));
    }

    private static UnaryOperator<Map<String, Object>> with(String name, Object value) {
        return text -> {
            var all = new HashMap<>(text);
            all.put(name, value);
            return all;
        };
    }

    @Test
    void aProviderIsBelievedOnlyUnderItsOwnName() {
        provider.metadata = with("issuer", "https://accounts.google.com");

        assertEquals(
                Reason.METADATA_ISSUER, refused(() -> browser.get("/login/oidc/oidc").expect(400)));
    }

    @Test
    void aProviderSendsNobodyToWhatIsNoWebAddress() {
        provider.metadata = with("authorization_endpoint", "javascript:alert(1)");

        assertEquals(
                Reason.METADATA_MALFORMED,
                refused(() -> browser.get("/login/oidc/oidc").expect(400)));
    }

    @Test
    void anAnswerOfAnotherIssuerIsRefusedBeforeItsCodeIsSentAnywhere() {
        var back = OidcTest.path(provider.consent(question(browser)));
        var mixedUp = back.replaceFirst("iss=[^&]+", "iss=https://evil.example");

        assertEquals(Reason.ISSUER_OF_ANSWER, refused(() -> browser.get(mixedUp).expect(400)));

        assertTrue(provider.authentications.isEmpty());
    }

    @Test
    void anAnswerThatHidesItsIssuerIsRefusedWhereTheProviderSaysThatItNamesIt() {
        var back = OidcTest.path(provider.consent(question(browser)));

        assertEquals(
                Reason.ISSUER_OF_ANSWER,
                refused(() -> browser.get(back.replaceFirst("iss=[^&]+&?", "")).expect(400)));
    }

    @Test
    void anAnswerToAnotherBrowserIsRefused() {
        var back = OidcTest.path(provider.consent(question(browser)));
        var victim = hub.client();

        assertEquals(Reason.STATE_UNKNOWN, refused(() -> victim.get(back).expect(400)));
        victim.get("/login/oidc/oidc").expect(303);
        assertEquals(Reason.STATE_UNKNOWN, refused(() -> victim.get(back).expect(400)));

        victim.get("/api/v1/me").expect(401);
        browser.get(back).expect(303);
    }

    @Test
    void anAnswerCountsOnce() {
        var back = OidcTest.path(provider.consent(question(browser)));
        browser.get(back).expect(303);

        assertEquals(Reason.STATE_UNKNOWN, refused(() -> browser.get(back).expect(400)));
    }

    @Test
    void aReplayedCodeIsRefusedByTheProviderAndThenHere() {
        var first = provider.consent(question(browser));
        browser.get(OidcTest.path(first)).expect(303);
        var second = OidcTest.path(provider.consent(question(browser)));
        var code = FakeProvider.form(first.getRawQuery()).get("code");

        var replayed = second.replaceFirst("code=[^&]+", "code=" + code);

        assertEquals(Reason.CODE_REFUSED, refused(() -> browser.get(replayed).expect(400)));
    }

    @Test
    void aCodeOfAnotherBrowserIsOfNoUse() {
        var stolen = FakeProvider.form(provider.consent(question(browser)).getRawQuery());
        var thief = hub.client();
        var own = OidcTest.path(provider.consent(question(thief)));

        var injected = own.replaceFirst("code=[^&]+", "code=" + stolen.get("code"));

        assertEquals(Reason.CODE_REFUSED, refused(() -> thief.get(injected).expect(400)));
    }

    @Test
    void anAnswerThatComesTooLateIsRefused() {
        var back = OidcTest.path(provider.consent(question(browser)));
        hub.clock.pass(Questions.LIFE);

        assertEquals(Reason.STATE_UNKNOWN, refused(() -> browser.get(back).expect(400)));
    }

    @Test
    void whoeverSaysNoAtTheProviderIsNotSignedIn() {
        var state = FakeProvider.form(question(browser)).get("state");
        var no = "/login/oidc/oidc/callback?error=access_denied&state=" + state;

        assertEquals(
                Reason.PROVIDER_REFUSED,
                refused(() -> browser.get(no + "&iss=" + provider.issuer()).expect(400)));
    }

    @Test
    void allRefusalsLookTheSameButForTheReference() {
        provider.signing = Signing.NONE;
        var one = signIn(browser).expect(400).body();
        var other = browser.get("/login/oidc/oidc/callback?state=x&code=y").expect(400).body();

        assertEquals(withoutReference(one), withoutReference(other));
        assertFalse(one.contains("signature"), one);
    }

    private static String withoutReference(String page) {
        return page.replaceAll("[2-9B-Z]{12}", "REFERENCE");
    }

    @Test
    void aNewKeyIsFoundAtOnceButNotLookedForWithoutEnd() {
        signIn(browser).expect(303);
        provider.rotate();
        signIn(hub.client()).expect(303);
        var asked = provider.keysAsked.get();
        assertEquals(2, asked);

        provider.signing = Signing.FOREIGN_KEY;
        for (int i = 0; i < 5; i++) {
            signIn(hub.client()).expect(400);
        }

        assertTrue(provider.keysAsked.get() <= asked + 1, provider.keysAsked::toString);
    }

    @Test
    void whatAProviderSaysOfItselfIsAskedOnceInAWhile() {
        for (int i = 0; i < 5; i++) {
            question(hub.client());
        }
        assertEquals(1, provider.described.get());

        hub.clock.pass(Discovery.METADATA_LIFE.plusSeconds(1));
        question(browser);
        assertEquals(2, provider.described.get());
    }

    @Test
    void aProviderThatIsAwayKeepsNobodyFromSigningInWithAPassword() {
        provider.close();
        hub.person(hub.acme(), Role.OWNER, "bob@acme.example");

        assertEquals(
                Reason.PROVIDER_UNREACHABLE,
                refused(() -> browser.get("/login/oidc/oidc").expect(400)));

        browser.get("/login").expect(200);
        hub.loggedIn("bob@acme.example", ClockedHub.PASSWORD).get("/api/v1/me").expect(200);
    }

    @Test
    void aSessionIsNewWithEachSignIn() {
        signIn(browser).expect(303);
        var before = browser.header("Cookie");
        signIn(browser).expect(303);

        assertFalse(before.equals(browser.header("Cookie")));
    }

    private String question(TestClient client) {
        return client.get("/login/oidc/oidc").expect(303).location();
    }

    private TestClient.Answer signIn(TestClient client) {
        return client.get(OidcTest.path(provider.consent(question(client))));
    }

    /** For which reason this was refused: the log alone says it. */
    private static Reason refused(Runnable attempt) {
        try (var logged = new Logged()) {
            attempt.run();
            var lines = logged.lines().toString();
            return Stream.of(Reason.values())
                    .filter(one -> lines.contains(": " + one.word() + " ("))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no reason in: " + lines));
        }
    }
}
