package muster.identity.factors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import muster.ClockedHub;
import muster.TestClient;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A passkey signs its person in, and nothing else does in its name. */
@Tag("slow")
class PasskeysTest {
    private static final String ADA = "ada@acme.example";
    private static final String GIL = "gil@globex.example";
    private static final String REFUSED = "/login?after=passkey&next=";

    private final ClockedHub hub = new ClockedHub();
    private final TestClient ada = hub.member(hub.acme(), Role.OWNER, ADA);
    private final Device device = new Device();

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void aPasskeySignsItsPersonInWithoutAName() {
        var codes = App.codes(device.register(ada, "Work laptop").expect(200).body());
        assertEquals(10, codes.size());
        assertTrue(ada.get("/account/security").body().contains("Work laptop"));
        var browser = hub.client();

        var signed = signIn(browser, device.signed(Device.asked(browser)), "/o/acme/devices");

        assertEquals("/o/acme/devices", signed.location());
        var me = browser.get("/api/v1/me").expect(200).json();
        assertEquals(ADA, me.path("email").asText());
        assertEquals("passkey", me.path("authentication").asText());
        assertEquals(
                List.of("t"),
                hub.administer(
                        "select second_factor from sessions order by created_at desc limit 1"));
    }

    @Test
    void aPasskeyIsASecondFactor() {
        device.register(ada, "Work laptop").expect(200);
        var browser = hub.client();
        browser.submit("/login", Map.of("email", ADA, "password", ClockedHub.PASSWORD)).expect(303);

        var credential = device.signed(Device.asked(browser));
        var done = browser.submit("/login/mfa/passkey", Map.of("credential", credential));

        assertEquals("/orgs?to=last", done.expect(303).location());
        assertEquals("passkey", browser.get("/api/v1/me").json().path("authentication").asText());
    }

    @Test
    void allOwnersHearOfWhoComesInPastSingleSignOnOnceEachTime() {
        device.register(ada, "Work laptop").expect(200);
        hub.person(hub.acme(), Role.OWNER, "ben@acme.example");
        hub.person(hub.globex(), Role.OWNER, GIL);
        hub.administer(
                "insert into sign_in_rules (org_id, single_sign_on) select org_id, true from organizations");
        var browser = hub.client();
        signIn(browser, device.signed(Device.asked(browser)), "").expect(303);
        assertEquals(0, alarms("ben@acme.example"));
        browser.get("/o/acme/devices").expect(303);

        hub.administer(
                "update memberships set break_glass = true where org_id = '%s'"
                        .formatted(hub.acme().id()));
        var another = hub.client();
        signIn(another, device.signed(Device.asked(another)), "").expect(303);
        another.get("/o/acme/devices").expect(200);
        another.get("/o/acme/sites").expect(200);

        assertEquals(1, alarms("ben@acme.example"));
        assertEquals(1, alarms(ADA));
        assertEquals(0, alarms(GIL));
        assertEquals(
                List.of(hub.acme().id() + ""),
                hub.administer("select org_id from audit_entries where verb = 'break-glass.used'"));
    }

    private long alarms(String to) {
        return hub.subjects(to).stream().filter(one -> one.contains("past single sign-on")).count();
    }

    @Test
    void anotherPersonsPasskeyIsNoSecondFactor() {
        device.register(ada, "Work laptop").expect(200);
        var gil = hub.member(hub.globex(), Role.OWNER, GIL);
        var his = new Device();
        his.register(gil, "Phone").expect(200);
        var browser = hub.client();
        browser.submit("/login", Map.of("email", ADA, "password", ClockedHub.PASSWORD)).expect(303);

        var credential = his.signed(Device.asked(browser));

        browser.submit("/login/mfa/passkey", Map.of("credential", credential)).expect(401);
        browser.get("/account").expect(303);
    }

    @Test
    void aPasskeyThatSaysToBeSomebodyElsesOpensNothing() {
        device.register(ada, "Work laptop").expect(200);
        var gil = hub.member(hub.globex(), Role.OWNER, GIL);
        var his = new Device();
        his.register(gil, "Phone").expect(200);
        var browser = hub.client();

        var credential = his.signed(Device.asked(browser), device.handle(), 7);

        assertEquals(REFUSED, signIn(browser, credential, "").location());
    }

    @Test
    void whatWasSignedForAnotherSiteOpensNothing() {
        device.register(ada, "Work laptop").expect(200);
        var browser = hub.client();
        device.origin = "https://muster.evil.example";

        var there = device.signed(Device.asked(browser));

        assertEquals(REFUSED, signIn(browser, there, "").location());
        device.origin = "http://localhost:8080";
        assertEquals(
                "/orgs?to=last",
                signIn(browser, device.signed(Device.asked(browser)), "").location());
    }

    @Test
    void aChallengeIsForOneUseSoonAndForTheBrowserThatWasAsked() {
        device.register(ada, "Work laptop").expect(200);
        var browser = hub.client();
        var credential = device.signed(Device.asked(browser));
        var asked = browser.header("Cookie");

        var thief = hub.client();
        Device.asked(thief);
        assertEquals(REFUSED, signIn(thief, credential, "").location());
        assertEquals("/orgs?to=last", signIn(browser, credential, "").location());
        assertEquals(
                REFUSED, signIn(hub.client().with("Cookie", asked), credential, "").location());

        var late = hub.client();
        var tooLate = device.signed(Device.asked(late));
        hub.clock.pass(Duration.ofMinutes(5));
        assertEquals(REFUSED, signIn(late, tooLate, "").location());
    }

