package muster.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What rules say of themselves is true, of every rule there is. */
class RulesTest {
    private static final Path RESOURCES = Path.of("src/main/resources/identify");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LINES_MAX = 400;

    private static final Set<String> OF_ANY_PRODUCT =
            Set.of(
                    "rules/snmp/families.yaml",
                    "rules/snmp/standard.yaml",
                    "rules/snmp/words.yaml",
                    "rules/snmp/makers.yaml");

    @Test
    void everyRuleGivesWhatItsExamplesSay() throws IOException {
        var wrong = new ArrayList<String>();
        for (var example : Rules.all().examples()) {
            wrong.addAll(differences(example));
        }
        assertEquals("", String.join("\n", wrong));
    }

    /** Part by part, so that a rule says only what it is about. */
    private static List<String> differences(Example example) throws IOException {
        var wrong = new ArrayList<String>();
        var given = JSON.readTree(IdentityJson.of(Identification.of(example.given())));
        example.expected()
                .forEach((field, expected) -> {
                    var differs = difference(expected, given.path(field));
                    if (!differs.isEmpty()) {
                        wrong.add(example.rule() + ": " + field + ": " + differs);
                    }
                });
        var rules = new HashSet<String>();
        given.path("rules").forEach(rule -> rules.add(rule.asText()));
        if (!rules.contains(example.rule())) {
            wrong.add(example.rule() + ": its example was read by " + rules);
        }
        return wrong;
    }

    private static String difference(Object expected, JsonNode found) {
        return switch (expected) {
            case Map<?, ?> map -> {
                var wrong = new ArrayList<String>();
                map.forEach((name, value) -> {
                    var differs = difference(value, found.path(String.valueOf(name)));
                    if (!differs.isEmpty()) {
                        wrong.add(name + ": " + differs);
                    }
                });
                yield String.join(", ", wrong);
            }
            case List<?> list -> rows(list, found);
            default -> {
                var text = String.valueOf(expected);
                boolean same = text.equals("null") ? isNothing(found) : text.equals(found.asText());
                yield same ? "" : "expected " + text + ", found " + found;
            }
        };
    }

    private static String rows(List<?> expected, JsonNode found) {
        if (found.size() != expected.size()) {
            return "%d rows expected, found %s".formatted(expected.size(), found);
        }
        var wrong = new ArrayList<String>();
        for (int i = 0; i < expected.size(); i++) {
            var differs = difference(expected.get(i), found.get(i));
            if (!differs.isEmpty()) {
                wrong.add("[" + i + "] " + differs);
            }
        }
        return String.join(", ", wrong);
    }

    private static boolean isNothing(JsonNode found) {
        return found.isNull() || found.isMissingNode();
    }

    /** A file that the index forgets is a file of rules that nobody applies. */
    @Test
    void theIndexNamesAllFilesThatAreThere() throws IOException {
        var rules = RESOURCES.resolve("rules");
        try (var files = Files.walk(rules)) {
            var there =
                    files.filter(file -> file.toString().endsWith(".yaml"))
                            .map(file -> rules.relativize(file).toString())
                            .sorted()
                            .toList();
            assertEquals(there, RuleFiles.names().stream().sorted().toList());
        }
    }

    /** Like the volumes of a dictionary: who looks for a rule knows where it would stand. */
    @Test
    void rulesAboutProductsStandInTheOrderOfTheirIds() {
        var ids =
                new RuleFiles()
                        .rules("snmp").stream()
                                .filter(file -> !OF_ANY_PRODUCT.contains(file.id()))
                                .sorted(Comparator.comparing(Entry::id))
                                .flatMap(file -> file.keys().stream())
                                .toList();
        assertEquals(ids.stream().sorted().toList(), ids);
    }

    @Test
    void noFileIsTooLongToBeRead() throws IOException {
        for (var name : RuleFiles.names()) {
            int lines = Files.readAllLines(RESOURCES.resolve("rules").resolve(name)).size();
            assertTrue(lines <= LINES_MAX, name + " has " + lines + " lines");
        }
    }

    @Test
    void theVersionChangesWithTheFilesReadAndWithTheEngine() {
        var none = new RuleFiles(1).version();
        var other = new RuleFiles(2).version();
        var more = new RuleFiles(2);
        more.products();
        var versions = Set.of(none, other, more.version());
        assertEquals(3, versions.size());
        assertTrue(none.matches("[0-9a-f]{12}"));
        assertEquals(other, new RuleFiles(2).version());
    }
}
