package muster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a poster sends is in the lists at once, once, or refused. */
@Tag("slow")
class ReportingTest {
    private static final String COMPATIBLE = "/api/agent/inventory";

    private static TestHub hub;
    private static Poster acme;

    @BeforeAll
    static void open() {
        hub = new TestHub();
        acme = Poster.of(hub, "acme");
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @Test
    void reportIsInTheListsAtOnce() throws Exception {
        var id = UUID.randomUUID();
        var receipt =
                Poster.json(
                        200,
                        acme.post(Reports.PATH, Poster.report(id, "now-1", "openssl", "3.0.11")));
        var device = receipt.get("device_id").asText();

        assertEquals(id.toString(), receipt.get("report_id").asText());
        assertEquals(1, receipt.get("products").asInt());
        assertEquals(false, receipt.get("duplicate").asBoolean());
        var listed = acme.items("/api/v1/orgs/acme/devices?q=now-1").getFirst();
        assertEquals(device, listed.get("id").asText());
        assertEquals("now-1", listed.get("hostname").asText());
        assertEquals("server", listed.get("type").asText());
        assertEquals("reporting", listed.get("status").asText());
        assertEquals("Debian GNU/Linux", listed.get("os_name").asText());
        var software = acme.items("/api/v1/orgs/acme/devices/" + device + "/software").getFirst();
        assertEquals("openssl", software.get("name").asText());
        assertEquals("3.0.11", software.get("version").asText());
        assertEquals("deb", software.get("source").asText());
        assertEquals("Debian", software.get("vendor").asText());
        assertEquals(1, acme.items("/api/v1/devices?hostname=now-1").size(), "the short address");
    }

    @Test
    void sameIdIsTakenOnce() throws Exception {
        var id = UUID.randomUUID();
        var first =
                Poster.json(
                        200, acme.post(Reports.PATH, Poster.report(id, "once-1", "bash", "5.2")));
        var again =
                Poster.json(
                        200, acme.post(Reports.PATH, Poster.report(id, "once-1", "bash", "5.2")));
        var altered = acme.post(Reports.PATH, Poster.report(id, "once-1", "bash", "5.3"));

        assertEquals(first.get("device_id"), again.get("device_id"));
        assertTrue(again.get("duplicate").asBoolean());
        assertEquals(409, altered.statusCode());
        assertEquals(
                Optional.of("application/problem+json"),
                altered.headers().firstValue("Content-Type"));
    }

    @Test
    void compatibleBodyIsTakenWithOrWithoutAnId() throws Exception {
        var body =
                """
                {"hostname":"kiosk-1","ip_address":"10.0.0.7","os_name":"ChromeOS","os_version":"131",
                 "agent_version":"2","asset_type":"chromebook","labels":["a"],"products":[
                 {"vendor":"","product_name":"uBlock","version":"1.6","source_type":"browser_extension"}]}
                """;
        var first = Poster.json(200, acme.post(COMPATIBLE, body));
        var second = Poster.json(200, acme.post(COMPATIBLE, body, "Idempotency-Key", "monday-1"));
        var third = Poster.json(200, acme.post(COMPATIBLE, body, "Idempotency-Key", "monday-1"));

        assertEquals(first.get("device_id"), third.get("device_id"));
        assertEquals(false, second.get("duplicate").asBoolean());
        assertEquals(true, third.get("duplicate").asBoolean());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "400|{",
                "400|[]",
                "400|{\"hostname\":\"x\",\"products\":[]}",
                "400|{\"report_id\":\"ID\",\"hostname\":\"x\",\"products\":[],\"surprise\":1}",
                "400|{\"report_id\":\"ID\",\"hostname\":\"x\",\"hostname\":\"y\",\"products\":[]}",
                "400|{\"report_id\":\"ID\",\"hostname\":\"x\\u0000\",\"products\":[]}",
                "400|{\"report_id\":\"ID\",\"hostname\":\"x\\ud800\",\"products\":[]}",
                "400|{\"report_id\":\"ID\",\"hostname\":\"x\",\"ip_address\":\"1.2.3\",\"products\":[]}",
                "400|{\"report_id\":\"ID\",\"hostname\":\"x\",\"products\":[]} {}",
                "400|{\"report_id\":\"ID\",\"hostname\":\"x\",\"products\":[{\"product_name\":7}]}",
                "400|{\"report_id\":\"ID\",\"hostname\":\"LONG\",\"products\":[]}",
                "413|{\"report_id\":\"ID\",\"hostname\":\"x\",\"products\":[MANY]}",
                "413|HUGE"
            })
    void badReportIsRefusedAndNothingIsKept(int status, String body) throws Exception {
        var many = "{\"product_name\":\"a\"},".repeat(20_000) + "{\"product_name\":\"a\"}";
        var sent =
                body.replace("ID", UUID.randomUUID().toString())
                        .replace("LONG", "x".repeat(513))
                        .replace("MANY", many)
                        .replace("HUGE", "x".repeat(9_000_000));
        var before = acme.items("/api/v1/orgs/acme/devices?limit=500").size();
        var answer = acme.post(Reports.PATH, sent);

        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals(before, acme.items("/api/v1/orgs/acme/devices?limit=500").size());
    }

    @Test
    void compressedReportIsTakenAndABombIsNot() throws Exception {
        var report = Poster.report(UUID.randomUUID(), "gzip-1", "bash", "5.2");
        var taken = acme.gzip(Reports.PATH, report.getBytes(StandardCharsets.UTF_8));
        var bomb = acme.gzip(Reports.PATH, new byte[100_000_000]);

        assertEquals(200, taken.statusCode(), taken.body());
        assertTrue(List.of(400, 413).contains(bomb.statusCode()), bomb.body());
    }

    @Test
    void pastedListBecomesADevice() throws Exception {
        var list =
                """
                Desired=Unknown/Install/Remove/Purge/Hold
                ||/ Name           Version          Architecture Description
                +++-==============-================-============-=================
                ii  bash           5.2.15-2+b7      amd64        GNU Bourne Again SHell
                ii  openssl        3.0.11-1~deb12u2 amd64        Secure Sockets Layer toolkit
                """;
        var made =
                Poster.json(
                        201,
                        acme.post("/api/v1/orgs/acme/imports?format=dpkg&hostname=paste-1", list));
        var device = made.get("device_id").asText();

        assertEquals(2, made.get("items").asInt());
        var shown = acme.get("/api/v1/orgs/acme/devices/" + device);
        assertEquals("paste-1", shown.get("hostname").asText());
        assertEquals("12", shown.get("os_version").asText());
        assertEquals(2, acme.items("/api/v1/orgs/acme/devices/" + device + "/software").size());
    }

    @Test
    void configurationIsRefused() throws Exception {
        var answer =
                acme.post(
                        "/api/v1/orgs/acme/imports?hostname=sw-1",
                        "hostname core-sw-1\nenable secret 5 $1$abcd$efgh\ninterface Vlan1\n");

        assertEquals(422, answer.statusCode(), answer.body());
        assertEquals(0, acme.items("/api/v1/orgs/acme/devices?hostname=sw-1").size());
    }
}
