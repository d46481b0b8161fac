package muster.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import muster.ClockedHub;
import muster.ScriptedMachine;
import muster.TestClient;
import muster.database.Sql;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a button to a machine that reports, as the page that listens tells it. */
class InstallTest {
    private static final Pattern ID = Pattern.compile("/agent\\?for=([0-9a-f-]{36})");
    private static final Pattern TOKEN = Pattern.compile("mst_enroll_[A-Za-z0-9_-]+");

    private static final Pattern TOKEN_TEST = Pattern.compile("(printf [^<]*agents/enroll)<");

    @TempDir Path folder;
    private final ClockedHub hub = new ClockedHub();
    private final TestClient ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");

    private record Made(UUID id, String token) {}

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void whoMadeATokenReadsItAgainForTenMinutes() {
        var made = make();

        hub.clock.pass(Duration.ofMinutes(9));
        assertTrue(heard(made).contains(made.token()));

        hub.clock.pass(Duration.ofMinutes(1));
        assertFalse(heard(made).contains(made.token()));
        assertTrue(heard(made).contains("mst_enroll_…"));
    }

    @Test
    void aTokenThatIsUsedUpIsReadNoMore() {
        var made = make();

        inAcme(Sql.of("update enrollment_tokens set uses = max_uses where id = ?", made.id()));

        assertFalse(heard(made).contains(made.token()));
    }

    @Test
    void nobodyElseReadsAToken() {
        var made = make();
        var other = make();
        var bob = hub.member(hub.acme(), Role.OWNER, "bob@acme.example");
        var sealed = ada.header("Cookie").replaceFirst(".*(muster-token=[^;]*).*", "$1");

        assertFalse(bob.get("/o/acme/enroll/" + made.id()).body().contains(made.token()));
        bob.with("Cookie", bob.header("Cookie") + "; " + sealed);
        assertFalse(bob.get("/o/acme/enroll/" + other.id()).body().contains(other.token()));
        bob.with("Cookie", bob.header("Cookie") + "x");
        bob.get("/o/acme/enroll/" + other.id()).expect(200);
    }

    @Test
    void itsCookieIsForItsPageAlone() {
        var form = Map.of("name", "Servers", "machines", "1");

        assertTrue(ada.get("/o/acme/enroll?way=scanner").body().contains("value=\"scanner\""));
        var moved = ada.submit("/o/acme/enroll", form).expect(303);

        var cookie = moved.response().headers().firstValue("Set-Cookie").orElse("");
        assertTrue(cookie.contains("Path=" + moved.location() + ";"), cookie);
        assertTrue(cookie.contains("HttpOnly") && cookie.contains("Max-Age=600"), cookie);
        var page = ada.get(moved.location()).body();
        var token = TOKEN.matcher(page);
        assertTrue(token.find(), page);
        assertFalse((moved.location() + cookie + moved.body()).contains(token.group()), cookie);
    }

    @Test
    void aStrangerHearsNothing() {
        var made = make();
        var gil = hub.member(hub.globex(), Role.OWNER, "gil@globex.example");

        gil.get("/o/acme/enroll/" + made.id()).expect(404);
        gil.get("/o/globex/enroll/" + made.id()).expect(404);
    }

    @Test
    void ofARevokedTokenItSaysWhoRevokedItAndWhen() {
        var made = make();
        hub.clock.pass(Duration.ofHours(1));
        for (var time = 0; time < 2; time++) {
            ada.submit("/o/acme/enrollment-tokens/" + made.id() + "/revocation", Map.of())
                    .expect(303);
        }

        var page = ada.get("/o/acme/enroll/" + made.id()).expect(410).body();

        assertTrue(page.contains("This token was revoked") && page.contains("By ada"), page);
        assertTrue(page.contains("Make another token"), page);
        var gil = hub.member(hub.globex(), Role.OWNER, "gil@globex.example");
        gil.get("/o/globex/enroll/" + made.id()).expect(404);
        gil.submit("/o/globex/enrollment-tokens/" + made.id() + "/revocation", Map.of())
                .expect(404);
    }

