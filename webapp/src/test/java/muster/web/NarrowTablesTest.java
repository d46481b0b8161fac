package muster.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where a table is too wide for its screen its heads go away and its cells stand below each other:
 * each says then what it is, but for the first, which says what the row is, and for buttons.
 */
class NarrowTablesTest {
    private static final Pattern TABLE =
            Pattern.compile("<table class=\"table stacks\">.*?</table>", Pattern.DOTALL);
    private static final Pattern ROW = Pattern.compile("<tr.*?</tr>", Pattern.DOTALL);
    private static final Pattern CELL =
            Pattern.compile("<t[dh](?:\\s+[\\w:-]+=\"[^\"]*\")*>(?!<form)");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "devices/merge-of",
                "devices/suggestions",
                "devices/device-sources",
                "network/show"
            })
    void eachCellSaysWhatItIs(String template) {
        var text = text(template);
        var tables = TABLE.matcher(text).results().map(found -> found.group()).toList();

        assertFalse(tables.isEmpty(), template);
        for (var table : tables) {
            var rows = ROW.matcher(table).results().map(found -> found.group()).skip(1).toList();
            for (var row : rows) {
                var unlabelled =
                        CELL.matcher(row)
                                .results()
                                .map(found -> found.group())
                                .skip(1)
                                .filter(cell -> !cell.contains("data-label="))
                                .toList();
                assertEquals(List.of(), unlabelled, template);
            }
        }
    }

    private static String text(String template) {
        return TemplateLintSource.all().stream()
                .filter(one -> one.name().equals(template))
                .findFirst()
                .orElseThrow()
                .text();
    }
}
