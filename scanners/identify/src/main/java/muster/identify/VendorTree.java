package muster.identify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a device of an unknown maker says below its maker's arc. Nobody tells us what its variables
 * mean, but makers put what identifies a device side by side: beside a version or the name that
 * {@code sysDescr} knows, the only text that looks like a serial number is one.
 */
final class VendorTree {
    private static final String RULE = "maker's variables";
    private static final int OCTETS = 4;
    private static final int TEXT_CHARACTERS_MAX = 48;
    private static final int VARIABLES_MAX = 20_000;

    /** Two numbers and a dot between them, with what is written around and behind them. */
    private static final Pattern VERSION =
            Pattern.compile(
                    "(?i)(?:version[: ]{1,2}|ver[. ]{1,2}|v\\.? ?|r)?\\d{1,4}(?:\\.[a-z0-9]{1,12}){1,6}"
                            + "(?:[-_ ][a-z0-9.()]{1,16}){0,3}");

    private static final Pattern LONG_VERSION =
            Pattern.compile("\\D{0,9}\\d{1,4}\\.\\d{1,6}\\.\\w.*");

    private static final Pattern ADDRESS_OR_DATE =
            Pattern.compile(
                    "\\d{1,3}(?:\\.\\d{1,3}){3}|\\d{1,2}[./]\\d{1,2}[./]\\d{4}.*|(?:19|20)\\d\\d\\..*");

    /** Capital letters and digits, four of these in a row. */
    private static final Pattern SERIAL = Pattern.compile("(?=.{0,18}\\d{4})[A-Z0-9]{7,22}");

    /** Build numbers and dates are digits too. */
    private static final Pattern NO_SERIAL = Pattern.compile("\\d{1,8}|(?:19|20)\\d{6,12}Z?");

    /** A short name with a number in it. */
    private static final Pattern MODEL =
            Pattern.compile("(?=[^\\d]{0,16}\\d)[A-Za-z][\\w+/ -]{2,31}");

    private static final Pattern MAC_DIGITS = Pattern.compile("[0-9A-Fa-f]{12}");

    private final String descr;
    private final String name;

    /** What stands under one parent: {@code 99.1.2} of {@code 99.1.2.3.0}. */
    private final Map<Oid, List<Variable>> groups = new LinkedHashMap<>();

    VendorTree(Recording recording, SystemGroup.Maker maker) {
        descr = text(recording, SnmpNames.SYS_DESCR);
        name = text(recording, SnmpNames.SYS_NAME);
        int read = 0;
        for (var variable : recording.below(maker.arc())) {
            if (read++ < VARIABLES_MAX && isScalarText(variable)) {
                groups.computeIfAbsent(variable.oid().up(2), _ -> new ArrayList<>()).add(variable);
            }
        }
    }

    private static String text(Recording recording, Oid oid) {
        return recording.find(oid).map(Variable::text).orElse("");
    }

    private static boolean isScalarText(Variable variable) {
        var text = variable.text();
        return variable.type() == OCTETS
                && variable.oid().last() == 0
                && !text.isEmpty()
                && text.length() <= TEXT_CHARACTERS_MAX
                && !Placeholders.has(text);
    }

    void read(Draft draft) {
        model().ifPresent(found -> draft.say(Field.MODEL, found.text(), found.why(RULE)));
        serial().ifPresent(found -> draft.say(Field.SERIAL, found.text(), found.why(RULE)));
        version().ifPresent(found -> draft.say(Field.VERSION, found.text(), found.why(RULE)));
    }

    /** One that sysDescr says too, else the first of three numbers, else the only one. */
    private Optional<Variable> version() {
        var all = all(this::isVersion);
        return all.stream()
                .filter(one -> descr.contains(one.text()))
                .findFirst()
                .or(() ->
                        all.stream()
                                .filter(one -> LONG_VERSION.matcher(one.text()).matches())
                                .findFirst())
                .or(() -> only(all));
    }

    /** The only one that stands beside a version or a name of the device. */
    private Optional<Variable> serial() {
        var found = new ArrayList<Variable>();
        for (var group : groups.values()) {
            if (group.stream().anyMatch(one -> isVersion(one) || isKnownModel(one))) {
                group.stream().filter(this::isSerial).forEach(found::add);
            }
        }
        return only(found);
    }

    /** What sysDescr calls the device too, as long as it is no version. */
    private Optional<Variable> model() {
        return all(this::isKnownModel).stream().findFirst();
    }

    private List<Variable> all(Predicate<Variable> condition) {
        return groups.values().stream().flatMap(List::stream).filter(condition).toList();
    }

    private static Optional<Variable> only(List<Variable> found) {
        return found.stream().map(Variable::text).distinct().count() == 1
                ? Optional.of(found.getFirst())
                : Optional.empty();
    }

    private boolean isVersion(Variable variable) {
        var text = variable.text();
        return VERSION.matcher(text).matches() && !ADDRESS_OR_DATE.matcher(text).matches();
    }

    private boolean isSerial(Variable variable) {
        var text = variable.text();
        return SERIAL.matcher(text).matches()
                && !NO_SERIAL.matcher(text).matches()
                && !descr.contains(text)
                && !name.equals(text)
                && !isMac(text);
    }

    private static boolean isMac(String text) {
        return MAC_DIGITS.matcher(text).matches()
                && MacAddress.find(text).flatMap(Registry::organization).isPresent();
    }

    private boolean isKnownModel(Variable variable) {
        var text = variable.text();
        return MODEL.matcher(text).matches()
                && descr.contains(text)
                && !isVersion(variable)
                && !name.contains(text);
    }
}
