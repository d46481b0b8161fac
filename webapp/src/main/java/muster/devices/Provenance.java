package muster.devices;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Where something known about a device comes from, strongest first. */
public enum Provenance {
    AGENT,
    /** A plain poster with an API key: it speaks for the device, but signs nothing. */
    KEYED,
    MDM,
    SSH,
    SNMP,
    PASTE,
    PASSIVE;

    private static final Duration DAY = Duration.ofDays(1);

    /** A weaker source never overwrites a stronger one. */
    boolean outranks(Provenance other) {
        return compareTo(other) < 0;
    }

    /** How often such a source reports by itself; empty for one that never does. */
    Optional<Duration> interval() {
        return switch (this) {
            case AGENT, KEYED, MDM, SSH, SNMP -> Optional.of(DAY);
            case PASTE, PASSIVE -> Optional.empty();
        };
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> words() {
        return Stream.of(values()).map(Provenance::word).toList();
    }

    static String[] words(Collection<Provenance> some) {
        return some.stream().map(Provenance::word).toArray(String[]::new);
    }

    public static Provenance of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
