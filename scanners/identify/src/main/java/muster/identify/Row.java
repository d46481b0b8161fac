package muster.identify;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A row of a printed table, read but not yet understood.
 *
 * @param cells by the names that rules give them
 * @param line where it stands, word for word
 */
record Row(Map<String, String> cells, String line) {
    private static final Pattern ZERO = Pattern.compile("[0.:-]+");
    private static final Pattern NOTHING =
            Pattern.compile(
                    "[-*.\\s?]*|n/?a|<?none>?|null|nil|unknown|not (?:available|present|set|specified"
                            + "|applicable|advertised|received|configured|defined|assigned|programmed|found)\\W*"
                            + "|unspecified|unavailable|undefined|default string|to be filled.*|<private>"
                            + "|n/a - .*|\\(none\\)|\\(not set\\)|\\(unknown\\)|no sn|tbd|<null>");

    /** A cell that says which of many something is, so that zeros say nothing. */
    @Nullable String mark(String name) {
        var cell = text(name);
        return cell == null || isZero(cell) ? null : cell;
    }

    /** Whether it is what is printed where a serial was never written. */
    static boolean isZero(String value) {
        return ZERO.matcher(value).matches();
    }

    /** A cell, or null where it is not there or says that there is nothing. */
    @Nullable String text(String name) {
        var cell = cells.get(name);
        return cell == null || isNothing(cell) ? null : unquoted(cell.strip());
    }

    /** Whether a device says with many words that it knows nothing. */
    static boolean isNothing(String value) {
        return NOTHING.matcher(value.strip().toLowerCase(Locale.ROOT)).matches();
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() > 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
