package muster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import muster.enrollment.Requests;
import muster.wire.Change;
import muster.wire.DeviceFacts;
import muster.wire.Inventory;
import muster.wire.IpAddress;
import muster.wire.Listener;
import muster.wire.Report;
import muster.wire.SoftwareFact;
import muster.wire.SourceFailure;
import muster.wire.Surroundings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Law 6: metadata only. Canaries, texts that stand nowhere else, are put wherever a secret could
 * slip in; afterwards no column of any table holds one.
 */
class MetadataOnlyTest {
    private static final String CANARY = "canary" + UUID.randomUUID().toString().replace("-", "");
    private static final String COMPATIBLE = "/api/agent/inventory";
    private static final String IMPORTS = "/api/v1/orgs/acme/imports?hostname=";

    private static TestHub hub;
    private static TestClient program;

    @BeforeAll
    static void open() {
        hub = new TestHub();
        program = hub.program("acme");
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @Test
    void theSearchFindsWhatIsThere() {
        Reports.of("visible-1").with("found" + CANARY, "1.0").sendBy(program);

        assertNotEquals(Map.of(), placesOf("found" + CANARY));
    }

    @Test
    void whatStandsAroundAPastedListIsNotKept() {
        var list =
                """
                root@web-1:~# echo surrounding-%1$s
                surrounding-%1$s
                root@web-1:~# dpkg -l
                ||/ Name     Version          Architecture Description
                +++-========-================-============-=================
                ii  openssl  3.0.11-1~deb12u2 amd64        surrounding-%1$s toolkit
                root@web-1:~# ls /home/surrounding-%1$s
                """
                        .formatted(CANARY);

        program.send(IMPORTS + "paste-1", list).expect(201);

        assertEquals(Map.of(), placesOf("surrounding-" + CANARY));
    }

    @Test
    void whatIsRefusedIsNotKept() {
        for (var secret :
                List.of(
                        "hostname core-sw-1\nenable secret 5 $1$abcd$refused%s\ninterface Vlan1\n",
                        "-----BEGIN RSA PRIVATE KEY-----\nrefused%s\n-----END RSA PRIVATE KEY-----",
                        "root:$6$salt$refused%s:19000:0:99999:7:::\n",
                        "{\"refused%s\": [}")) {
            var status = program.send(IMPORTS + "refused-1", secret.formatted(CANARY)).status();

            assertEquals(4, status / 100, secret);
        }

        assertEquals(Map.of(), placesOf("refused" + CANARY));
    }

    @Test
    void fieldsOfAReportThatNobodyAskedForAreNotKept() {
        var body = new TreeMap<>(Reports.of("fields-1").with("openssl", "3.0.11").body());
        body.put("environment", Map.of("TOKEN", "unasked" + CANARY));
        body.put("notes", "unasked" + CANARY);
        body.put("labels", List.of("unasked" + CANARY));

        program.post(COMPATIBLE, body).expect(200);

        assertEquals(Map.of(), placesOf("unasked" + CANARY));
    }

    @Test
    void whatIsNoMetadataOfAnEventIsNotKept() {
        var events = hub.program("acme", "events:write");
        var kept =
                """
                {"class_uid":1007,"activity_id":1,"severity_id":1,"time":1,"message":"seen%1$s",\
                "raw_data":"left%1$s","process":{"cmd_line":"left%1$s","environment":["left%1$s"]},\
                "http_request":{"http_headers":[{"value":"left%1$s"}],"url":{"query_string":"left%1$s"}},\
                "evidences":[{"data":{"packet":"left%1$s"}}],"unmapped":{"left%1$s":1}}\
                """
                        .formatted(CANARY);
        var refused = kept.replace("seen", "left").replace("\"time\":1", "\"time\":-1");

        events.send("/api/v1/agents/events", kept).expect(200);
        events.send("/api/v1/agents/events", kept + "\n" + refused).expect(400);

        assertNotEquals(Map.of(), placesOf("seen" + CANARY));
        assertEquals(Map.of(), placesOf("left" + CANARY));
    }

    @Test
    void whatACollectorSignsIsNoMoreThanItMayTell() {
        var collector =
                TestCollector.enrolled(
                        hub.fixture.database(),
                        hub.fixture.acme(),
                        URI.create("http://localhost:" + hub.hub.port()));
        var secret = "password=signed" + CANARY;
        var before = new Inventory(DeviceFacts.named("signed-1"), List.of(fact("a", secret)));
        var after =
                new Inventory(
                        new DeviceFacts(
                                "signed-1",
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                List.of(),
                                secret,
                                secret),
                        List.of(fact("b", secret)));
        var listener = new Listener(Listener.Protocol.TCP, IpAddress.of("0.0.0.0"), 443, secret);
        var surroundings = new Surroundings(List.of(), List.of(listener), List.of());
        var failure = new SourceFailure("rpm", "could not open with " + secret);
        collector.report(new Report(null, List.of(before))).expect(200);

        collector
                .report(new Report(null, List.of(Change.between(before, after), surroundings)))
                .expect(200);
        collector.report(new Report(null, List.of(after, surroundings, failure))).expect(200);

        assertEquals(Map.of(), placesOf("signed" + CANARY));
    }

    @Test
    @Timeout(30)
    void whatACollectorSaysOfItselfIsNoMoreThanItMayTell() throws InterruptedException {
        var secret = "password=itself" + CANARY;
        var owner = hub.program("acme", "collectors:write");
        var token = owner.post("/api/v1/enrollment-tokens", Map.of()).expect(201);
        var introduction =
                Map.of(
                        "csr", Requests.pem(),
                        "hostname", "web-1 " + secret,
                        "version", secret,
                        "platform", secret,
                        "machine", secret);

        var enrolled =
                hub.visitor()
                        .bearer(token.json().path("token").asText())
                        .post("/api/v1/agents/enroll", introduction)
                        .expect(201)
                        .json();
        var at = URI.create("http://localhost:" + hub.hub.port());
        var key = enrolled.path("hmac");
        var collector =
                TestCollector.of(
                        UUID.fromString(enrolled.path("agent_id").asText()),
                        UUID.fromString(key.path("key_id").asText()),
                        Base64.getDecoder().decode(key.path("key").asText()),
                        at);
        collector
                .post(
                        "/api/v1/agents/heartbeat",
                        """
                        {"wire": 2, "version": "%1$s", "clock": "2026-11-22T12:00:00Z",
                         "spool": {"batches": 0, "bytes": 0}, "notes": [
                            {"at": "2026-11-22T12:00:00Z", "kind": "source_failed", "text": "%1$s"}]}
                        """
                                .formatted(secret))
                .expect(200);
        while (hub.administer("select id from collectors where seen_at is not null").isEmpty()) {
            Thread.sleep(10);
        }

        assertNotEquals(Map.of(), placesOf("redacted-"));
        assertEquals(Map.of(), placesOf("itself" + CANARY));
    }

    @Test
    void whatACollectorSignsAndNobodyUnderstandsIsNotKept() {
        var collector =
                TestCollector.enrolled(
                        hub.fixture.database(),
                        hub.fixture.acme(),
                        URI.create("http://localhost:" + hub.hub.port()));
        for (var body :
                List.of(
                        "{\"unknown%s\": 1}",
                        "{\"hostname\": \"a\", \"ip_address\": \"unknown%s\", \"products\": []}",
                        "{\"hostname\": unknown%s}",
                        "{\"hostname\": \"a\", \"products\": [{\"unknown%s\": 1}]}")) {
            collector.post(TestCollector.INVENTORY, body.formatted(CANARY)).expect(400);
            var sent = body.formatted(CANARY).getBytes(StandardCharsets.UTF_8);
            collector.send(collector.signed("POST", TestCollector.INVENTORY, 1, sent)).expect(400);
        }

        for (var line : List.of("{unknown%s}", "{\"time\": \"unknown%s\"}", "unknown%s")) {
            var sent = line.formatted(CANARY).getBytes(StandardCharsets.UTF_8);
            collector.send(collector.signed("POST", "/api/v1/agents/events", 1, sent)).expect(400);
        }

        assertEquals(Map.of(), placesOf("unknown" + CANARY));
        assertNotEquals(Map.of(), placesOf("Malformed events: line 1"));
        assertNotEquals(Map.of(), placesOf("Malformed report"));
    }

    private static SoftwareFact fact(String name, String version) {
        return new SoftwareFact(null, name, version, "deb", null, null, null, null);
    }

    @Test
    void thePreviewKeepsNothing() {
        var list =
                """
                ii  openssl     3.0.11-1~deb12u2 amd64 toolkit
                ii  previewed%s 1.0-1            amd64 what only this machine has
                """
                        .formatted(CANARY);

        var page = hub.visitor().submit("/", Map.of("text", list)).expect(200).body();

        // It was read and looked up, not refused.
        assertTrue(page.contains("previewed" + CANARY), page);
        assertEquals(Map.of(), placesOf("previewed" + CANARY));
    }

    private static Map<String, String> placesOf(String text) {
        return StoredText.placesOf(hub::administer, text);
    }
}
