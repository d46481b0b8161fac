package muster.identity.factors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import muster.ClockedHub;
import muster.TestClient;
import muster.tenancy.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A right password is half of a login where its person has an app. */
@Tag("slow")
class SecondStepTest {
    private static final String ADA = "ada@acme.example";
    private static final String BOB = "bob@acme.example";
    private static final String WRONG = "000000";
    private static final Duration STEP = Duration.ofSeconds(30);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ClockedHub hub = new ClockedHub();
    private TestClient ada = hub.client();
    private App.SetUp setUp = new App.SetUp(App.NONE, List.of());

    @BeforeEach
    void adaHasAnApp() {
        ada = hub.member(hub.acme(), Role.OWNER, ADA);
        setUp = App.of(ada, hub.clock.instant());
        hub.clock.pass(MINUTE);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void aCodeOfTheAppEndsWhatThePasswordBegan() {
        var browser = hub.client();
        var half = password(browser, "/o/acme/devices").expect(303);
        assertEquals("/login/mfa?next=%2Fo%2Facme%2Fdevices", half.location());
        browser.get("/account").expect(303);
        browser.get(half.location()).expect(200);

        var done = code(browser, setUp.app().code(hub.clock.instant()), "/o/acme/devices");

        assertEquals("/o/acme/devices", done.expect(303).location());
        assertEquals("password", browser.get("/api/v1/me").json().path("authentication").asText());
        assertEquals(
                List.of("t"),
                hub.administer(
                        "select second_factor from sessions order by created_at desc limit 1"));
    }

    @Test
    void aCodeOpensOnceHoweverOftenItIsShown() throws Exception {
        var code = setUp.app().code(hub.clock.instant());
        var browsers = List.of(hub.client(), hub.client(), hub.client());
        browsers.forEach(browser -> password(browser, "").expect(303));

        List<Callable<Integer>> tries =
                browsers.stream()
                        .<Callable<Integer>>map(browser -> () -> code(browser, code, "").status())
                        .toList();
        int in = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(tries)) {
                in += done.get() == 303 ? 1 : 0;
            }
        }

