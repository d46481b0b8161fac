package muster.scanner.snmp;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.snmp4j.PDU;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/**
 * Reads a subtree of which nothing is known: all that stands alone, and the first rows of tables.
 * What is behind them is jumped over.
 */
final class Skim {
    private static final int VARIABLES_AT_ONCE = 20;

    /**
     * How many variables are read below one OID whose variables have one, two or three more
     * numbers: a column, a column of a longer index or a table, a group of tables.
     */
    private static final int[] BELOW_MAX = {12, 80, 200};

    private final Conversation conversation;
    private final Subtree subtree;
    private final Consumer<VariableBinding> seen;
    private final int[] below = new int[OID.MAX_OID_LEN + 1];
    private OID last;
    private OID behind;
    private int rows;

    Skim(Conversation conversation, Subtree subtree, Consumer<VariableBinding> seen) {
        this.conversation = conversation;
        this.subtree = subtree;
        this.seen = seen;
        last = subtree.root();
        behind = last;
    }

    void read() throws IOException, InterruptedException {
        boolean more = true;
        while (more && conversation.goesOn()) {
            var answer = conversation.next(List.of(behind), VARIABLES_AT_ONCE);
            more = answer.isEmpty() || take(answer.get());
        }
    }

    /** Whether there may be more. */
    private boolean take(PDU answer) {
        boolean moved = false;
        for (int i = 0; answer.getErrorStatus() == PDU.noError && i < answer.size(); i++) {
            var variable = answer.get(i);
            var oid = variable.getOid();
            if (variable.getVariable().isException()
                    || !oid.startsWith(subtree.root())
                    || oid.compareTo(last) <= 0
                    || rows >= subtree.rowsMax()) {
                return false;
            }
            moved = true;
            if (oid.compareTo(behind) > 0) {
                take(variable);
            }
            last = oid;
        }
        return moved;
    }

    private void take(VariableBinding variable) {
        var oid = variable.getOid();
        count(oid);
        rows++;
        seen.accept(variable);
        behind = oid;
        for (int more = BELOW_MAX.length; more > 0; more--) {
            int length = oid.size() - more;
            if (length > subtree.root().size() && below[length] >= BELOW_MAX[more - 1]) {
                behind = new OID(oid.getValue(), 0, length).nextPeer();
                return;
            }
        }
    }

    /** How many variables in a row are below each beginning of this one. */
    private void count(OID oid) {
        int same = 0;
        int shorter = Math.min(oid.size(), last.size());
        while (same < shorter && oid.get(same) == last.get(same)) {
            same++;
        }
        for (int length = 0; length < oid.size(); length++) {
            below[length] = length <= same ? below[length] + 1 : 1;
        }
    }
}
