package muster.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * No pattern of any rule goes astray in a text that was written for it. What it costs is counted in
 * characters looked at, which is the same on every machine.
 */
@Tag("slow")
class HostilePatternsTest {
    private static final int SHOWN_MAX = 60;

    private static final List<String> FILLERS = List.of(" ", "a", "0", "1.", "-", ":", "a ", "1\n");

    private static final Pattern WORD = Pattern.compile("(?<![\\\\?(<])[A-Za-z][A-Za-z0-9 ]{1,40}");
    private static final Pattern OF_SNMP = Pattern.compile("(?s)\\S+ /(.+)/");

    /** Where patterns stand, and what is no pattern; what is neither is an oversight. */
    private static final Set<String> PATTERNS =
            Set.of(
                    "command", "output", "line", "lines", "start", "leads", "context", "from", "to",
                    "joins", "unit", "match", "before");

    private static final Set<String> MAPS_OF_PATTERNS = Set.of("facts", "columns", "where");

    private static final Set<String> WHOLE_TEXTS = Set.of("output", "facts");

    private static final int LINES_OF_A_TEXT = 16;

    /**
     * What a character of a text may cost, for each character of its line: to go back and forth in
     * a line is dear enough. What does it in a whole text, or twice in a line, takes many times
     * that.
     */
    private static final int COST_MAX = 2;

    /** A pattern, and in how long and how many lines it is looked for. */
    private record Rule(String name, Pattern pattern, int line, int lines) {
        long charactersMax() {
            return (long) COST_MAX * line * line * lines;
        }
    }

    @Test
    void noPatternGoesAstray() {
        var rules = new ArrayList<Rule>();
        for (var kind : List.of("snmp", "cli", "banner")) {
            for (var file : new RuleFiles().rules(kind)) {
                for (var key : file.keys()) {
                    collect(
                            file.id().replace("rules/", ""),
                            key,
                            Objects.requireNonNull(file.raw(key)),
                            rules);
                }
            }
        }
        assertTrue(rules.size() > 2_000, rules.size() + " patterns");

        var astray = rules.stream().flatMap(HostilePatternsTest::astray).toList();

        assertEquals("", String.join("\n", astray));
    }

    private static void collect(String place, String key, Object value, List<Rule> rules) {
        switch (value) {
            case Map<?, ?> map ->
                    map.forEach((name, one) -> {
                        var word = String.valueOf(name);
                        if (!word.equals("examples")) {
                            var under = MAPS_OF_PATTERNS.contains(key) ? key : word;
                            collect(place + "." + word, under, one, rules);
                        }
                    });
            case List<?> list -> list.forEach(one -> collect(place, key, one, rules));
            case String text -> pattern(place, key, text).ifPresent(rules::add);
            default -> {}
        }
    }

    private static Optional<Rule> pattern(String place, String key, String text) {
        var kind = place.substring(0, place.indexOf('/'));
        if (kind.equals("snmp")) {
            var match = OF_SNMP.matcher(text);
            return match.matches()
                    ? Optional.of(rule(place, match.group(1), Variable.TEXT_CHARACTERS_MAX / 2, 1))
                    : Optional.empty();
        } else if (!PATTERNS.contains(key) && !MAPS_OF_PATTERNS.contains(key)) {
            return Optional.empty();
        } else if (kind.equals("banner")) {
            return Optional.of(rule(place, text, BannerRules.CHARACTERS_MAX / 2, 1));
        } else {
            int lines = WHOLE_TEXTS.contains(key) ? LINES_OF_A_TEXT : 1;
            return Optional.of(rule(place, text, Printed.LINE_CHARACTERS_MAX, lines));
        }
    }

    private static Rule rule(String place, String regex, int line, int lines) {
        var pattern = CliWords.pattern(Entry.of(place, Map.of()), "", regex);
        return new Rule(place, pattern, line, lines);
    }

    private static Stream<String> astray(Rule rule) {
        for (var text : texts(rule)) {
            var matcher = rule.pattern().matcher(new Patience(rule.charactersMax()).reading(text));
            try {
                int found = 0;
                while (matcher.find()) {
                    found++;
                }
                assertTrue(found <= text.length() + 1, rule.name());
            } catch (Patience.Lost | StackOverflowError lost) {
                var begin = text.substring(0, Math.min(text.length(), SHOWN_MAX));
                return Stream.of(
                        "%s: %s in \"%s…\": %s"
                                .formatted(rule.name(), rule.pattern(), begin.strip(), lost));
            }
        }
        return Stream.empty();
    }

    /** Fillers alone, behind the longest word of the pattern, before it, and by turns. */
    private static Set<String> texts(Rule rule) {
        var word =
                WORD.matcher(rule.pattern().pattern())
                        .results()
                        .map(MatchResult::group)
                        .max(Comparator.comparingInt(String::length))
                        .orElse("");
        var texts = new LinkedHashSet<String>();
        for (var filler : FILLERS) {
            texts.add(text(filler, "", "", rule));
            texts.add(text(filler, word, "", rule));
            texts.add(text(filler, word + ": ", "", rule));
            texts.add(text(filler, "", word, rule));
            texts.add(text(word + filler, "", "", rule));
        }
        return texts;
    }

    /** Lines as long as may be, and as many as may be, as the rules of their kind see them. */
    private static String text(String filler, String before, String after, Rule rule) {
        int times = (rule.line() - before.length() - after.length()) / filler.length();
        var line = before + filler.repeat(times) + after;
        var text = line.concat("\n").repeat(rule.lines());
        return rule.name().startsWith("cli/") ? Printed.of("", text).text() : text;
    }
}
