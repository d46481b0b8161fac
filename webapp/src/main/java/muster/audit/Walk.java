package muster.audit;

import java.time.Instant;
import java.util.Optional;
import muster.audit.Verification.Flaw;
import muster.audit.Verification.Kind;
import org.jspecify.annotations.Nullable;

/** One reading of a chain from its first entry to its last. */
final class Walk {
    static final Head NOTHING = new Head(0, Entry.BEGINNING);

    private final Optional<Head> former;
    private final long keyedFrom;
    private final Optional<ChainKey> key;
    private Head reached = NOTHING;
    private @Nullable Flaw flaw;

    /** A walk that must pass this head, which somebody kept. */
    Walk(Optional<Head> former, long keyedFrom, Optional<ChainKey> key) {
        this.former = former;
        this.keyedFrom = keyedFrom;
        this.key = key;
    }

    void next(Entry entry) {
        if (flaw != null) {
            return;
        }
        var position = reached.sequence() + 1;
        if (entry.sequence() != position || !entry.previous().equals(reached.hash())) {
            flaw = new Flaw(Kind.MISSING, position);
        } else if (!isWhole(entry)) {
            flaw = new Flaw(Kind.CHANGED, position);
        } else if (former.filter(one -> isOther(one, entry)).isPresent()) {
            flaw = new Flaw(Kind.OTHER, position);
        } else {
            reached = new Head(position, entry.hash());
        }
    }

    private boolean isWhole(Entry entry) {
        return entry.sequence() < keyedFrom
                ? entry.isWholeWithoutKey()
                : key.filter(entry::isBy).isPresent();
    }

    private static boolean isOther(Head former, Entry entry) {
        return former.sequence() == entry.sequence() && !former.hash().equals(entry.hash());
    }

    /** What came of it, the chain being said to end there. */
    Verification ended(Head end, Instant now) {
        if (flaw == null && !reached.equals(end)) {
            flaw = new Flaw(Kind.CUT, reached.sequence() + 1);
        } else if (flaw == null) {
            former.filter(one -> one.sequence() > reached.sequence())
                    .ifPresent(_ -> flaw = new Flaw(Kind.SHORT, reached.sequence() + 1));
        }
        return new Verification(now, reached, keyedFrom, flaw);
    }
}
