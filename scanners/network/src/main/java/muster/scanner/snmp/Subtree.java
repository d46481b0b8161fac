package muster.scanner.snmp;

import org.snmp4j.smi.OID;

/**
 * What is read of an agent.
 *
 * @param rowsMax after so many variables it is left
 */
record Subtree(OID root, int rowsMax) {
    static Subtree of(String root, int rowsMax) {
        return new Subtree(new OID(root), rowsMax);
    }
}
