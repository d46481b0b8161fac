package muster.audit;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What came of reading a whole record.
 *
 * @param at when it was read
 * @param head how far it is whole; all of it where there is no flaw
 * @param keyedFrom the first entry that a key made: those before it are held by it
 * @param flaw what is wrong first, null when nothing is
 */
public record Verification(Instant at, Head head, long keyedFrom, @Nullable Flaw flaw) {
    /** What can be wrong. */
    public enum Kind {
        /** An entry is not what it was when it was made. */
        CHANGED,
        /** An entry is not there any more, or one was put between. */
        MISSING,
        /** The last entries are not there any more. */
        CUT,
        /** The chain's key is none that this master key sealed for this organization. */
        KEY,
        /** The chain ends before the head that somebody kept. */
        SHORT,
        /** The entry of the head that somebody kept is another one now. */
        OTHER;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is wrong, and with which entry first. */
    public record Flaw(Kind kind, long entry) {}

    public boolean holds() {
        return flaw == null;
    }
}