    @Test
    void aDeviceThatDoesNotVerifyItsUserOpensNothing() {
        device.register(ada, "Work laptop").expect(200);
        var browser = hub.client();
        device.flags = AuthenticatorData.BIT_UP;

        assertEquals(REFUSED, signIn(browser, device.signed(Device.asked(browser)), "").location());
        assertEquals("/account/security?after=no-passkey", unverified(ada).expect(303).location());
    }

    @Test
    void aCounterThatGoesBackIsRefusedAndTold() {
        device.register(ada, "Work laptop").expect(200);
        var browser = hub.client();
        signIn(browser, device.signed(Device.asked(browser), device.handle(), 9), "");

        var copy = device.signed(Device.asked(browser), device.handle(), 9);

        assertEquals(REFUSED, signIn(browser, copy, "").location());
        assertEquals("A passkey was refused", hub.letter(ADA).subject());
        assertTrue(ada.get("/api/v1/orgs/acme/audit").body().contains("passkey.copied"));
    }

    @Test
    void whatIsNoCredentialIsRefusedAndNoMore() {
        device.register(ada, "Work laptop").expect(200);
        var honest = device.signed(Device.asked(hub.client()));
        for (var broken :
                List.of(
                        "",
                        "{}",
                        "null",
                        "[]",
                        "\"x\"",
                        "{\"id\":1}",
                        "{\"id\":\"x\",\"rawId\":\"x\",\"type\":\"public-key\"}",
                        "{".repeat(5000),
                        "[".repeat(5000),
                        honest.replace("\"response\":{", "\"response\":{\"x\":"),
                        honest.replaceFirst("\"signature\":\"[^\"]*\"", "\"signature\":\"AA\""),
                        honest.replaceFirst("\"signature\":\"[^\"]*\",?", ""),
                        honest.replaceFirst("\"userHandle\":\"[^\"]*\",?", ""),
                        honest.replaceFirst(
                                "\"authenticatorData\":\"[^\"]*\"", "\"authenticatorData\":\"AA\""),
                        honest.replaceFirst("\"authenticatorData\":\"[^\"]*\",?", ""),
                        honest.replaceFirst(
                                "\"clientDataJSON\":\"[^\"]*\"", "\"clientDataJSON\":\"AA\""),
                        honest.replaceFirst("\"clientDataJSON\":\"[^\"]*\",?", ""),
                        honest + "x".repeat(20_000))) {
            var browser = hub.client();
            Device.asked(browser);
            assertEquals(REFUSED, signIn(browser, broken, "").expect(303).location(), broken);
            ada.post("/api/v1/me/passkeys/challenge", Map.of()).expect(201);
            assertEquals(
                    "/account/security?after=no-passkey",
                    ada.submit(
                                    "/account/security/passkeys",
                                    Map.of("name", "x", "credential", broken))
                            .expect(303)
                            .location(),
                    broken);
        }
    }

    @Test
    void aPasskeyOfAnotherHubOrOfAnotherPersonIsNotTaken() {
        var gil = hub.member(hub.globex(), Role.OWNER, GIL);
        var asked = gil.post("/api/v1/me/passkeys/challenge", Map.of()).expect(201).json();
        var made = device.made(asked);

        ada.with("Cookie", ada.header("Cookie") + "; " + challenge(gil));
        assertEquals(
                "/account/security?after=no-passkey",
                ada.submit("/account/security/passkeys", Map.of("name", "x", "credential", made))
                        .expect(303)
                        .location());

        device.register(gil, "Phone").expect(200);
        assertEquals(
                "/account/security?after=no-passkey",
                device.register(ada, "Phone").expect(303).location());
    }

    @Test
    void aPersonNamesAndRemovesTheirPasskeysAndNobodyElses() {
        device.register(ada, "Work laptop").expect(200);
        var id = hub.administer("select id from passkeys").getFirst();
        var path = "/account/security/passkeys/" + id;
        var gil = hub.member(hub.globex(), Role.OWNER, GIL);

        gil.submit(path + "/name", Map.of("name", "Mine")).expect(404);
        gil.submit(path + "/removal", Map.of()).expect(404);
        ada.submit(path + "/name", Map.of("name", "Old laptop")).expect(303);
        assertTrue(ada.get("/account/security").body().contains("Old laptop"));
        ada.submit(path + "/removal", Map.of()).expect(303);

        assertFalse(ada.get("/account/security").body().contains("Old laptop"));
        assertEquals(List.of("0"), hub.administer("select count(*) from recovery_codes"));
        var browser = hub.client();
        assertEquals(REFUSED, signIn(browser, device.signed(Device.asked(browser)), "").location());
    }

    @Test
    void theWayAfterAPasskeyNeverLeavesTheHub() {
        device.register(ada, "Work laptop").expect(200);
        for (var elsewhere : List.of("https://evil.example", "//evil.example", "/\\evil.example")) {
            var browser = hub.client();
            var signed = device.signed(Device.asked(browser));
            assertEquals("/orgs?to=last", signIn(browser, signed, elsewhere).location());
        }
    }

    private static TestClient.Answer unverified(TestClient person) {
        var careless = new Device();
        careless.flags = AuthenticatorData.BIT_UP;
        return careless.register(person, "x");
    }

    private static String challenge(TestClient client) {
        return client.header("Cookie").replaceFirst(".*(muster-challenge=[^;]*).*", "$1");
    }

    private static TestClient.Answer signIn(TestClient browser, String credential, String next) {
        return browser.submit("/login/passkey", Map.of("credential", credential, "next", next))
                .expect(303);
    }
}
