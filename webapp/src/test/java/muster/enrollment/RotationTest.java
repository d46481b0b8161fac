package muster.enrollment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import muster.ClockedHub;
import muster.TestClient;
import muster.TestCollector;
import muster.database.Sql;
import muster.tenancy.Role;
import muster.wire.Signature;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RotationTest {
    private static final String ROTATE = "/api/v1/agents/rotate";

    private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);

    private static ClockedHub hub;
    private static Enrolling acme;

    @BeforeAll
    static void open() {
        hub = new ClockedHub();
        acme = new Enrolling(hub, hub.member(hub.acme(), Role.OWNER, "ada@acme.example"), "acme");
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @Test
    void aCertificateIsRenewedByTheKeyAndTheSamePrivateKeyHoweverLongItSlept() {
        var enrolled = acme.enrolled("sleeper");
        hub.clock.pass(Duration.ofDays(40));

        var told = renewed(enrolled.collector(), Requests.pem(enrolled.pair()));

        assertTrue(told.path("certificate").asText().startsWith("-----BEGIN CERTIFICATE-----"));
        assertNotEquals(enrolled.answer().json().path("certificate"), told.path("certificate"));
        assertTrue(told.path("ca").asText().contains("BEGIN CERTIFICATE"));
        assertTrue(told.path("hmac").isNull() || told.path("hmac").isMissingNode());
        assertEquals("returned 33 days after it had ended", newest(enrolled.collector()));
        renewed(enrolled.collector(), Requests.pem(enrolled.pair()));
        assertEquals("returned 33 days after it had ended", newest(enrolled.collector()));
    }

    private static String newest(TestCollector collector) {
        var notes = new CollectorNotes(hub.database());
        var newest = hub.database().inTenant(hub.acme(), () -> notes.of(collector.id)).getFirst();
        assertEquals(1, newest.batches());
        return newest.kind() + " " + newest.text();
    }

    @Test
    void anotherPrivateKeyGetsNoCertificate() {
        var enrolled = acme.enrolled("stolen");

        ask(enrolled.collector(), Requests.pem(), false).expect(403);
        ask(enrolled.collector(), "said", false).expect(400);
    }

    @Test
    void aKeyIsReplacedWithoutARefusal() {
        var old = acme.enrolled("rotating").collector();

        var pending = key(old);
        assertEquals(pending.key, key(old).key);
        heartbeat(old).expect(200);
        heartbeat(pending).expect(200);
        heartbeat(old).expect(200);

        ask(old, null, true).expect(409);
        hub.clock.pass(Duration.ofHours(24));
        heartbeat(old).expect(401);
        heartbeat(pending).expect(200);
        assertNotEquals(pending.key, key(pending).key);
    }

    @Test
    void atMostTwoKeysAreLive() {
        var first = acme.enrolled("hasty").collector();
        var second = key(first);
        heartbeat(second).expect(200);
        var third = key(second);

        heartbeat(second).expect(200);
        heartbeat(third).expect(200);
        hub.clock.pass(Duration.ofSeconds(5));
        heartbeat(first).expect(401);
        heartbeat(second).expect(200);
    }

    @Test
    void ofManyCertificatesTheNewestCount() {
        var enrolled = acme.enrolled("keen");
        for (var i = 0; i < Credentials.CERTIFICATES_MAX + 2; i++) {
            hub.clock.pass(Duration.ofSeconds(1));
            renewed(enrolled.collector(), Requests.pem(enrolled.pair()));
        }

        assertEquals(Credentials.CERTIFICATES_MAX, certificates(enrolled.collector().id));
    }

    @Test
    void onlyWhoSignsRenews() {
        var client = hub.client();
        client.post(ROTATE, "{}").expect(401);
        var enrolled = acme.enrolled("forged").collector();
        var forged = acme.enrolled("forger").collector();
        var signed = forged.signed("POST", ROTATE, 0, NOTHING);

        enrolled.with(Signature.KEY_HEADER, forged.key.toString()).post(ROTATE, "{}").expect(401);
        assertFalse(forged.send(signed).expect(200).json().path("ca").asText().isEmpty());
    }

    private static TestCollector key(TestCollector collector) {
        hub.clock.pass(Duration.ofSeconds(1));
        var told = ask(collector, null, true).expect(200).json().path("hmac");
        return hub.collector(
                collector.id,
                UUID.fromString(told.path("key_id").asText()),
                Base64.getDecoder().decode(told.path("key").asText()));
    }

    private static JsonNode renewed(TestCollector collector, String csr) {
        return ask(collector, csr, false).expect(200).json();
    }

    private static TestClient.Answer ask(
            TestCollector collector, @Nullable String csr, boolean hmac) {
        var body = JsonNodeFactory.instance.objectNode();
        if (csr != null) {
            body.put("csr", csr);
        }
        body.put("hmac", hmac);
        return collector.post(ROTATE, body.toString());
    }

    private static TestClient.Answer heartbeat(TestCollector collector) {
        return collector.post("/api/v1/agents/heartbeat", HeartbeatsTest.body(hub.clock.instant()));
    }

    private static long certificates(UUID collector) {
        return hub.database()
                .inTenant(
                        hub.acme(),
                        () ->
                                hub.database()
                                        .first(
                                                Sql.of(
                                                        "select count(*) as n from certificates"
                                                                + " where collector_id = ?",
                                                        collector),
                                                row -> row.number("n")))
                .orElseThrow();
    }
}
