package muster.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import muster.ClockedHub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The list of feeds is asked as every other list is. */
class FeedsListTest {
    private static ClockedHub hub;

    @BeforeAll
    static void open() {
        hub = new ClockedHub();
        hub.demo();
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @Test
    void whoAsksForNothingGetsAll() {
        var all = list("");

        assertEquals(List.of("excerpt", "excerpt-kev"), ids(all));
        assertTrue(all.get("next_cursor").isNull());
    }

    @Test
    void wordsAndFieldsAreLookedFor() {
        assertEquals(List.of("excerpt-kev"), ids(list("?q=id:excerpt-kev")));
        assertEquals(List.of("excerpt", "excerpt-kev"), ids(list("?q=state:ready")));
        assertEquals(List.of(), ids(list("?q=state:failed")));
        hub.client().get("/api/v1/feeds?q=colour:red").expect(400);
    }

    @Test
    void aLimitLeadsToTheNextPage() {
        var first = list("?limit=1");

        assertEquals(List.of("excerpt"), ids(first));
        var next = list("?limit=1&cursor=" + first.get("next_cursor").asText());
        assertEquals(List.of("excerpt-kev"), ids(next));
        assertTrue(next.get("next_cursor").isNull());
        hub.client().get("/api/v1/feeds?limit=501").expect(400);
    }

    private static JsonNode list(String query) {
        return hub.client().get("/api/v1/feeds" + query).expect(200).json();
    }

    private static List<String> ids(JsonNode list) {
        var ids = new ArrayList<String>();
        list.get("items").forEach(item -> ids.add(item.get("id").asText()));
        return ids;
    }
}
