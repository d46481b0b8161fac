package muster.identify;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which variables a rule means, written {@code OID} or {@code OID /regular expression/}: that
 * variable, or those below it, whose text the expression finds. A name such as {@code sysDescr} may
 * stand for the OID.
 */
record SnmpMatch(Oid oid, Pattern pattern) {
    private static final Pattern ANY = Pattern.compile("(?s).+");

    /** A value that a rule has found, and where. */
    record Found(String value, Variable variable) {}

    static SnmpMatch of(String text) {
        int space = text.indexOf(' ');
        if (space < 0) {
            return new SnmpMatch(SnmpNames.oid(text), ANY);
        }
        var expression = text.substring(space + 1).strip();
        if (expression.length() < 2 || !expression.startsWith("/") || !expression.endsWith("/")) {
            throw new IllegalArgumentException(text + ": OID /regular expression/ was expected");
        }
        try {
            return new SnmpMatch(
                    SnmpNames.oid(text.substring(0, space)),
                    Pattern.compile(
                            expression.substring(1, expression.length() - 1), Pattern.MULTILINE));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(text + ": " + e.getMessage(), e);
        }
    }

    /** The first variable that it means. */
    Optional<Variable> find(Recording recording) {
        for (var variable : recording.below(oid)) {
            if (pattern.matcher(variable.text()).find()) {
                return Optional.of(variable);
            }
        }
        return Optional.empty();
    }

    /** What it takes from a text: its first group that took part, or all where it has none. */
    Optional<String> value(String text) {
        var matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(group(matcher)) : Optional.empty();
    }

    private static String group(Matcher matcher) {
        for (int i = 1; i <= matcher.groupCount(); i++) {
            if (matcher.group(i) != null) {
                return matcher.group(i);
            }
        }
        return matcher.group();
    }
}
