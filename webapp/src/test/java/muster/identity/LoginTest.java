package muster.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import muster.ClockedHub;
import muster.TestClient;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signing in and out, being locked out, and getting back in. */
class LoginTest {
    private static final String ADA = "ada@acme.example";
    private static final String NOBODY = "nobody@acme.example";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ClockedHub hub = new ClockedHub();

    @BeforeEach
    void adaIsOwnerOfAcme() {
        hub.person(hub.acme(), Role.OWNER, ADA);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void aSessionOpensTheOrganizationUntilItEnds() {
        var ada = signedIn();
        ada.get("/api/v1/orgs/acme/sites").expect(200);
        ada.csrf(ada.get("/api/v1/me").json().path("csrf").asText());

        ada.delete("/api/v1/sessions/current").expect(204);

        ada.get("/api/v1/me").expect(401);
    }

    @Test
    void theFormLeadsToTheOnlyOrganizationOrToWhereOneWanted() {
        var first = hub.client();
        var login = first.submit("/login", Map.of("email", ADA, "password", ClockedHub.PASSWORD));
        assertEquals("/orgs?to=last", login.expect(303).location());
        assertEquals("/o/acme", first.get("/orgs?to=last").expect(303).location());
        assertEquals("/o/acme/x", next("/o/acme/x"));
    }

    @Test
    void theWayAfterLoginNeverLeavesTheHub() {
        for (var elsewhere :
                new String[] {
                    "https://evil.example", "//evil.example", "/\\evil.example", "/\t/evil.example"
                }) {
            assertEquals("/orgs?to=last", next(elsewhere), elsewhere);
        }
    }

    @Test
    void whoIsUnknownAndWhoMistypesGetTheSameAnswer() {
        var unknown = signIn(hub.client(), NOBODY, "wrong password").expect(401);
        var mistyped = signIn(hub.client(), ADA, "wrong password").expect(401);

        assertEquals(unknown.body(), mistyped.body());
    }

    @Test
    void fiveFailuresLockForHalfAnHourWhoeverItIs() {
        lockOut(ADA);
        lockOut(NOBODY);
        hub.clock.pass(MINUTE);

        var locked = signIn(hub.client(), ADA, ClockedHub.PASSWORD).expect(401);
        var nobody = signIn(hub.client(), NOBODY, ClockedHub.PASSWORD).expect(401);

        assertEquals(nobody.body(), locked.body());
        hub.clock.pass(Duration.ofMinutes(30));
        signIn(hub.client(), ADA, ClockedHub.PASSWORD).expect(200);
    }

    @Test
    void aLockoutIsOnRecordOnceInEveryOrganizationOfThePerson() {
        var eve = hub.member(hub.globex(), Role.AUDITOR, "eve@globex.example");
        var bob = hub.member(hub.acme(), Role.AUDITOR, "bob@acme.example");
        lockOut(NOBODY);
        lockOut(ADA);

        hub.recordLockouts();
        hub.recordLockouts();

        assertEquals(1, lockouts(bob, "acme"));
        assertEquals(0, lockouts(eve, "globex"));
        hub.clock.pass(Duration.ofMinutes(31));
        lockOut(ADA);
        hub.recordLockouts();
        assertEquals(2, lockouts(bob, "acme"));
    }

    @Test
    void aLockoutThatAResetEndsIsOnRecordToo() {
        lockOut(ADA);
        forgot(ADA);
        hub.client()
                .submit(hub.mailedPath(ADA), Map.of("password", "nine green badgers"))
                .expect(303);
        hub.recordLockouts();

        var ada = hub.client();
        hub.clock.pass(MINUTE);
        signIn(ada, ADA, "nine green badgers").expect(200);
        assertEquals(1, lockouts(ada, "acme"));
    }

    @Test
    void failuresThatAreLongAgoCountNoMore() {
        for (int i = 0; i < 4; i++) {
            signIn(hub.client(), ADA, "wrong password").expect(401);
        }
        hub.clock.pass(Duration.ofHours(1));
        signIn(hub.client(), ADA, "wrong password").expect(401);

        signIn(hub.client(), ADA, ClockedHub.PASSWORD).expect(200);
    }

    @Test
    void fiveLoginsAMinuteForOneAddressAndForOneAccount() {
        var office = hub.client("203.0.113.7");
        for (int i = 0; i < 5; i++) {
            signIn(office, "someone" + i + "@acme.example", "wrong password").expect(401);
        }
        signIn(office, ADA, ClockedHub.PASSWORD).expect(429);

        for (int i = 0; i < 5; i++) {
            signIn(hub.client(), ADA, ClockedHub.PASSWORD).expect(200);
        }
        signIn(hub.client(), ADA, ClockedHub.PASSWORD).expect(429);
        hub.clock.pass(MINUTE);
        signIn(hub.client(), ADA, ClockedHub.PASSWORD).expect(200);
    }

    @Test
    void aSessionEndsAfterFourIdleHoursButNotBefore() {
        var ada = signedIn();
        for (int i = 0; i < 3; i++) {
            hub.clock.pass(Duration.ofHours(3));
            ada.get("/api/v1/me").expect(200);
        }

        hub.clock.pass(Duration.ofHours(4));

        ada.get("/api/v1/me").expect(401);
    }

    @Test
    void aChangeByCookieNeedsTheSessionsToken() {
        var ada = signedIn();
        ada.post("/api/v1/orgs/acme/sites", Map.of("name", "Berlin")).expect(403);
        ada.csrf("made-up");
        ada.post("/api/v1/orgs/acme/sites", Map.of("name", "Berlin")).expect(403);

        ada.csrf(ada.get("/api/v1/me").json().path("csrf").asText());

        ada.post("/api/v1/orgs/acme/sites", Map.of("name", "Berlin")).expect(201);
    }

    @Test
    void signingOutNeedsTheSessionsTokenAndSigningInDoesNot() {
        var ada = signedIn();
        ada.delete("/api/v1/sessions/current").expect(403);
        ada.submit("/logout", Map.of()).expect(403);
        ada.get("/api/v1/me").expect(200);

        signIn(ada, ADA, ClockedHub.PASSWORD).expect(200);
        ada.csrf(ada.get("/api/v1/me").json().path("csrf").asText());
        assertEquals("/login", ada.submit("/logout", Map.of()).expect(303).location());
        ada.get("/api/v1/me").expect(401);
        ada.delete("/api/v1/sessions/current").expect(401);
    }

    @Test
    void aForgottenPasswordIsSetByMailAndEndsEverySession() {
        var elsewhere = signedIn();
        assertEquals(forgot(NOBODY).replace(NOBODY, ""), forgot(ADA).replace(ADA, ""));
        assertEquals(0, hub.letters(NOBODY));
        var path = hub.mailedPath(ADA);

        hub.client().get(path).expect(200);
        hub.client().submit(path, Map.of("password", "short")).expect(400);
        hub.client().submit(path, Map.of("password", "nine green badgers")).expect(303);

        elsewhere.get("/api/v1/me").expect(401);
        signIn(hub.client(), ADA, ClockedHub.PASSWORD).expect(401);
        signIn(hub.client(), ADA, "nine green badgers").expect(200);
        hub.client().submit(path, Map.of("password", "ten grey badgers")).expect(404);
    }

    @Test
    void aResetLinkIsGoodForAnHour() {
        forgot(ADA);
        hub.clock.pass(Duration.ofMinutes(61));

        hub.client().get(hub.mailedPath(ADA)).expect(404);
    }

    @Test
    void aResetOpensALockedAccount() {
        lockOut(ADA);
        forgot(ADA);
        hub.client()
                .submit(hub.mailedPath(ADA), Map.of("password", "nine green badgers"))
                .expect(303);
        hub.clock.pass(MINUTE);

        signIn(hub.client(), ADA, "nine green badgers").expect(200);
    }

    @Test
    void loginsAndResetsAreOnRecordWithoutSecrets() {
        forgot(ADA);
        hub.client()
                .submit(hub.mailedPath(ADA), Map.of("password", "nine green badgers"))
                .expect(303);
        var ada = hub.client();
        signIn(ada, ADA, "nine green badgers").expect(200);

        var audit = ada.get("/api/v1/orgs/acme/audit").expect(200).body();

        assertTrue(audit.contains("\"login\""), audit);
        assertTrue(audit.contains("\"password.reset\""), audit);
        assertFalse(audit.contains("badgers"));
    }

    @Test
    void theCookieIsNoUseToScriptsOrOtherSites() {
        var answer = signIn(hub.client(), ADA, ClockedHub.PASSWORD);
        var cookie = answer.response().headers().firstValue("Set-Cookie").orElseThrow();

        assertTrue(cookie.startsWith("muster="), cookie);
        assertTrue(cookie.contains("HttpOnly"), cookie);
        assertTrue(cookie.contains("SameSite=Lax"), cookie);
        assertNotEquals("", cookie);
    }

    private void lockOut(String email) {
        for (int i = 0; i < 5; i++) {
            signIn(hub.client(), email, "wrong password").expect(401);
        }
    }

    private static int lockouts(TestClient reader, String organization) {
        var audit = reader.get("/api/v1/orgs/" + organization + "/audit").expect(200).body();
        return audit.split("\"login.locked\"", -1).length - 1;
    }

    private String next(String wanted) {
        return hub.client()
                .submit(
                        "/login",
                        Map.of(
                                "email", ADA,
                                "password", ClockedHub.PASSWORD,
                                "next", wanted))
                .expect(303)
                .location();
    }

    private String forgot(String email) {
        return hub.client().submit("/forgot", Map.of("email", email)).expect(200).body();
    }

    private TestClient signedIn() {
        var client = hub.client();
        signIn(client, ADA, ClockedHub.PASSWORD).expect(200);
        return client;
    }

    private static TestClient.Answer signIn(TestClient client, String email, String password) {
        return client.post("/api/v1/sessions", Map.of("email", email, "password", password));
    }
}
