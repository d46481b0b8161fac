package muster.findings;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How bad a vulnerability is, in OCSF's words; from the least to the worst. */
public enum Severity {
    NONE(0),
    LOW(1),
    /** Nobody rated it: not the same as harmless, so it stands above the rated lows. */
    UNKNOWN(2),
    MEDIUM(3),
    HIGH(4),
    CRITICAL(5);

    private static final double CRITICAL_FROM = 9.0;
    private static final double HIGH_FROM = 7.0;
    private static final double MEDIUM_FROM = 4.0;

    private static final String DISTRIBUTION_SAYS_NO_MATTER = "unimportant";

    private final int rank;

    Severity(int rank) {
        this.rank = rank;
    }

    int rank() {
        return rank;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Severity of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** The words as queries compare them, lowest first. */
    static List<String> words() {
        return Stream.of(values()).map(Severity::word).toList();
    }

    /**
     * The rating of a vulnerability on a device.
     *
     * @param vector its CVSS vector, where somebody published one
     * @param notes what the sources add; a distribution that calls it unimportant knows how the
     *     package was built, and rates where there is no vector
     */
    static Severity of(@Nullable String vector, List<String> notes) {
        if (!notes.isEmpty() && notes.stream().allMatch(DISTRIBUTION_SAYS_NO_MATTER::equals)) {
            return LOW;
        }
        var score = vector == null ? Cvss.UNTOLD : Cvss.baseScore(vector);
        if (score != Cvss.UNTOLD) {
            return of(score);
        } else {
            return notes.stream()
                    .flatMap(note ->
                            Stream.of(LOW, MEDIUM, HIGH).filter(it -> it.word().equals(note)))
                    .findFirst()
                    .orElse(UNKNOWN);
        }
    }

    private static Severity of(double score) {
        if (score >= CRITICAL_FROM) {
            return CRITICAL;
        } else if (score >= HIGH_FROM) {
            return HIGH;
        } else if (score >= MEDIUM_FROM) {
            return MEDIUM;
        } else {
            return score > 0 ? LOW : NONE;
        }
    }
}
