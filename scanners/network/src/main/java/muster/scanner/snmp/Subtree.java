package muster.scanner.snmp;

import java.util.function.Predicate;
import org.snmp4j.smi.OID;

/**
 * What is read of an agent.
 *
 * @param rowsMax after so many variables it is left
 * @param kept which values are noted; nothing is of the others
 * @param isOfPresence whether only that something is there is noted, and no value
 */
record Subtree(OID root, int rowsMax, Predicate<String> kept, boolean isOfPresence) {
    /** All of it. */
    static Subtree of(OID root, int rowsMax) {
        return new Subtree(root, rowsMax, _ -> true, false);
    }

    static Subtree of(String root, int rowsMax) {
        return of(new OID(root), rowsMax);
    }

    /** Whether there is any of it. */
    static Subtree presence(OID root) {
        return new Subtree(root, 1, _ -> false, true);
    }
}
