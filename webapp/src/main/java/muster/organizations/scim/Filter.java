package muster.organizations.scim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a list is asked for: comparisons that must all hold, which is what identity providers send.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7644#section-3.4.2.2">RFC 7644, 3.4.2.2</a>
 */
record Filter(List<Comparison> comparisons) {
    static final Filter ALL = new Filter(List.of());

    private static final int LETTERS_MAX = 1_000;
    private static final Pattern COMPARISON =
            Pattern.compile(
                    "\\s*([a-zA-Z][\\w:.]*(?:\\[[^\\]]{1,100}])?(?:\\.\\w+)?)\\s+"
                            + "(?:(pr)|(eq|ne|co|sw|ew)\\s+(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(\\w+)))"
                            + "\\s*(?:and\\s+|$)",
                    Pattern.CASE_INSENSITIVE);

    /** One of them; the attribute in small letters, without its schema and without brackets. */
    record Comparison(String attribute, String operator, String value) {
        /** Whether this text, none being empty, is what it asks for. Letters' case is all one. */
        boolean holds(String text) {
            var one = text.toLowerCase(Locale.ROOT);
            var other = value.toLowerCase(Locale.ROOT);
            return switch (operator) {
                case "pr" -> !one.isEmpty();
                case "eq" -> one.equals(other);
                case "ne" -> !one.equals(other);
                case "co" -> one.contains(other);
                case "sw" -> one.startsWith(other);
                case "ew" -> one.endsWith(other);
                default -> throw new IllegalStateException(operator);
            };
        }
    }

    Filter {
        comparisons = List.copyOf(comparisons);
    }

    static Filter of(String text) {
        if (text.isBlank()) {
            return ALL;
        }
        if (text.length() > LETTERS_MAX) {
            throw Fault.invalidFilter("at most " + LETTERS_MAX + " letters");
        }
        var found = new ArrayList<Comparison>();
        var matcher = COMPARISON.matcher(text);
        int end = 0;
        while (end < text.length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                throw Fault.invalidFilter(
                        "only comparisons joined by \"and\" are understood, such as userName eq \"x\"");
            }
            found.add(comparison(matcher));
            end = matcher.end();
        }
        return new Filter(found);
    }

    private static Comparison comparison(Matcher matcher) {
        var quoted = matcher.group(4);
        var plain = matcher.group(5);
        var operator = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
        return new Comparison(
                Path.attribute(matcher.group(1)),
                operator.toLowerCase(Locale.ROOT),
                quoted == null ? (plain == null ? "" : plain) : quoted.replaceAll("\\\\(.)", "$1"));
    }
}
