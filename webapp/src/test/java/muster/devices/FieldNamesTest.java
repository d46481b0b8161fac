package muster.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import muster.ClockedHub;
import muster.TestClient;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One word for one thing: what a device's JSON calls a field, a query calls it too. */
class FieldNamesTest {
    private static final String DEVICES = "/api/v1/orgs/acme/devices";

    private static ClockedHub hub;
    private static TestClient ada;
    private static JsonNode device;

    @BeforeAll
    static void open() {
        hub = new ClockedHub();
        ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");
        var key =
                ada.post(
                                "/api/v1/orgs/acme/api-keys",
                                Map.of("name", "k", "scopes", List.of("inventory:write")))
                        .expect(201)
                        .json()
                        .path("key")
                        .asText();
        hub.client()
                .bearer(key)
                .post(
                        "/api/agent/inventory",
                        Map.of(
                                "hostname",
                                "web-1",
                                "ip_address",
                                "10.0.4.11",
                                "os_name",
                                "Debian GNU/Linux",
                                "os_version",
                                "12",
                                "agent_version",
                                "1",
                                "asset_type",
                                "server",
                                "products",
                                List.of()))
                .expect(200);
        device = ada.get(DEVICES).expect(200).json().path("items").get(0);
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hostname", "type", "os_name", "os_version", "ip_address", "status"})
    void aFieldOfTheJsonIsAFieldOfTheQuery(String field) {
        var value = device.path(field).asText();

        assertEquals(1, found("?" + field + "=" + encoded(value)), value);
        assertEquals(1, found("?q=" + encoded(field + ":\"" + value + '"')), value);
        assertEquals(0, found("?q=" + encoded('-' + field + ":\"" + value + '"')), value);
    }

    private static int found(String asked) {
        return ada.get(DEVICES + asked).expect(200).json().path("items").size();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