        assertEquals(1, in);
    }

    @Test
    void theCodeThatSetTheAppUpOpensNothing() {
        var bob = hub.member(hub.acme(), Role.VIEWER, BOB);
        var his = App.of(bob, hub.clock.instant());
        var code = his.app().code(hub.clock.instant());
        var browser = hub.client();
        browser.submit("/login", Map.of("email", BOB, "password", ClockedHub.PASSWORD)).expect(303);

        code(browser, code, "").expect(401);
    }

    @Test
    void aRecoveryCodeOpensOnceAndIsToldByMail() {
        assertEquals(10, setUp.codes().size());
        var first = setUp.codes().getFirst();
        var browser = hub.client();
        password(browser, "").expect(303);
        code(browser, " " + first.toUpperCase(Locale.ROOT).replace("-", " "), "").expect(303);
        assertTrue(hub.subjects(ADA).contains("A recovery code was used"));

        var again = hub.client();
        password(again, "").expect(303);
        code(again, first, "").expect(401);
        code(again, setUp.codes().getLast(), "").expect(303);
    }

    @Test
    void afterFiveWrongCodesItBeginsWithThePasswordAgainAndTheAccountIsLocked() {
        var browser = hub.client();
        password(browser, "/o/acme").expect(303);
        for (var i = 0; i < 4; i++) {
            code(browser, WRONG, "/o/acme").expect(401);
        }

        var over = code(browser, WRONG, "/o/acme").expect(303);

        assertEquals("/login?after=again&next=%2Fo%2Facme", over.location());
        code(browser, setUp.app().code(hub.clock.instant()), "").expect(303);
        browser.get("/account").expect(303);
        hub.clock.pass(MINUTE);
        password(hub.client(), "").expect(401);
        hub.clock.pass(Duration.ofMinutes(31));
        password(hub.client(), "").expect(303);
    }

    @Test
    void aRightPasswordDoesNotForgiveWrongCodes() {
        for (var i = 0; i < 5; i++) {
            var browser = hub.client();
            password(browser, "").expect(303);
            code(browser, WRONG, "").expect(401);
            hub.clock.pass(MINUTE);
        }

        password(hub.client(), "").expect(401);
    }

    @Test
    void aTicketIsGoodForTenMinutesAndOnce() {
        var late = hub.client();
        password(late, "").expect(303);
        hub.clock.pass(Duration.ofMinutes(10));
        late.get("/login/mfa").expect(303);
        code(late, setUp.app().code(hub.clock.instant()), "").expect(303);
        late.get("/account").expect(303);

        var browser = hub.client();
        password(browser, "").expect(303);
        var ticket = browser.header("Cookie");
        code(browser, setUp.app().code(hub.clock.instant()), "").expect(303);
        browser.get("/account").expect(200);
        hub.clock.pass(STEP);
        var thief = hub.client().with("Cookie", ticket);
        code(thief, setUp.app().code(hub.clock.instant()), "").expect(303);
        thief.get("/account").expect(303);
    }

    @Test
    void theSessionIsNewAfterEachStep() {
        var browser = hub.client();
        browser.with("Cookie", "muster=chosen-by-somebody-else");
        password(browser, "").expect(303);
        var half = browser.header("Cookie");
        code(browser, setUp.app().code(hub.clock.instant()), "").expect(303);

        var whole = browser.header("Cookie");
        assertFalse(whole.contains("chosen-by-somebody-else"), whole);
        assertNotEquals(half, whole);
        hub.client().with("Cookie", half).get("/api/v1/me").expect(401);
    }

    @Test
    void whatComesWithoutATicketGoesBackToThePassword() {
        var stranger = hub.client();
        assertEquals("/login?next=", stranger.get("/login/mfa").expect(303).location());
        stranger.with("Cookie", "muster-ticket=made-up");
        stranger.get("/login/mfa").expect(303);
        code(stranger, setUp.app().code(hub.clock.instant()), "").expect(303);
        stranger.get("/account").expect(303);
    }

    @Test
    void theWayAfterTheSecondStepNeverLeavesTheHub() {
        for (var elsewhere : List.of("https://evil.example", "//evil.example", "/\\evil.example")) {
            var browser = hub.client();
            assertEquals("/login/mfa?next=", password(browser, elsewhere).location());
            var code = setUp.app().code(hub.clock.instant());
            assertEquals("/orgs?to=last", code(browser, code, elsewhere).expect(303).location());
            hub.clock.pass(MINUTE);
        }
    }

    @Test
    void whoHasNoAppAndWhoHasOneGetTheSameAnswerToAWrongPassword() {
        hub.person(hub.acme(), Role.VIEWER, BOB);
        var with = wrongPassword(ADA);
        var without = wrongPassword(BOB);
        var nobody = wrongPassword("nobody@acme.example");

        assertEquals(with, without);
        assertEquals(with, nobody);
    }

    @Test
    void aProgramIsToldThatACodeIsWantedAndSendsOne() {
        var program = hub.client();
        var half = program.post("/api/v1/sessions", credentials(ClockedHub.PASSWORD, null));
        assertEquals("urn:muster:second-factor", half.expect(401).json().path("type").asText());
        assertEquals(
                program.post("/api/v1/sessions", credentials("wrong password", WRONG))
                        .expect(401)
                        .body(),
                program.post("/api/v1/sessions", credentials(ClockedHub.PASSWORD, WRONG))
                        .expect(401)
                        .body());

        var code = setUp.app().code(hub.clock.instant());
        program.post("/api/v1/sessions", credentials(ClockedHub.PASSWORD, code)).expect(200);
        program.get("/api/v1/me").expect(200);
        hub.client().post("/api/v1/sessions", credentials(ClockedHub.PASSWORD, code)).expect(401);
    }

    @Test
    void changesAreOnRecordAndToldByMailWithoutSecrets() {
        var audit = ada.get("/api/v1/orgs/acme/audit").expect(200).body();
        assertTrue(audit.contains("\"factor.added\""), audit);
        var letter = hub.letter(ADA);
        assertEquals("How you log in to Muster has changed", letter.subject());
        for (var code : setUp.codes()) {
            assertFalse(audit.contains(code));
            assertFalse(letter.text().contains(code));
        }
        assertEquals(
                List.of("0"),
                hub.administer(
                        "select count(*) from recovery_codes where hash like '%"
                                + setUp.codes().getFirst()
                                + "%'"));
    }

    private String wrongPassword(String email) {
        return hub.client()
                .submit("/login", Map.of("email", email, "password", "wrong password"))
                .expect(401)
                .body()
                .replace(email, "");
    }

    private static Map<String, String> credentials(String password, @Nullable String code) {
        return code == null
                ? Map.of("email", ADA, "password", password)
                : Map.of("email", ADA, "password", password, "code", code);
    }

    private static TestClient.Answer password(TestClient browser, String next) {
        return browser.submit(
                "/login", Map.of("email", ADA, "password", ClockedHub.PASSWORD, "next", next));
    }

    private static TestClient.Answer code(TestClient browser, String code, String next) {
        return browser.submit("/login/mfa", Map.of("code", code, "next", next));
    }
}
