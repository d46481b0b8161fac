package muster.devices;

import java.util.List;
import java.util.regex.Pattern;

/** Serials, uuids and addresses that many machines share because their maker left them so. */
final class Placeholders {
    private static final List<Placeholder> ALL =
            Table.read("placeholders.txt").stream().map(Placeholder::of).toList();

    /** One row of the table, with an example that it must know. */
    record Placeholder(Identifier.Kind kind, Pattern pattern, String example) {
        static Placeholder of(List<String> cells) {
            return new Placeholder(
                    Identifier.Kind.of(cells.get(0)), Pattern.compile(cells.get(1)), cells.get(2));
        }

        boolean matches(Identifier identifier) {
            return kind == identifier.kind() && pattern.matcher(identifier.value()).matches();
        }
    }

    private Placeholders() {}

    static boolean include(Identifier identifier) {
        return ALL.stream().anyMatch(placeholder -> placeholder.matches(identifier));
    }

    static List<Placeholder> all() {
        return ALL;
    }
}
