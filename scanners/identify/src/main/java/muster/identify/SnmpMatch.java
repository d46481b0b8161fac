package muster.identify;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which variables a rule means, written {@code OID} or {@code OID /regular expression/}: that
 * variable, or those below it, whose text the expression finds. A name such as {@code sysDescr} may
 * stand for the OID, and {@code sysObjectID.1.2.0} means the variable so far below what the device
 * calls itself.
 *
 * @param isBelowObjectId whether the OID stands behind the device's sysObjectID
 */
record SnmpMatch(Oid oid, boolean isBelowObjectId, Pattern pattern) {
    private static final String BELOW_OBJECT_ID = "sysObjectID.";

    private static final Pattern ANY = Pattern.compile("(?s).+");

    /** A value that a rule has found, and where. */
    record Found(String value, Variable variable) {}

    static SnmpMatch of(String text) {
        int space = text.indexOf(' ');
        if (space < 0) {
            return of(text, ANY);
        }
        var expression = text.substring(space + 1).strip();
        if (expression.length() < 2 || !expression.startsWith("/") || !expression.endsWith("/")) {
            throw new IllegalArgumentException(text + ": OID /regular expression/ was expected");
        }
        try {
            return of(
                    text.substring(0, space),
                    Pattern.compile(
                            expression.substring(1, expression.length() - 1), Pattern.MULTILINE));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(text + ": " + e.getMessage(), e);
        }
    }

    private static SnmpMatch of(String oid, Pattern pattern) {
        boolean isBelow = oid.startsWith(BELOW_OBJECT_ID);
        return new SnmpMatch(
                isBelow ? Oid.of(oid.substring(BELOW_OBJECT_ID.length())) : SnmpNames.oid(oid),
                isBelow,
                pattern);
    }

    /** Whether whatever stands there is meant. */
    boolean isOfAnything() {
        return pattern == ANY;
    }

    /** Where it looks on this device. */
    Optional<Oid> place(Recording recording) {
        return isBelowObjectId
                ? recording
                        .find(SnmpNames.SYS_OBJECT_ID)
                        .flatMap(said -> Oid.find(said.text()))
                        .map(device -> device.plus(oid))
                : Optional.of(oid);
    }

    /** All variables that stand where it looks, in their order. */
    Collection<Variable> variables(Recording recording) {
        return place(recording).map(recording::below).orElse(List.of());
    }

    /** The first variable that it means. */
    Optional<Variable> find(Recording recording) {
        for (var variable : variables(recording)) {
            if (Patience.matcher(pattern, variable.text()).find()) {
                return Optional.of(variable);
            }
        }
        return Optional.empty();
    }

    /** What it takes from a text: its first group that took part, or all where it has none. */
    Optional<String> value(String text) {
        var matcher = Patience.matcher(pattern, text);
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
