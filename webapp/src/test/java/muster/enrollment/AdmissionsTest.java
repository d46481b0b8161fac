package muster.enrollment;

import static muster.enrollment.Enrolling.ENROLL;
import static muster.enrollment.Enrolling.introduction;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import muster.ClockedHub;
import muster.TestClient;
import muster.database.Sql;
import muster.tenancy.Role;
import muster.tenancy.Tenant;
import muster.web.RateLimit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AdmissionsTest {
    private static final String HEARTBEAT = "/api/v1/agents/heartbeat";

    private static ClockedHub hub;
    private static TestClient ada;
    private static Enrolling acme;

    @BeforeAll
    static void open() {
        hub = new ClockedHub();
        ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");
        acme = new Enrolling(hub, ada, "acme");
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @Test
    void whoShowsATokenIsACollectorOfItsOrganization() {
        var token = acme.token(Map.of("name", "Servers", "labels", List.of("web")));

        var told = acme.ask(token, "admitted-1").expect(201).json();

        var names = told.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
        assertEquals(
                Set.of("agent_id", "organization", "certificate", "ca", "endpoint", "hmac"), names);
        assertTrue(told.path("certificate").asText().startsWith("-----BEGIN CERTIFICATE-----"));
        assertTrue(told.path("ca").asText().startsWith("-----BEGIN CERTIFICATE-----"));
        assertTrue(told.path("endpoint").asText().startsWith("https://localhost:"));
        assertEquals(44, told.path("hmac").path("key").asText().length());
        assertEquals(1, count("collectors where name = 'admitted-1' and labels = '{web}'"));
        assertEquals(0, count(hub.globex(), "collectors where name = 'admitted-1'"));
        assertEquals(
                1,
                count(
                        "certificates c join collectors o on o.id = c.collector_id"
                                + " where o.name = 'admitted-1'"));
        assertEquals(
                1,
                count(
                        "collector_notes n join collectors o on o.id = n.collector_id"
                                + " where o.name = 'admitted-1' and n.kind = 'enrolled'"));
        var audit = ada.get("/api/v1/orgs/acme/audit").expect(200).body();
        assertTrue(audit.contains("“admitted-1” enrolled with the token “Servers”"), audit);
        assertFalse(audit.contains(told.path("hmac").path("key").asText()));
    }

    @Test
    void aTokenThatLetsNobodyInIsLikeOneThatNeverWas() {
        var revoked = acme.token(Map.of("name", "revoked"));
        var id =
                ada.get("/api/v1/orgs/acme/enrollment-tokens?q=name:revoked")
                        .json()
                        .path("items")
                        .get(0)
                        .path("id")
                        .asText();
        ada.delete("/api/v1/orgs/acme/enrollment-tokens/" + id).expect(204);
        var used = acme.token(Map.of("max_uses", 1));
        acme.ask(used, "used-1").expect(201);
        var soon = hub.clock.instant().plus(Duration.ofMinutes(1)).toString();
        var expired = acme.token(Map.of("expires_at", soon));
        hub.clock.pass(Duration.ofMinutes(1));
        var unknown = "mst_enroll_" + "x".repeat(43);
        var key =
                ada.post(
                                "/api/v1/orgs/acme/api-keys",
                                Map.of("name", "k", "scopes", List.of("collectors:write")))
                        .json()
                        .path("key")
                        .asText();

        var answers =
                Stream.of(revoked, used, expired, unknown, "mst_enroll_", key)
                        .map(token -> acme.ask(token, "nobody").expect(401).body())
                        .distinct()
                        .toList();

        assertEquals(1, answers.size(), answers.toString());
        assertEquals(
                answers.getFirst(),
                hub.client()
                        .post(ENROLL, introduction("nobody", Requests.pem()))
                        .expect(401)
                        .body());
        assertEquals(0, count("collectors where name = 'nobody'"));
    }

    @Test
    @Timeout(30)
    void whoWaitsForATokenLearnsThatItWasShownInVain() throws InterruptedException {
        var token = acme.token(Map.of("name", "in vain", "max_uses", 1));
        acme.ask(token, "vain-1").expect(201);

        acme.ask(token, "vain-2").expect(401);

        while (count("enrollment_tokens where name = 'in vain' and refused_at is not null") == 0) {
            Thread.sleep(10);
        }
        assertEquals(
                0,
                count(
                        "enrollment_tokens where name <> 'in vain' and uses = 0"
                                + " and refused_at is not null and expires_at is null"));
    }

    @Test
    void aTokenInTheBodyWillDo() {
        var body = introduction("in-body", Requests.pem());
        body.put("token", acme.token(Map.of()));

        hub.client().post(ENROLL, body).expect(201);
    }

    @Test
    void theLastUseIsTakenByOneOfThoseWhoCome() throws Exception {
        var token = acme.token(Map.of("max_uses", 1));
        try (var coming = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> enrolling = () -> acme.ask(token, "racing").status();
            var statuses = Stream.generate(() -> enrolling).limit(8).toList();
            var came = coming.invokeAll(statuses).stream().map(one -> one.resultNow()).toList();

            assertEquals(1, came.stream().filter(status -> status == 201).count(), came.toString());
            assertEquals(7, came.stream().filter(status -> status == 401).count(), came.toString());
        }
        assertEquals(1, count("collectors where name = 'racing'"));
    }

    @Test
    void whoseAnswerWasLostIsToldAgainAndIsOne() {
        var token = acme.token(Map.of("max_uses", 1));
        var pair = Requests.pair();
        var lost = acme.ask(token, introduction("lost-1", Requests.pem(pair))).expect(201).json();

        var told = acme.ask(token, introduction("lost-1", Requests.pem(pair))).expect(201).json();

        assertEquals(lost.path("agent_id"), told.path("agent_id"));
        assertEquals(1, count("collectors where name = 'lost-1'"));
        assertEquals(
                1,
                count(
                        "collector_keys k join collectors c on c.id = k.collector_id"
                                + " where c.name = 'lost-1'"));
        acme.collector(lost).post(HEARTBEAT, beat()).expect(401);
        acme.collector(told).post(HEARTBEAT, beat()).expect(200);
        acme.ask(token, "lost-2").expect(401);
    }

    @Test
    void whoWasHeardOfIsAnotherWhenItComesAgain() {
        var token = acme.token(Map.of("max_uses", 2));
        var pair = Requests.pair();
        var first = acme.ask(token, introduction("again-1", Requests.pem(pair))).expect(201).json();
        acme.collector(first).post(HEARTBEAT, beat()).expect(200);

        var second =
                acme.ask(token, introduction("again-1", Requests.pem(pair))).expect(201).json();

        assertNotEquals(first.path("agent_id"), second.path("agent_id"));
        acme.collector(first).post(HEARTBEAT, beat()).expect(200);
        acme.ask(token, introduction("again-1", Requests.pem(pair))).expect(401);
    }

    @Test
    void theKeyOfAnotherOrganizationsCollectorIsAKey() {
        var gil = hub.member(hub.globex(), Role.OWNER, "gil@globex.example");
        var globex = new Enrolling(hub, gil, "globex");
        var pair = Requests.pair();
        var ours = acme.ask(acme.token(Map.of()), introduction("pair-1", Requests.pem(pair)));
        var theirs = globex.ask(globex.token(Map.of()), introduction("pair-1", Requests.pem(pair)));

        assertNotEquals(
                ours.expect(201).json().path("agent_id"),
                theirs.expect(201).json().path("agent_id"));
        acme.collector(ours.json()).post(HEARTBEAT, beat()).expect(200);
        assertEquals(1, count(hub.globex(), "collectors where name = 'pair-1'"));
    }

    private static String beat() {
        return HeartbeatsTest.body(hub.clock.instant(), "");
    }

    @Test
    void whatIsWrongCostsNoUse() {
        var token = acme.token(Map.of("max_uses", 1));
        var stolen = Requests.pem(Requests.pair(), Requests.pair(), "SHA256withECDSA");
        var unkind = introduction("odd", Requests.pem());
        unkind.put("kind", "toaster");
        var nameless = introduction("", Requests.pem());

        acme.ask(token, introduction("odd", "said")).expect(400);
        acme.ask(token, introduction("odd", stolen)).expect(400);
        acme.ask(token, unkind).expect(400);
        acme.ask(token, nameless).expect(400);

        acme.ask(token, "odd").expect(201);
    }

    @Test
    void whatIsMissingIsNamedAndOnlyToThoseWithAToken() {
        var token = acme.token(Map.of("max_uses", 1));
        var unkind = introduction("odd-1", Requests.pem());
        unkind.remove("kind");
        var nameless = introduction("odd-1", Requests.pem());
        nameless.remove("hostname");
        var unasked = introduction("odd-1", Requests.pem());
        unasked.remove("csr");

        var refusals = List.of(acme.ask(token, nameless), acme.ask(token, unasked));
        acme.ask("mst_enroll_unknown", nameless).expect(401);
        acme.ask("mst_enroll_unknown", Map.of()).expect(401);
        acme.ask(token, unkind).expect(201);

        assertEquals(
                "hostname: it is missing: what the machine is called",
                refusals.getFirst().expect(400).json().path("detail").asText());
        assertEquals(
                "csr: it is missing: a certificate request in PEM",
                refusals.getLast().expect(400).json().path("detail").asText());
        assertEquals(1, count("collectors where name = 'odd-1' and kind = 'agent'"));
    }

    @Test
    void oneAddressCannotComeWithoutEnd() {
        var client = hub.client();
        var limit = RateLimit.ENROLLMENT_BY_ADDRESS.perMinute();
        var body = introduction("nobody", Requests.pem());
        for (var i = 0; i < limit; i++) {
            client.post(ENROLL, body).expect(401);
        }

        client.post(ENROLL, body).expect(429);
        hub.clock.pass(Duration.ofMinutes(1));
        client.post(ENROLL, body).expect(401);
    }

    private static long count(@CompileTimeConstant final String from) {
        return count(hub.acme(), from);
    }

    private static long count(Tenant tenant, @CompileTimeConstant final String from) {
        return hub.database()
                .inTenant(
                        tenant,
                        () ->
                                hub.database()
                                        .first(
                                                Sql.of("select count(*) as n from").and(from),
                                                row -> row.number("n")))
                .orElseThrow();
    }
}
