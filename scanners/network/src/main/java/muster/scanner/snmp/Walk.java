package muster.scanner.snmp;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.snmp4j.PDU;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;

/**
 * Reads subtrees of one agent, many at once: a request asks for the next rows of several. It always
 * ends, whatever the agent answers: each request brings a subtree on, ends one, or asks for less.
 */
final class Walk {
    /** About what fits into an answer that no router must cut in pieces. */
    private static final int VARIABLES_MAX = 40;

    /** Of subtrees that are there; those that may not be are asked for one row each. */
    private static final int SUBTREES_AT_ONCE = 8;

    /** Answers that are lost on the way are lost for their size. */
    private static final int LESS_AFTER_SILENCE = 4;

    private static final int LESS_AFTER_ERROR = 2;

    private final Conversation conversation;
    private int variables = VARIABLES_MAX;

    /** How far a subtree is read. */
    private static final class Progress {
        private final Subtree subtree;
        private OID last;
        private int rows;
        private boolean ended;

        private Progress(Subtree subtree) {
            this.subtree = subtree;
            last = subtree.root();
        }
    }

    Walk(Conversation conversation) {
        this.conversation = conversation;
    }

    /** Reads these; what an agent does not have costs a place in one request. */
    void read(List<Subtree> subtrees) throws IOException, InterruptedException {
        var fresh = new ArrayDeque<Progress>();
        subtrees.forEach(subtree -> fresh.add(new Progress(subtree)));
        var known = new ArrayDeque<Progress>();
        while (conversation.goesOn() && !fresh.isEmpty()) {
            advance(fresh, known, variables, 1);
        }
        while (conversation.goesOn() && !known.isEmpty()) {
            int width = Math.min(SUBTREES_AT_ONCE, Math.min(known.size(), variables));
            advance(known, known, width, variables / width);
        }
    }

    /** Asks for the next rows of the first ones; those that have more go to the end of others. */
    private void advance(Deque<Progress> from, Deque<Progress> to, int width, int repetitions)
            throws IOException, InterruptedException {
        var asked = new ArrayList<Progress>();
        while (asked.size() < width && !from.isEmpty()) {
            asked.add(from.removeFirst());
        }
        var answer = conversation.next(asked.stream().map(one -> one.last).toList(), repetitions);
        if (answer.isPresent() && take(answer.get(), asked)) {
            asked.stream().filter(one -> !one.ended).forEach(to::addLast);
            return;
        }
        if (variables == 1) {
            // This one it never answers; the others may be good.
            var mute = asked.removeFirst();
            conversation.trouble("no answer behind " + mute.last.toDottedString());
        }
        variables =
                Math.max(
                        1,
                        variables / (answer.isPresent() ? LESS_AFTER_ERROR : LESS_AFTER_SILENCE));
        asked.reversed().forEach(from::addFirst);
    }

    /** Whether the answer brought anything on. */
    private boolean take(PDU answer, List<Progress> asked) {
        int status = answer.getErrorStatus();
        int index = answer.getErrorIndex() - 1;
        if (status == PDU.noSuchName && index >= 0 && index < asked.size()) {
            // Version 1 says so of the first that has nothing behind it.
            asked.get(index).ended = true;
            return true;
        } else if (status != PDU.noError) {
            return false;
        }
        boolean moved = false;
        for (int i = 0; i < answer.size(); i++) {
            var one = asked.get(i % asked.size());
            if (!one.ended) {
                take(answer.get(i), one);
                moved = true;
            }
        }
        return moved;
    }

    private void take(VariableBinding variable, Progress one) {
        var oid = variable.getOid();
        if (variable.getVariable().isException()
                || !oid.startsWith(one.subtree.root())
                || one.rows >= one.subtree.rowsMax()) {
            one.ended = true;
        } else if (oid.compareTo(one.last) <= 0) {
            one.ended = true;
            conversation.trouble("it goes round in circles at " + oid.toDottedString());
        } else {
            one.last = oid;
            one.rows++;
            conversation.note(variable, one.subtree);
        }
    }
}