    @Test
    void aNumberThatIsNoneIsSaidBesideItsFieldAndNothingIsLost() {
        var form = Map.of("name", "Berlin", "machines", "abc");

        var page = ada.submit("/o/acme/enroll", form).expect(422).body();

        assertTrue(page.contains("Choose one of these numbers"), page);
        assertTrue(page.contains("value=\"Berlin\""), page);
        assertFalse(page.contains("A line of up to"), page);
    }

    @Test
    void whoOnlyLooksMakesNoToken() {
        var vera = hub.member(hub.acme(), Role.VIEWER, "vera@acme.example");

        vera.submit("/o/acme/enroll", Map.of("name", "Servers", "machines", "10")).expect(403);
    }

    @Test
    void eachStepIsHeard() {
        var made = make();
        assertEquals("nothing", step(made));

        hub.client().get("/agent?for=" + made.id());
        assertEquals("fetched", step(made));

        var collector = enrolled(made);
        assertEquals("enrolled", step(made));

        reported(collector);
        var heard = heard(made);
        assertTrue(heard.contains("2 packages received"), heard);
    }

    @Test
    void aFewThatWereCheckedAreNotAllThereIs() {
        var made = make();
        var device = reported(enrolled(made));

        inAcme(
                Sql.of(
                        """
                        update devices set software_count = 1543, software_checked = 2,
                            findings_open = 1 where id = ?
                        """,
                        device));

        var heard = heard(made);
        assertTrue(heard.contains("Checked 2 of 1,543"), heard);
        assertTrue(heard.contains("href=\"/feeds\">1,541 cannot tell"), heard);
        var overview = ada.get("/o/acme/devices/" + device).expect(200).body();
        assertTrue(overview.contains("Checked 2 of 1,543; 1,541 cannot tell"), overview);
    }

    @Test
    void aMachineThatEnrollsAgainIsOneMachine() {
        var made = make();
        var device = reported(enrolled(made));
        bind(enrolled(made), device);

        var heard = heard(made);

        assertTrue(heard.contains("1 machine enrolled"), heard);
        assertFalse(heard.contains("2 machines"), heard);
        assertTrue(heard.contains("2 packages received"), heard);
    }

    @Test
    void afterAMinuteOfSilenceItSaysWhatIsLikelyInTheWay() {
        var made = make();
        assertFalse(heard(made).contains("Nothing new for a minute"));

        hub.clock.pass(Listening.SILENCE);
        assertTrue(heard(made).contains("https_proxy"));
        assertFalse(heard(made).contains("getent hosts"), "localhost needs no name service");

        hub.client().get("/agent?for=" + made.id());
        assertFalse(heard(made).contains("Nothing new for a minute"));
        hub.clock.pass(Listening.SILENCE.plus(Duration.ofSeconds(1)));
        assertTrue(heard(made).contains("MUSTER_ENROLL_TOKEN"));
    }

    @Test
    void itSaysWhatToLeaveOutWhereThereIsNoSudo() {
        var page = heard(make());

        assertTrue(page.contains("| sudo -E sh"));
        assertTrue(page.contains("As root, leave out “sudo -E”"));
    }

    @Test
    void itSaysThatNoOtherMachineReachesLoopback() {
        var warning = "Only this machine reaches http://localhost:8080";

        assertTrue(ada.get("/o/acme/enroll").body().contains(warning));
        assertTrue(heard(make()).contains(warning));
    }

