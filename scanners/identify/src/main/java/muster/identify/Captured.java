package muster.identify;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the named groups of a pattern took out of a text. */
final class Captured {
    private static final int CHARACTERS_MAX = 200;

    private static final Pattern CONTROLS = Pattern.compile("[\\x00-\\x1f\\x7f\\s\\xa0]+");

    private final Map<String, String> groups = new HashMap<>();

    Captured(MatchResult match) {
        match.namedGroups().keySet().forEach(name -> put(name, match.group(name)));
    }

    private void put(String name, @Nullable String text) {
        var clean = text == null ? "" : CONTROLS.matcher(text).replaceAll(" ").strip();
        if (clean.length() <= CHARACTERS_MAX && !Placeholders.has(clean)) {
            groups.put(name, clean);
        }
    }

    /** What a group took, in lower case, for looking it up. */
    @Nullable String key(String group) {
        var text = groups.get(group);
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    @Nullable String fill(@Nullable Template template) {
        return template == null ? null : template.filled(groups);
    }
}
