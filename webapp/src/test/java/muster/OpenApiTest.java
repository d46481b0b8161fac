package muster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.StreamSupport;
import muster.tenancy.Role;
import muster.wire.Change;
import muster.wire.DeviceFacts;
import muster.wire.Interface;
import muster.wire.Inventory;
import muster.wire.IpAddress;
import muster.wire.Listener;
import muster.wire.MacAddress;
import muster.wire.Neighbour;
import muster.wire.Report;
import muster.wire.SoftwareFact;
import muster.wire.SourceFailure;
import muster.wire.Surroundings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** openapi.json says of every endpoint what it takes and needs, and what it says is true. */
class OpenApiTest {
    private static ClockedHub hub;
    private static TestClient owner;
    private static JsonNode paths;

    @BeforeAll
    static void open() {
        hub = new ClockedHub();
        owner = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");
        paths = hub.client().get("/api/v1/openapi.json").expect(200).json().path("paths");
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @Test
    void aBodyIsDescribedByTheRecordThatReadsIt() throws IOException {
        var expected =
                """
                {
                  "type": "object",
                  "properties": {
                    "name": {"type": "string"},
                    "scopes": {"type": "array", "items": {"type": "string"}},
                    "expires_at": {"type": ["string", "null"], "format": "date-time"},
                    "ip_allow": {"type": ["array", "null"], "items": {"type": "string"}}
                  },
                  "required": ["name", "scopes"],
                  "additionalProperties": false
                }
                """;

        assertEquals(
                new ObjectMapper().readTree(expected),
                schema("/api/v1/orgs/{org}/api-keys", "post"));
    }

    @Test
    void aReportIsDescribedByTheFieldsOfTheWire() throws IOException {
        var fact = new SoftwareFact("v", "n", "1", "deb", "amd64", "s", "1", "pkg:deb/n@1");
        var device =
                new DeviceFacts(
                        "web-1",
                        IpAddress.of("192.0.2.1"),
                        "Debian",
                        "12",
                        "1.0",
                        "server",
                        "SN-4711",
                        "4c4c4544-0042-3510-8057-b7c04f4a5a32",
                        List.of(MacAddress.of("52:54:00:12:34:56")));
        var report = new Report(UUID.randomUUID(), List.of(new Inventory(device, List.of(fact))));
        var sent = new ObjectMapper().readTree(report.encode());

        var strict = schema("/api/v1/agents/inventory", "post").at("/anyOf/0/properties");
        var compatible = schema("/api/agent/inventory", "post").path("properties");

        assertEquals(names(sent), names(strict));
        assertEquals(names(sent.at("/products/0")), names(strict.at("/products/items/properties")));
        var withoutId = names(sent);
        withoutId.remove("report_id");
        assertEquals(withoutId, names(compatible));
    }

    @Test
    void aSignedReportIsDescribedByTheFieldsOfVersionTwo() throws IOException {
        var mac = MacAddress.of("52:54:00:12:34:56");
        var ip = IpAddress.of("192.0.2.1");
        var surroundings =
                new Surroundings(
                        List.of(new Interface("eth0", mac, List.of(ip))),
                        List.of(new Listener(Listener.Protocol.TCP, ip, 443, "nginx")),
                        List.of(new Neighbour(ip, mac, "eth0")));
        var facts =
                new DeviceFacts(
                        "web-1", null, null, null, null, null, null, null, List.of(), "6.1", "x");
        var before = new Inventory(facts, List.of(fact("a")));
        var change = Change.between(before, new Inventory(facts, List.of(fact("b"))));
        var failure = new SourceFailure("rpm", "locked");
        var report =
                new Report(
                        null,
                        Instant.parse("2026-11-22T12:00:00Z"),
                        List.of(change, surroundings, failure));
        var sent = new ObjectMapper().readTree(report.encode());

        var signed = schema("/api/v1/agents/inventory", "post").at("/anyOf/1/properties");

        assertTrue(names(signed).containsAll(names(sent)), sent.toString());
        for (var list : List.of("interfaces", "listeners", "neighbours", "failures", "removed")) {
            var described = names(signed.path(list).at("/items/properties"));
            assertTrue(described.containsAll(names(sent.at("/" + list + "/0"))), list);
        }
    }

    private static SoftwareFact fact(String name) {
        return new SoftwareFact(null, name, "1", "deb", null, null, null, null);
    }

    @Test
    void whatCollectorsSignIsDescribedWithItsHeaders() {
        var headers = List.of("Muster-Key", "Muster-Epoch", "Muster-Sequence", "Muster-Signature");
        assertEquals(headers, headers("/api/v1/agents/heartbeat", true));
        assertEquals(headers, headers("/api/v1/agents/rotate", true));
        assertEquals(List.of(), headers("/api/v1/agents/inventory", true));
        assertEquals(headers, headers("/api/v1/agents/inventory", false));
        assertEquals("Idempotency-Key", headers("/api/v1/agents/events", false).getFirst());
        assertEquals("Idempotency-Key", headers("/api/agent/inventory", false).getFirst());
        assertTrue(
                operation("/api/v1/agents/events", "post")
                        .at("/requestBody/content")
                        .has("application/x-ndjson"));
        for (var verb : List.of("enroll", "heartbeat", "rotate")) {
            assertTrue(schema("/api/v1/agents/" + verb, "post").has("properties"), verb);
        }
        assertTrue(operation("/api/v1/agents/inventory", "post").path("responses").has("412"));
    }

    /** Those of a post that have to be there, or need not. */
    private static List<String> headers(String path, boolean required) {
        return StreamSupport.stream(operation(path, "post").path("parameters").spliterator(), false)
                .filter(one -> one.path("in").asText().equals("header"))
                .filter(one -> one.path("required").asBoolean() == required)
                .map(one -> one.path("name").asText())
                .toList();
    }

    @Test
    void aReportMayBeRefusedAndComesWithAKeyInEitherHeader() {
        for (var path : List.of("/api/v1/agents/inventory", "/api/agent/inventory")) {
            var operation = operation(path, "post");
            assertTrue(
                    names(operation.path("responses")).containsAll(List.of("403", "409", "413")),
                    path);
            assertEquals("agent_key", operation.at("/security/1").fieldNames().next(), path);
        }
    }

    private static Set<String> names(JsonNode object) {
        var names = new TreeSet<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void aBodyThatMayBeLeftOutIsNotRequired() {
        var body =
                operation("/api/v1/orgs/{org}/devices/{id}/retirement", "post").path("requestBody");

        assertFalse(body.path("required").asBoolean(true));
        assertTrue(body.at("/content/application~1json/schema/properties").has("reason"));
    }

    @Test
    void everyChangeThatTakesABodySaysWhichOne() {
        for (var place :
                List.of(
                        "post /api/v1/sessions",
                        "post /api/v1/signup",
                        "post /api/v1/me/tokens",
                        "post /api/v1/orgs",
                        "post /api/v1/orgs/{org}/sites",
                        "post /api/v1/orgs/{org}/imports",
                        "put /api/v1/orgs/{org}/settings",
                        "put /api/v1/orgs/{org}/members/{id}",
                        "post /api/v1/agents/inventory",
                        "post /api/agent/inventory")) {
            var words = place.split(" ", -1);
            assertTrue(operation(words[1], words[0]).has("requestBody"), place);
        }
    }

    @Test
    void whatItSaysIsPublicOpensForEverybody() {
        var wrong = new ArrayList<String>();
        paths.fieldNames()
                .forEachRemaining(path -> {
                    var get = operation(path, "get");
                    if (get.path("x-permission").asText().equals("public") && !path.contains("{")) {
                        var status = hub.client().get(path).status();
                        if (status != 200) {
                            wrong.add(path + " " + status);
                        }
                        assertEquals(0, get.path("security").size(), path);
                    }
                });

        assertEquals(List.of(), wrong);
    }

    @Test
    void theOrganizationsAreForWhoIsKnown() {
        assertEquals("known", operation("/api/v1/orgs", "get").path("x-permission").asText());
        hub.client().get("/api/v1/orgs").expect(401);
        owner.get("/api/v1/orgs").expect(200);
    }

    @Test
    void aListTakesWhatItSaysAndRefusesWhatItCannotRead() {
        var lists = new TreeSet<String>();
        paths.fieldNames()
                .forEachRemaining(path -> {
                    if (asked(path).containsAll(List.of("q", "sort", "limit", "cursor"))
                            && path.replace("{org}", "").indexOf('{') < 0
                            && (path.contains("{org}") || isPublic(path))) {
                        lists.add(path.replace("{org}", "acme"));
                    }
                });

        assertTrue(lists.contains("/api/v1/orgs/acme/devices"), lists.toString());
        assertTrue(lists.contains("/api/v1/orgs/acme/audit"), lists.toString());
        assertTrue(lists.contains("/api/v1/plans"), lists.toString());
        for (var list : lists) {
            assertTrue(owner.get(list + "?limit=1").expect(200).json().has("next_cursor"), list);
            for (var bad :
                    List.of("limit=0", "limit=501", "limit=x", "cursor=x", "sort=x", "q=(")) {
                owner.get(list + "?" + bad).expect(400);
            }
        }
    }

    // Who asks for one thing found it in a list; tokens of public links come by mail.
    @Test
    void beforeAParameterStandsTheListOfItsValues() {
        var wrong = new TreeSet<String>();
        paths.fieldNames()
                .forEachRemaining(path -> {
                    for (var at = path.indexOf("/{"); at > 0; at = path.indexOf("/{", at + 1)) {
                        var list = path.substring(0, at);
                        if (!path.startsWith("{token}", at + 1)
                                && !operation(list, "get").isObject()) {
                            wrong.add(path + " has no list " + list);
                        }
                    }
                });

        assertEquals(new TreeSet<>(), wrong);
    }

    private static boolean isPublic(String path) {
        return operation(path, "get").path("x-permission").asText().equals("public");
    }

    private static List<String> asked(String path) {
        return StreamSupport.stream(operation(path, "get").path("parameters").spliterator(), false)
                .filter(parameter -> parameter.path("in").asText().equals("query"))
                .map(parameter -> parameter.path("name").asText())
                .toList();
    }

    private static JsonNode schema(String path, String method) {
        return operation(path, method).at("/requestBody/content/application~1json/schema");
    }

    private static JsonNode operation(String path, String method) {
        return paths.path(path).path(method);
    }
}