    @Test
    void theLineThatTestsATokenTellsAGoodOneFromABadOne() throws Exception {
        var made = make();
        hub.client().get("/agent?for=" + made.id());
        hub.clock.pass(Listening.SILENCE);
        var line = TOKEN_TEST.matcher(heard(made));
        assertTrue(line.find());
        var test = unescaped(line.group(1)).replace("http://localhost:8080", hub.address());
        var machine = new ScriptedMachine(folder);

        assertEquals("400", answer(machine.with("MUSTER_ENROLL_TOKEN", made.token()), test));
        assertEquals("401", answer(machine.with("MUSTER_ENROLL_TOKEN", "mst_enroll_cut"), test));
        assertEquals("401", answer(machine.without("MUSTER_ENROLL_TOKEN"), test));
        // It was used by none of that.
        assertEquals("fetched", step(made));
    }

    private static String answer(ScriptedMachine machine, String line) throws Exception {
        return machine.run(line).expect(0).text().strip();
    }

    private static String unescaped(String html) {
        return html.replace("&#39;", "'")
                .replace("&quot;", "\"")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    @Test
    void afterTheScriptAProxyMayBeInTheWayToo() {
        var made = make();
        hub.client().get("/agent?for=" + made.id());
        hub.clock.pass(Listening.SILENCE);

        assertTrue(heard(made).contains("https_proxy"));
    }

    @Test
    void anUnknownTokenFetchesTheSameScript() {
        var known = hub.client().get("/agent?for=" + make().id());
        var unknown = hub.client().get("/agent?for=" + UUID.randomUUID());
        var malformed = hub.client().get("/agent?for=x");

        assertEquals(known.status(), unknown.status());
        assertEquals(known.body(), unknown.body());
        assertEquals(known.body(), malformed.body());
    }

    @Test
    void thePlainPostersNameThisHub() {
        for (var script : new String[] {"/agent.sh", "/agent.ps1"}) {
            var text = hub.client().get(script).expect(200).body();
            assertTrue(text.contains("http://localhost"), script);
            assertFalse(text.contains("@hub@"), script);
        }
    }

    private static final String LIST =
            """
            ii  libssl3:amd64  3.0.11-1~deb12u2  amd64  Secure Sockets Layer toolkit
            ii  zlib1g:amd64   1:1.2.13.dfsg-1   amd64  compression library
            """;

    /** What enrollment writes, as far as this page reads it. */
    private UUID enrolled(Made made) {
        return hub.database()
                .inTenant(
                        hub.acme(),
                        () ->
                                hub.database()
                                        .first(
                                                Sql.of(
                                                        """
                                                        insert into collectors (kind, name,
                                                            name_order, token_id, token_name,
                                                            public_key, enrolled_at, late_after)
                                                        values ('agent', 'web-1', 'web-1', ?, 'Servers',
                                                            'key', ?, 'infinity') returning id
                                                        """,
                                                        made.id(),
                                                        hub.clock.instant()),
                                                row -> row.uuid("id"))
                                        .orElseThrow());
    }

    /** What its first report makes of a collector's machine. */
    private UUID reported(UUID collector) {
        var made = ada.send("/api/v1/orgs/acme/imports?format=dpkg&hostname=web-1", LIST);
        var device = UUID.fromString(made.expect(201).json().path("device_id").asText());
        bind(collector, device);
        return device;
    }

    private void bind(UUID collector, UUID device) {
        inAcme(Sql.of("update collectors set device_id = ? where id = ?", device, collector));
    }

    private void inAcme(Sql sql) {
        hub.database().inTenant(hub.acme(), () -> hub.database().run(sql));
    }

    private Made make() {
        var form = Map.of("name", "Servers", "machines", "10");
        var page = ada.get(ada.submit("/o/acme/enroll", form).expect(303).location()).body();
        var id = ID.matcher(page);
        var token = TOKEN.matcher(page);
        assertTrue(id.find() && token.find(), page);
        return new Made(UUID.fromString(id.group(1)), token.group());
    }

    private String heard(Made made) {
        return ada.get("/o/acme/enroll/" + made.id()).expect(200).body();
    }

    private String step(Made made) {
        return ada.get("/api/v1/orgs/acme/enrollment-tokens/" + made.id() + "/arrivals")
                .expect(200)
                .json()
                .path("step")
                .asText();
    }
}
