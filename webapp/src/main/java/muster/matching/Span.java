package muster.matching;

/**
 * A stretch of affected versions: from a first one (or the beginning) to an end.
 *
 * @param introduced the first affected version, or {@link #BEGINNING}
 * @param kind how {@code end} is meant
 * @param end empty for {@link Kind#OPEN}
 */
public record Span(String introduced, Kind kind, String end) {

    /** OSV's "0": before every version there is. */
    public static final String BEGINNING = "0";

    /** How a span ends; the words are stored, so they stay. */
    public enum Kind {
        /** The end is the first version that is not affected any more. */
        FIXED,
        /** The end is the last affected version; no fixed one is published. */
        LAST_AFFECTED,
        /** The end bounds the statement; beyond it nothing is said. */
        LIMIT,
        /** No end: no fixed version is known. */
        OPEN,
        /** Exactly this one version. */
        EXACT
    }

    /** Whether a version lies in a span. */
    enum Answer {
        YES,
        NO,
        UNTOLD
    }

    Answer contains(String version, Scheme scheme) {
        if (!introduced.equals(BEGINNING)) {
            var since = scheme.compare(version, introduced);
            if (since.isEmpty()) {
                return Answer.UNTOLD;
            } else if (since.getAsInt() < 0) {
                return Answer.NO;
            }
        }
        return kind == Kind.OPEN ? Answer.YES : beforeEnd(version, scheme);
    }

    private Answer beforeEnd(String version, Scheme scheme) {
        var until = scheme.compare(version, end);
        if (until.isEmpty()) {
            return Answer.UNTOLD;
        } else {
            var endIsAffected = kind == Kind.LAST_AFFECTED || kind == Kind.EXACT;
            return until.getAsInt() < (endIsAffected ? 1 : 0) ? Answer.YES : Answer.NO;
        }
    }

    static Span exactly(String version) {
        return new Span(version, Kind.EXACT, version);
    }

    /** The span for reading: "fixed in 1.2", "from 1.0, no fixed version known". */
    public String text() {
        var from = introduced.equals(BEGINNING) ? "" : "from " + introduced + ", ";
        return switch (kind) {
            case FIXED -> from + "fixed in " + end;
            case LAST_AFFECTED -> from + "up to and with " + end;
            case LIMIT -> from + "before " + end;
            case OPEN -> from + "no fixed version known";
            case EXACT -> "exactly " + end;
        };
    }
}
