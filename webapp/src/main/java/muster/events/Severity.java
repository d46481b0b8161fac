package muster.events;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How bad an event is, in the words of OCSF.
 *
 * @see <a href="https://schema.ocsf.io/dictionary/severity_id">severity_id</a>
 */
public enum Severity {
    UNKNOWN(0),
    INFORMATIONAL(1),
    LOW(2),
    MEDIUM(3),
    HIGH(4),
    CRITICAL(5),
    FATAL(6),
    OTHER(99);

    private final int id;

    Severity(int id) {
        this.id = id;
    }

    static Optional<Severity> of(int id) {
        return Stream.of(values()).filter(one -> one.id == id).findFirst();
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All of them, from the least to the worst. */
    static List<String> words() {
        return Stream.of(OTHER, UNKNOWN, INFORMATIONAL, LOW, MEDIUM, HIGH, CRITICAL, FATAL)
                .map(Severity::word)
                .toList();
    }
}
