package muster.scanner.snmp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import muster.identify.Identification;
import org.snmp4j.PDU;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/** What the rules of identification read beside the standard tables. */
final class Wanted {
    private static final int AT_ONCE = 20;

    /** Of a column: more units than a stack or chassis has. */
    private static final int ROWS_MAX = 60;

    private final Conversation conversation;
    private final Walk walk;

    /** Of all makers. */
    private final List<OID> all;

    Wanted(Conversation conversation, Walk walk, List<OID> all) {
        this.conversation = conversation;
        this.walk = walk;
        this.all = all;
    }

    /** By name, without what is read of every device. */
    static List<OID> all() {
        return Identification.snmpOids().stream()
                .map(OID::new)
                .filter(oid -> !Reading.isOfAllDevices(oid))
                .toList();
    }

    /** Reads what is read of devices that have variables of these enterprises. */
    void read(Collection<Integer> enterprises) throws IOException, InterruptedException {
        var wanted = all.stream().filter(oid -> isOf(oid, enterprises)).toList();
        var columns = new ArrayList<Subtree>();
        for (int from = 0; from < wanted.size() && conversation.goesOn(); from += AT_ONCE) {
            var some = wanted.subList(from, Math.min(from + AT_ONCE, wanted.size()));
            unanswered(some).forEach(oid -> columns.add(column(oid)));
        }
        walk.read(columns.stream().distinct().toList());
    }

    private static boolean isOf(OID oid, Collection<Integer> enterprises) {
        return !oid.startsWith(Reading.ENTERPRISES)
                || (oid.size() > Reading.ENTERPRISES.size()
                        && enterprises.contains(oid.get(Reading.ENTERPRISES.size())));
    }

    /** Asks for them by name; returns those that may name a column. */
    private List<OID> unanswered(List<OID> names) throws IOException, InterruptedException {
        if (conversation.isVersion1()) {
            // One that is not there would hide the others.
            return names;
        }
        var answer = conversation.get(names);
        if (answer.isEmpty() || answer.get().getErrorStatus() != PDU.noError) {
            return names;
        }
        var found = new ArrayList<OID>();
        for (VariableBinding variable : answer.get().getAll()) {
            if (!variable.getVariable().isException()) {
                conversation.note(variable);
                found.add(variable.getOid());
            }
        }
        return names.stream().filter(oid -> !found.contains(oid) && oid.last() != 0).toList();
    }

    /** A name that ends in 0 is the one variable of its kind. */
    private static Subtree column(OID oid) {
        return new Subtree(oid.last() == 0 ? oid.trim() : oid, ROWS_MAX);
    }
}
