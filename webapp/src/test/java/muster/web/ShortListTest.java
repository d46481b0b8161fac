package muster.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists that stand in memory are asked like lists of the database. */
final class ShortListTest {
    private static final ShortList<Feed> LIST =
            ShortList.of(Feed::id).text("name", Feed::name).text("state", Feed::state);
    private static final List<Feed> FEEDS =
            List.of(
                    new Feed("osv-debian", "Debian advisories", "ready"),
                    new Feed("osv-alpine", "Alpine advisories", "failed"),
                    new Feed("kev", "Known exploited", "ready"),
                    new Feed("epss", "Scores", null));

    private record Feed(String id, String name, @Nullable String state) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~ | osv-debian osv-alpine kev epss",
                "adv | osv-debian osv-alpine",
                "advisories DEB | osv-debian",
                "\"adv\" | ~~",
                "deb OR sco | osv-debian epss",
                "-ready | osv-alpine epss",
                "state:ready adv | osv-debian",
                "state:r* | osv-debian kev",
                "NOT state:* | epss",
                "(alpine OR known) ready | kev",
                "id:kev | kev",
                "name:\"known exploited\" | kev"
            })
    void findsWhatItAsksFor(String q, String ids) {
        assertEquals(ids, ids(page(Map.of("q", q))));
    }

    @Test
    void aParameterNamedLikeATextNarrows() {
        assertEquals("osv-alpine", ids(page(Map.of("state", "failed"))));
        assertEquals("osv-debian osv-alpine kev epss", ids(page(Map.of("colour", "red"))));
    }

    @Test
    void pagesJoinWithoutAGap() {
        var shown = new ArrayList<String>();
        var page = page(Map.of("limit", "1"));
        shown.add(ids(page));
        while (page.nextCursor() != null) {
            page = page(Map.of("limit", "1", "cursor", page.nextCursor()));
            shown.add(ids(page));
        }

        assertEquals(List.of("osv-debian", "osv-alpine", "kev", "epss"), shown);
    }

    @Test
    void aPageGoesOnWhereItsLastItemWasWhenThatIsGone() {
        var cursor = page(Map.of("limit", "2")).nextCursor();
        assertNotNull(cursor);
        var rest = new ArrayList<>(FEEDS);
        rest.remove(1);

        assertEquals("kev epss", ids(LIST.page(Map.of("cursor", cursor), rest)));
        assertEquals("", ids(LIST.page(Map.of("cursor", cursor), List.of())));
    }

    @Test
    void sortsWhenAsked() {
        assertEquals("osv-alpine osv-debian kev epss", ids(page(Map.of("sort", "name"))));
        assertEquals("epss kev osv-debian osv-alpine", ids(page(Map.of("sort", "-name"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"...", "'", "-", "' -"})
    void nothingMatchesWhereThereIsNoWord(String text) {
        assertEquals(List.of(), page(Map.of("q", text)).items());
    }

    @Test
    void whoNamesNoLimitGetsAll() {
        assertEquals(4, page(Map.of()).items().size());
        assertNull(page(Map.of("limit", "4")).nextCursor());
        assertNotNull(page(Map.of("limit", "3")).nextCursor());
    }

    @ParameterizedTest
    @CsvSource({
        "limit, 0",
        "limit, 501",
        "limit, -1",
        "limit, many",
        "cursor, x",
        "cursor, !!!",
        "cursor, MAprZXY",
        "sort, colour",
        "q, (ready",
        "q, colour:red",
        "q, state:>ready"
    })
    void whatCannotBeUnderstoodIsRefused(String name, String value) {
        assertThrows(Query.Malformed.class, () -> page(Map.of(name, value)));
    }

    private static Page<Feed> page(Map<String, String> parameters) {
        return LIST.page(parameters, FEEDS);
    }

    private static String ids(Page<Feed> page) {
        return String.join(" ", page.map(Feed::id).items());
    }
}
