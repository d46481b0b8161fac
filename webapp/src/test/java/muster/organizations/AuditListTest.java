package muster.organizations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
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

/** The audit record as a list: searched, paged, exported, and one's own. */
@Tag("slow")
class AuditListTest {
    private static final String AUDIT = "/api/v1/orgs/acme/audit";

    private final ClockedHub hub = new ClockedHub();
    private final TestClient ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");

    // Behind her sign-in, which is the first entry.
    @BeforeEach
    void threeSites() {
        for (var name : new String[] {"Berlin", "Zürich", "Bern"}) {
            ada.post("/api/v1/orgs/acme/sites", Map.of("name", name)).expect(201);
        }
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~ | 4 3 2 1",
                "ber | 4 2",
                "zürich | 3",
                "ada site | 4 3 2",
                "verb:site.added -bern | 3 2",
                "id:>2 | 4 3",
                "at:<-7d | ~~",
                "label:ad* | 4 3 2 1"
            })
    void findsWhatItAsksFor(String q, String ids) {
        assertEquals(ids, ids(list("?q=" + URLEncoder.encode(q, StandardCharsets.UTF_8))));
    }

    @Test
    void pagesJoinWithoutAGap() {
        var first = list("?limit=2");
        assertEquals("4 3", ids(first));
        var next = first.path("next_cursor").asText();

        var last = list("?limit=2&cursor=" + next);

        assertEquals("2 1", ids(last));
        assertTrue(last.path("next_cursor").isNull());
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=501", "limit=x", "cursor=12", "q=verb:", "q=(x"})
    void whatCannotBeUnderstoodIsRefused(String asked) {
        ada.get(AUDIT + "?" + asked).expect(400);
    }

    @Test
    void isExportedAsItIsShown() {
        var csv = ada.get(AUDIT + "?format=csv&q=bern").expect(200).body();

        assertTrue(csv.contains("Bern"), csv);
        assertFalse(csv.contains("Berlin"), csv);
    }

    @Test
    void aPageSaysWhatItCouldNotRead() {
        var page = ada.get("/o/acme/settings/audit?q=colour:red").expect(200).body();

        assertTrue(page.contains("unknown field colour"), page);
    }

    @Test
    void theNeighbourSeesNothingOfIt() {
        var gil = hub.member(hub.globex(), Role.OWNER, "gil@globex.example");

        gil.get(AUDIT).expect(404);
        assertEquals(
                "1", ids(gil.get("/api/v1/orgs/globex/audit").expect(200).json()), "his sign-in");
    }

    private JsonNode list(String asked) {
        return ada.get(AUDIT + asked).expect(200).json();
    }

    private static String ids(JsonNode list) {
        return StreamSupport.stream(list.path("items").spliterator(), false)
                .map(item -> item.path("id").asText())
                .collect(Collectors.joining(" "));
    }
}
