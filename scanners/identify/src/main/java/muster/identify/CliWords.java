package muster.identify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The regular expressions of rules about printed commands: {@code {ip}} and its kin stand for named
 * groups that would be unreadable if every rule spelt them out.
 */
final class CliWords {
    private static final Map<String, String> WORDS = new LinkedHashMap<>();

    static {
        var mac =
                "[0-9A-Fa-f]{1,2}(?:[:-][0-9A-Fa-f]{1,2}){5}|[0-9A-Fa-f]{4}(?:[.:-][0-9A-Fa-f]{4}){2}"
                        + "|[0-9A-Fa-f]{6}[:.-][0-9A-Fa-f]{6}|[0-9A-Fa-f]{12}";
        WORDS.put("{mac}", "(?<mac>" + mac + ")");
        WORDS.put("{anymac}", "(?:" + mac + ")");
        WORDS.put("{ip4}", "(?<ip>\\d{1,3}(?:\\.\\d{1,3}){3})");
        WORDS.put(
                "{ip}",
                "(?<ip>\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?:%\\S{1,32})?)");
        WORDS.put(
                "{anyip}",
                "(?:\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7})");
        WORDS.put("{interface}", "(?<interface>\\S{1,80})");
        WORDS.put("{vlan}", "(?<vlan>\\d{1,4})");
        WORDS.put("{name}", "(?<name>\\S{1,80})");
        WORDS.put("{local}", "(?<local>\\S{1,80})");
        WORDS.put("{port}", "(?<port>\\S{1,80})");
    }

    private CliWords() {}

    static List<Pattern> patterns(Entry entry, String key) {
        var patterns = new ArrayList<Pattern>();
        for (var text : entry.texts(key)) {
            patterns.add(pattern(entry, key, text));
        }
        return patterns;
    }

    static @Nullable Pattern pattern(Entry entry, String key) {
        var text = entry.text(key);
        return text == null ? null : pattern(entry, key, text);
    }

    static Pattern pattern(Entry entry, String key, String text) {
        var spelt = text;
        for (var word : WORDS.entrySet()) {
            spelt = spelt.replace(word.getKey(), word.getValue());
        }
        try {
            return Pattern.compile(spelt, Pattern.MULTILINE);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(entry.id() + ": " + key + ": " + e.getMessage(), e);
        }
    }

    /** What the named groups of a match hold. */
    static Map<String, String> cells(Matcher match) {
        var cells = new LinkedHashMap<String, String>();
        for (var name : match.namedGroups().keySet()) {
            var value = match.group(name);
            if (value != null) {
                cells.put(name, value.strip());
            }
        }
        return cells;
    }
}
