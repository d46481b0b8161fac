package muster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import muster.tenancy.Role;
import muster.wire.Compressed;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a poster sends is in the lists at once, and nobody else's. */
@Tag("slow")
class ReportingTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String V1 = "/api/v1/agents/inventory";
    private static final String COMPATIBLE = "/api/agent/inventory";

    private static TestHub hub;
    private static HttpClient client;
    private static String acme;
    private static String globex;

    @BeforeAll
    static void open() throws IOException {
        hub = new TestHub();
        client = HttpClient.newHttpClient();
        acme = key("acme");
        globex = key("globex");
    }

    @AfterAll
    static void close() {
        client.close();
        hub.close();
    }

    @Test
    void reportIsInTheListsAtOnce() throws Exception {
        var id = UUID.randomUUID();
        var receipt = json(200, post(acme, V1, report(id, "now-1", "openssl", "3.0.11")));
        var device = receipt.get("device_id").asText();

        assertEquals(id.toString(), receipt.get("report_id").asText());
        assertEquals(1, receipt.get("products").asInt());
        assertEquals(false, receipt.get("duplicate").asBoolean());
        var listed = items("/api/v1/orgs/acme/devices?q=now-1").getFirst();
        assertEquals(device, listed.get("id").asText());
        assertEquals("now-1", listed.get("hostname").asText());
        assertEquals("server", listed.get("type").asText());
        assertEquals("active", listed.get("status").asText());
        assertEquals("Debian GNU/Linux", listed.get("os_name").asText());
        var software = items("/api/v1/orgs/acme/devices/" + device + "/software").getFirst();
        assertEquals("openssl", software.get("name").asText());
        assertEquals("3.0.11", software.get("version").asText());
        assertEquals("deb", software.get("source").asText());
        assertEquals("Debian", software.get("vendor").asText());
        assertEquals(1, items("/api/v1/devices?hostname=now-1").size(), "the short address");
    }

    @Test
    void sameIdIsTakenOnce() throws Exception {
        var id = UUID.randomUUID();
        var first = json(200, post(acme, V1, report(id, "once-1", "bash", "5.2")));
        var again = json(200, post(acme, V1, report(id, "once-1", "bash", "5.2")));
        var altered = post(acme, V1, report(id, "once-1", "bash", "5.3"));

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
        var first = json(200, post(acme, COMPATIBLE, body));
        var second = json(200, post(acme, COMPATIBLE, body, "Idempotency-Key", "monday-1"));
        var third = json(200, post(acme, COMPATIBLE, body, "Idempotency-Key", "monday-1"));

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
        var before = items("/api/v1/orgs/acme/devices?limit=500").size();
        var answer = post(acme, V1, sent);

        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals(before, items("/api/v1/orgs/acme/devices?limit=500").size());
    }

    @Test
    void compressedReportIsTakenAndABombIsNot() throws Exception {
        var report = report(UUID.randomUUID(), "gzip-1", "bash", "5.2");
        var taken = gzip(Compressed.deflate(report.getBytes(StandardCharsets.UTF_8)));
        var bomb = gzip(Compressed.deflate(new byte[100_000_000]));

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
                json(
                        201,
                        post(acme, "/api/v1/orgs/acme/imports?format=dpkg&hostname=paste-1", list));
        var device = made.get("device_id").asText();

        assertEquals(2, made.get("items").asInt());
        var shown = get(acme, "/api/v1/orgs/acme/devices/" + device);
        assertEquals("paste-1", shown.get("hostname").asText());
        assertEquals("12", shown.get("os_version").asText());
        assertEquals(2, items("/api/v1/orgs/acme/devices/" + device + "/software").size());
    }

    @Test
    void configurationIsRefused() throws Exception {
        var answer =
                post(
                        acme,
                        "/api/v1/orgs/acme/imports?hostname=sw-1",
                        "hostname core-sw-1\nenable secret 5 $1$abcd$efgh\ninterface Vlan1\n");

        assertEquals(422, answer.statusCode(), answer.body());
        assertEquals(0, items("/api/v1/orgs/acme/devices?hostname=sw-1").size());
    }

    @Test
    void exportIsExactlyTheList() throws Exception {
        for (var name : List.of("export-a", "export-b", "=export-c")) {
            json(200, post(acme, V1, report(UUID.randomUUID(), name, "bash", "5.2")));
        }
        var csv = send(request(acme, "/api/v1/orgs/acme/devices?q=export&format=csv").GET());

        assertEquals(
                Set.of("export-a", "export-b", "'=export-c"),
                csv.body()
                        .lines()
                        .skip(1)
                        .map(line -> line.replaceFirst("^[^,]*,([^,]*),.*", "$1"))
                        .collect(Collectors.toSet()));
        var array =
                JSON.readTree(
                        send(request(acme, "/api/v1/orgs/acme/devices?q=export&format=json").GET())
                                .body());
        assertEquals(3, array.size());
    }

    @Test
    void everyPageOfADeviceIsShown() throws Exception {
        var receipt =
                json(200, post(acme, V1, report(UUID.randomUUID(), "pages-1", "bash", "5.2")));
        var device = "/o/acme/devices/" + receipt.get("device_id").asText();
        var software = items("/api/v1/orgs/acme/software?q=bash").getFirst().get("id").asText();
        var version =
                items("/api/v1/orgs/acme/software/" + software + "/versions")
                        .getFirst()
                        .get("id")
                        .asText();
        var viewer = Optional.of(hub.member("acme", Role.VIEWER));
        for (var path :
                List.of(
                        "/o/acme/devices",
                        "/o/acme/devices?q=pages status:active",
                        "/o/acme/devices?q=nonsense:1",
                        "/o/acme/devices?sort=-findings",
                        device,
                        device + "/software",
                        device + "/timeline",
                        device + "/sources",
                        "/o/acme/software",
                        "/o/acme/software/" + software,
                        "/o/acme/software/" + software + "/versions/" + version)) {
            var page = hub.send(viewer, "GET", path.replace(" ", "%20"), "");
            assertEquals(200, page.statusCode(), path + " " + page.body());
        }
        var operator = Optional.of(hub.member("acme", Role.OPERATOR));
        assertEquals(200, hub.send(operator, "GET", "/o/acme/imports", "").statusCode());
        assertEquals(
                400,
                send(request(acme, "/api/v1/orgs/acme/devices?q=nonsense:1").GET()).statusCode());
    }

    @Test
    void retiredDeviceLeavesTheList() throws Exception {
        var receipt = json(200, post(acme, V1, report(UUID.randomUUID(), "gone-1", "bash", "5.2")));
        var path = "/api/v1/orgs/acme/devices/" + receipt.get("device_id").asText();
        var operator = Optional.of(hub.member("acme", Role.OPERATOR));
        var answer =
                hub.send(
                        operator,
                        "POST",
                        path.replace("/api/v1/orgs", "/o") + "/retirement",
                        "{\"reason\":\"sold\"}");

        assertTrue(answer.statusCode() < 400, answer.body());
        assertEquals(0, items("/api/v1/orgs/acme/devices?q=gone-1").size());
        assertEquals(1, items("/api/v1/orgs/acme/devices?q=gone-1%20status:retired").size());
        assertEquals("retired", get(acme, path).get("status").asText());
    }

    @Test
    void anotherOrganizationFindsNothing() throws Exception {
        var receipt =
                json(200, post(acme, V1, report(UUID.randomUUID(), "secret-1", "bash", "5.2")));
        var device = receipt.get("device_id").asText();
        for (var path : Stream.of("", "/software", "/timeline", "/sources").toList()) {
            var mine = "/api/v1/orgs/globex/devices/" + device + path;
            var theirs = "/api/v1/orgs/acme/devices/" + device + path;
            assertEquals(404, send(request(globex, mine).GET()).statusCode());
            assertEquals(404, send(request(globex, theirs).GET()).statusCode());
        }
        assertEquals(
                0,
                JSON.readTree(send(request(globex, "/api/v1/devices?q=secret").GET()).body())
                        .get("items")
                        .size());
        assertEquals(401, post("mst_key_wrong", V1, "{}").statusCode());
    }

    private static String report(UUID id, String hostname, String name, String version) {
        return """
        {"report_id":"%s","hostname":"%s","ip_address":"10.0.0.1",
         "os_name":"Debian GNU/Linux","os_version":"12","agent_version":"1",
         "asset_type":"server","products":[{"vendor":"Debian","product_name":"%s",
         "version":"%s","source_type":"deb"}]}
        """
                .formatted(id, hostname, name, version);
    }

    private static String key(String organization) throws IOException {
        var answer =
                hub.send(
                        Optional.of(hub.member(organization, Role.OWNER)),
                        "POST",
                        "/api/v1/orgs/" + organization + "/api-keys",
                        "{\"name\":\"test\",\"scopes\":[\"inventory:write\",\"devices:read\",\"software:read\"]}");
        return JSON.readTree(answer.body()).get("key").asText();
    }

    private static List<JsonNode> items(String path) throws Exception {
        var items = new java.util.ArrayList<JsonNode>();
        get(acme, path).get("items").forEach(items::add);
        return items;
    }

    private static JsonNode get(String key, String path) throws Exception {
        return json(200, send(request(key, path).GET()));
    }

    private static JsonNode json(int status, HttpResponse<String> answer) throws IOException {
        assertEquals(status, answer.statusCode(), answer.body());
        return JSON.readTree(answer.body());
    }

    private static HttpResponse<String> post(
            String key, String path, String body, String... headers) throws Exception {
        var request = request(key, path).POST(BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    private static HttpResponse<String> gzip(byte[] body) throws Exception {
        return send(
                request(acme, V1)
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofByteArray(body)));
    }

    private static HttpRequest.Builder request(String key, String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + hub.hub.port() + path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
