package muster.scanner.snmp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import muster.identify.Identification;
import muster.identify.SnmpQuestion;
import org.snmp4j.PDU;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/** What the rules of identification read beside the standard tables: nothing else is asked for. */
final class Wanted {
    private static final int AT_ONCE = 20;

    /** Of a column: more units than a stack or chassis has. */
    private static final int ROWS_MAX = 60;

    private static final int TREE_ROWS_MAX = 400;

    private final Conversation conversation;
    private final Walk walk;

    /** Of all makers. */
    private final List<One> all;

    private final Set<One> answered = new HashSet<>();

    /**
     * One of them.
     *
     * @param oid behind what a device calls itself where the question says so
     */
    record One(OID oid, SnmpQuestion question) {
        private One below(OID objectId) {
            return new One(new OID(objectId).append(oid), question);
        }

        private boolean isOf(Collection<Integer> enterprises) {
            return !oid.startsWith(Reading.ENTERPRISES)
                    || (oid.size() > Reading.ENTERPRISES.size()
                            && enterprises.contains(oid.get(Reading.ENTERPRISES.size())));
        }

        /** A name that ends in 0 is the one variable of its kind. */
        private boolean isSingle() {
            return oid.last() == 0;
        }

        private Subtree subtree() {
            if (question.isOfPresence()) {
                return Subtree.presence(oid);
            } else if (question.isOfTree()) {
                return new Subtree(oid, TREE_ROWS_MAX, question::keeps, false);
            } else {
                return Subtree.of(oid, ROWS_MAX);
            }
        }
    }

    Wanted(Conversation conversation, Walk walk, List<One> all) {
        this.conversation = conversation;
        this.walk = walk;
        this.all = all;
    }

    /** Without what is read of every device. */
    static List<One> all() {
        return Identification.snmpQuestions().stream()
                .map(question -> new One(new OID(question.oid()), question))
                .filter(one ->
                        one.question().isBelowObjectId() || !Reading.isOfAllDevices(one.oid()))
                .toList();
    }

    /** Reads what is read of devices that have variables of these enterprises. */
    void read(Collection<Integer> enterprises) throws IOException, InterruptedException {
        var wanted = here().stream().filter(one -> one.isOf(enterprises)).toList();
        var named = wanted.stream().filter(one -> !one.question().isOfPresence()).toList();
        var unnamed =
                new ArrayList<>(
                        wanted.stream().filter(one -> one.question().isOfPresence()).toList());
        for (int from = 0; from < named.size() && conversation.goesOn(); from += AT_ONCE) {
            unnamed.addAll(unanswered(named.subList(from, Math.min(from + AT_ONCE, named.size()))));
        }
        walk.read(unnamed.stream().map(One::subtree).toList());
    }

    /** With the whole names on this device. */
    private List<One> here() {
        var objectId = conversation.objectId().filter(oid -> oid.startsWith(Reading.ENTERPRISES));
        return all.stream()
                .flatMap(one ->
                        one.question().isBelowObjectId()
                                ? objectId.map(one::below).stream()
                                : Optional.of(one).stream())
                .toList();
    }

    /** Asks for them by name; returns those that may name a column. */
    private List<One> unanswered(List<One> names) throws IOException, InterruptedException {
        // Version 1 says nothing of any where one is not there.
        if (conversation.isVersion1() || !areNoted(names)) {
            for (var one : names) {
                if (one.isSingle() && conversation.goesOn()) {
                    areNoted(List.of(one));
                }
            }
        }
        return names.stream().filter(one -> !one.isSingle() && !answered.contains(one)).toList();
    }

    /** Whether the device answered; what it has of them is noted. */
    private boolean areNoted(List<One> names) throws IOException, InterruptedException {
        var answer = conversation.get(names.stream().map(One::oid).toList());
        if (answer.isEmpty() || answer.get().getErrorStatus() != PDU.noError) {
            return false;
        }
        for (VariableBinding variable : answer.get().getAll()) {
            if (!variable.getVariable().isException()) {
                named(variable, names)
                        .ifPresent(one -> {
                            conversation.note(variable, one.subtree());
                            answered.add(one);
                        });
            }
        }
        return true;
    }

    /** Which of them a device answered; it may answer what nobody asked. */
    private static Optional<One> named(VariableBinding variable, List<One> names) {
        return names.stream().filter(one -> one.oid().equals(variable.getOid())).findFirst();
    }
}
