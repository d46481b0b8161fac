package muster.identity.factors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

/** What a person sees and does of how they sign in. */
@Tag("slow")
class SecurityTest {
    private static final String ADA = "ada@acme.example";
    private static final String NEW_LOGIN = "New login to Muster";

    private final ClockedHub hub = new ClockedHub();
    private final TestClient ada = hub.member(hub.acme(), Role.OWNER, ADA);

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void whoIsHeldUpSetsAFactorUpAndGoesOnToWhereTheyWanted() {
        want("all");
        var held = ada.get("/o/acme/devices").expect(303).location();
        assertEquals("/account/security?wanted=acme&next=%2Fo%2Facme%2Fdevices", held);
        var page = ada.get(held).expect(200).body();
        assertTrue(page.contains("Acme wants a second factor of you"), page);

        var next = Map.of("next", "/o/acme/devices");
        var begun = ada.submit("/account/security/totp", next).expect(303).location();
        var app = App.reading(ada.get(begun).expect(200).body());
        var done =
                ada.submit(
                                "/account/security/totp/confirmation",
                                Map.of(
                                        "code",
                                        app.code(hub.clock.instant()),
                                        "next",
                                        "/o/acme/devices"))
                        .expect(200)
                        .body();

        assertTrue(done.contains("href=\"/o/acme/devices\""), done);
        ada.get("/o/acme/devices").expect(200);
    }

    @Test
    void theLastFactorStaysWhereAnOrganizationWantsOne() {
        App.of(ada, hub.clock.instant());
        want("admins");

        var kept = ada.submit("/account/security/totp/removal", Map.of()).expect(303).location();

        assertEquals("/account/security?after=kept", kept);
        assertTrue(ada.get(kept).body().contains("Acme wants a second factor of you"));
        new Device().register(ada, "Laptop").expect(303);
        ada.submit("/account/security/totp/removal", Map.of()).expect(303);
        assertEquals(List.of("0"), hub.administer("select count(*) from totp_keys"));
        hub.administer("update sign_in_rules set second_factor = 'optional'");
        var id = hub.administer("select id from passkeys").getFirst();
        ada.submit("/account/security/passkeys/" + id + "/removal", Map.of()).expect(303);
        assertEquals(List.of("0"), hub.administer("select count(*) from recovery_codes"));
    }

    @Test
    void newRecoveryCodesEndTheOldOnes() {
        var old = App.of(ada, hub.clock.instant()).codes().getFirst();
        var fresh =
                App.codes(
                        ada.submit("/account/security/recovery-codes", Map.of())
                                .expect(200)
                                .body());

        assertEquals(10, fresh.size());
        ada.post("/api/v1/me/proof", Map.of("code", old)).expect(403);
        ada.post("/api/v1/me/proof", Map.of("code", fresh.getFirst())).expect(204);
        assertTrue(ada.get("/account/security").body().contains("9 of 10 are left"));
    }

    @Test
    void aKeyThatIsSetUpIsNeverShownAgain() {
        App.of(ada, hub.clock.instant());

        assertEquals("/account/security", ada.get("/account/security/totp").expect(303).location());
        ada.submit("/account/security/totp", Map.of()).expect(303);
        assertEquals("/account/security", ada.get("/account/security/totp").expect(303).location());
    }

    @Test
    void aWrongCodeSetsNothingUp() {
        ada.submit("/account/security/totp", Map.of()).expect(303);

        ada.submit("/account/security/totp/confirmation", Map.of("code", "000000")).expect(400);

        assertFalse(ada.get("/account/security").body().contains("totp/removal"));
    }

    @Test
    void whoSignsInFromSomewhereNewIsToldByMail() {
        var laptop = browser("Firefox/150.0 (X11; Linux)");
        logIn(laptop);
        assertEquals(1, news(), "the program that signed in first was another device");
        logIn(laptop);
        assertEquals(1, news());
        hub.clock.pass(Duration.ofMinutes(1));

        var phone = browser("iPhone Safari/600");
        logIn(phone);

        assertEquals(2, news());
        var letter = hub.letter(ADA);
        assertTrue(letter.text().contains("Safari on iPhone"), letter.text());
        assertTrue(letter.text().contains("/account/security"), letter.text());
        logIn(phone);
        assertEquals(2, news());
    }

    @Test
    void theFirstLoginOfAnAccountIsNoNews() {
        hub.person(hub.acme(), Role.VIEWER, "vic@acme.example");

        hub.loggedIn("vic@acme.example", ClockedHub.PASSWORD);

        assertEquals(0, hub.letters("vic@acme.example"));
    }

    @Test
    void aBrowserOfSomebodyElseIsNewToThePerson() {
        var shared = browser("Firefox/150.0 (X11; Linux)");
        logIn(shared);
        hub.person(hub.acme(), Role.VIEWER, "vic@acme.example");
        hub.loggedIn("vic@acme.example", ClockedHub.PASSWORD);

        shared.submit(
                        "/login",
                        Map.of("email", "vic@acme.example", "password", ClockedHub.PASSWORD))
                .expect(303);

        assertTrue(hub.subjects("vic@acme.example").contains(NEW_LOGIN));
    }

    @Test
    void aProgramSeesAndEndsThePersonsSessions() {
        var other = hub.loggedIn(ADA, ClockedHub.PASSWORD);
        var gil = hub.member(hub.globex(), Role.OWNER, "gil@globex.example");
        var sessions = ada.get("/api/v1/me/sessions").expect(200).json().path("items");
        assertEquals(2, sessions.size());
        var id = "";
        for (var one : sessions) {
            id = one.path("current").asBoolean() ? id : one.path("id").asText();
        }

        gil.delete("/api/v1/me/sessions/" + id).expect(404);
        ada.delete("/api/v1/me/sessions/" + id).expect(204);

        other.get("/api/v1/me").expect(401);
    }

    private void want(String rule) {
        hub.administer(
                "insert into sign_in_rules (org_id, second_factor) values ('%s', '%s')"
                        .formatted(hub.acme().id(), rule));
    }

    private TestClient browser(String userAgent) {
        return hub.client().with("User-Agent", userAgent);
    }

    private static void logIn(TestClient browser) {
        browser.submit("/login", Map.of("email", ADA, "password", ClockedHub.PASSWORD)).expect(303);
    }

    private long news() {
        return hub.subjects(ADA).stream().filter(NEW_LOGIN::equals).count();
    }
}
