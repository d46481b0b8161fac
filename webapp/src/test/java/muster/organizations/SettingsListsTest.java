package muster.organizations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import muster.ClockedHub;
import muster.TestClient;
import muster.tenancy.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Members, sites, keys and tokens are lists like any other: searched, paged, exported. */
@Tag("slow")
class SettingsListsTest {
    private static final String ORG = "/api/v1/orgs/acme";

    private final ClockedHub hub = new ClockedHub();
    private final TestClient ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");

    @BeforeEach
    void threeOfEach() {
        for (var name : List.of("Berlin", "Bern", "Zürich")) {
            ada.post(ORG + "/sites", Map.of("name", name)).expect(201);
            var scopes = List.of(name.equals("Bern") ? "sites:read" : "devices:read");
            ada.post(ORG + "/api-keys", Map.of("name", name, "scopes", scopes)).expect(201);
            ada.post("/api/v1/me/tokens", Map.of("name", name, "scopes", scopes)).expect(201);
        }
        hub.person(hub.acme(), Role.VIEWER, "ben@acme.example");
        hub.person(hub.acme(), Role.VIEWER, "bea@acme.example");
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/orgs/acme/sites, ber, Berlin Bern",
        "/api/v1/orgs/acme/sites, name:zürich, Zürich",
        "/api/v1/orgs/acme/api-keys, ber, Bern Berlin",
        "/api/v1/orgs/acme/api-keys, sites, Bern",
        "/api/v1/orgs/acme/api-keys, by:ada -bern, Zürich Berlin",
        "/api/v1/orgs/acme/members, b*, bea ben",
        "/api/v1/orgs/acme/members, role:owner, ada",
        "/api/v1/me/tokens, ber, Bern Berlin",
        "/api/v1/me/tokens, name:zürich, Zürich"
    })
    void findsWhatItAsksFor(String list, String q, String names) {
        assertEquals(List.of(names.split(" ", -1)), names(list, "q=" + encoded(q)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {ORG + "/sites", ORG + "/api-keys", ORG + "/members", "/api/v1/me/tokens"})
    void pagesJoinWithoutAGap(String list) {
        var all = names(list, "limit=500");
        var joined = new ArrayList<String>();
        var cursor = "";
        do {
            var page = ada.get(list + "?limit=2" + cursor).expect(200).json();
            assertTrue(page.path("items").size() <= 2);
            page.path("items").forEach(one -> joined.add(one.path("name").asText()));
            var next = page.path("next_cursor");
            cursor = next.isNull() ? "" : "&cursor=" + next.asText();
        } while (!cursor.isEmpty());

        assertEquals(all, joined);
        for (var wrong : List.of("limit=0", "limit=501", "cursor=12", "q=%28x")) {
            ada.get(list + "?" + wrong).expect(400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sites", "/settings/keys", "/settings/members"})
    void aPageIsNarrowedAndExportedAsItIsShown(String path) {
        var page = ada.get("/o/acme" + path + "?q=be").expect(200).body();
        var csv = ada.get("/o/acme" + path + "?q=be&format=csv").expect(200).body();

        assertFalse(page.contains("Zürich"), page);
        assertEquals(3, csv.lines().count(), csv);
        assertTrue(
                ada.get("/o/acme" + path + "?q=colour:red")
                        .expect(200)
                        .body()
                        .contains("unknown field colour"));
    }

    @Test
    void thePageOfTokensIsNarrowed() {
        var page = ada.get("/account/tokens?q=bern").expect(200).body();

        assertTrue(page.contains(">Bern<"), page);
        assertFalse(page.contains(">Berlin<"), page);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sites", "/api-keys", "/members"})
    void theNeighbourSeesNothingOfIt(String list) {
        var gil = hub.member(hub.globex(), Role.OWNER, "gil@globex.example");

        gil.get(ORG + list + "?q=be").expect(404);
        var own = gil.get("/api/v1/orgs/globex" + list + "?q=be").expect(200).json();
        assertEquals(0, own.path("items").size());
    }

    private List<String> names(String list, String asked) {
        var names = new ArrayList<String>();
        ada.get(list + "?" + asked)
                .expect(200)
                .json()
                .path("items")
                .forEach(one -> names.add(one.path("name").asText()));
        return names;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
