package muster.scans;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import muster.ClockedHub;
import muster.TestClient;
import muster.TestCollector;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Two organizations and a scanner of the first. */
abstract class ScanScene {
    static final String ACME = "/api/v1/orgs/acme";
    static final String GLOBEX = "/api/v1/orgs/globex";

    ClockedHub hub;
    TestClient ada;
    TestClient grace;
    TestCollector scanner;

    @BeforeEach
    void open() {
        hub = new ClockedHub();
        ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");
        grace = hub.member(hub.globex(), Role.OWNER, "grace@globex.example");
        scanner = hub.scanner(hub.acme());
    }

    @AfterEach
    void close() {
        hub.close();
    }

    Instant now() {
        return hub.clock.instant();
    }

    void assertShows(String path, String... texts) {
        var page = ada.get(path).expect(200).body();
        for (var text : texts) {
            assertTrue(page.contains(text), text + " in " + path + ": " + page);
        }
    }

    JsonNode device(String hostname) {
        return items(ada, ACME + "/devices").stream()
                .filter(one -> one.path("hostname").asText().equals(hostname))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no device " + hostname));
    }

    static List<JsonNode> items(TestClient client, String path) {
        return stream(client.get(path).expect(200).json().path("items"))
                .collect(Collectors.toList());
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    static List<String> texts(List<JsonNode> items, String field) {
        return items.stream().map(one -> one.path(field).asText()).toList();
    }
}
