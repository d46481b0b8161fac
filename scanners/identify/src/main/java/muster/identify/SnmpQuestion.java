package muster.identify;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Something that rules read of SNMP agents beside the standard tables. Makers keep passwords and
 * communities in their trees too, as texts like all others: so only what rules name is asked for,
 * and not all that comes back is kept.
 */
public final class SnmpQuestion {
    /** Stands for a value of which only that it is there was asked. */
    public static final String NOT_KEPT = "(not kept)";

    /** The enterprise and two more arcs: what stands below so few is a tree of many tables. */
    private static final int TREE_ARCS_MAX = 9;

    private static final int TEXT_CHARACTERS_MAX = 2_000;

    private final Oid oid;
    private final boolean isBelowObjectId;

    /** What rules take; empty where they only look whether something is there. */
    private final List<Pattern> taken;

    SnmpQuestion(Oid oid, boolean isBelowObjectId, List<Pattern> taken) {
        this.oid = oid;
        this.isBelowObjectId = isBelowObjectId;
        this.taken = List.copyOf(taken);
    }

    /** A variable, a column or a tree. */
    public String oid() {
        return oid.toString();
    }

    /** Whether {@link #oid} stands behind what the device calls itself. */
    public boolean isBelowObjectId() {
        return isBelowObjectId;
    }

    /**
     * Whether rules only look if there is anything: the first variable answers, without a value.
     */
    public boolean isOfPresence() {
        return taken.isEmpty();
    }

    /** Whether it is a tree, of which only single values are kept. */
    public boolean isOfTree() {
        return !isBelowObjectId
                && oid.toString().startsWith(Oid.ENTERPRISES)
                && oid.length() <= TREE_ARCS_MAX;
    }

    /** Whether a value is kept: of a tree those that a rule takes for an answer. */
    public boolean keeps(String value) {
        var text = value.substring(0, Math.min(value.length(), TEXT_CHARACTERS_MAX)).strip();
        return isOfTree()
                ? taken.stream().anyMatch(pattern -> pattern.matcher(text).find())
                : !taken.isEmpty();
    }
}
