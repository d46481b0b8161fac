package muster.scanner.snmp;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import muster.scanner.Redaction;
import org.snmp4j.PDU;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/** All that is asked of one agent and what it answered, within bounds. */
final class Conversation {
    private static final int SILENCES_IN_A_ROW_MAX = 3;

    /** Each takes seconds: a device that is silent now and then would cost minutes. */
    private static final int SILENCES_MAX = 10;

    private static final int TROUBLES_MAX = 10;
    private static final OID OBJECT_ID = new OID("1.3.6.1.2.1.1.2.0");

    private final Agent agent;
    private final Recording recording;
    private final LongSupplier nanos;
    private final long endNanos;
    private final List<String> troubles = new ArrayList<>();

    private int silences;
    private int silencesInARow;

    private boolean ended;

    private Optional<OID> objectId = Optional.empty();

    /**
     * Begins the time in which all of it must be done.
     *
     * @param nanos a clock that only goes forward
     */
    Conversation(Agent agent, Recording recording, Duration time, LongSupplier nanos) {
        this.agent = agent;
        this.recording = recording;
        this.nanos = nanos;
        endNanos = nanos.getAsLong() + time.toNanos();
    }

    boolean goesOn() {
        if (!ended && nanos.getAsLong() - endNanos >= 0) {
            end("it took too long");
        } else if (!ended && recording.isFull()) {
            end("it has more than is kept");
        }
        return !ended;
    }

    private void end(String why) {
        ended = true;
        trouble(why);
    }

    boolean isVersion1() {
        return agent.isVersion1();
    }

    /** These; empty where nothing came back in time. */
    Optional<PDU> get(List<OID> names) throws IOException, InterruptedException {
        return heard(agent.get(names));
    }

    /** What comes behind these; empty where nothing came back in time. */
    Optional<PDU> next(List<OID> behind, int repetitions) throws IOException, InterruptedException {
        return heard(agent.next(behind, repetitions));
    }

    private Optional<PDU> heard(Optional<PDU> answer) {
        silences += answer.isPresent() ? 0 : 1;
        silencesInARow = answer.isPresent() ? 0 : silencesInARow + 1;
        if (silencesInARow >= SILENCES_IN_A_ROW_MAX || silences >= SILENCES_MAX) {
            end("it stopped answering");
        }
        return answer;
    }

    /** The first variable behind this one; empty where there is none or no answer. */
    Optional<VariableBinding> first(OID behind) throws IOException, InterruptedException {
        if (!goesOn()) {
            return Optional.empty();
        }
        return next(List.of(behind), 1)
                .filter(answer -> answer.getErrorStatus() == PDU.noError && answer.size() > 0)
                .map(answer -> answer.get(0))
                .filter(variable -> !variable.getVariable().isException())
                .filter(variable -> variable.getOid().compareTo(behind) > 0);
    }

    /** Notes of a variable what is kept of such a subtree. */
    void note(VariableBinding variable, Subtree of) {
        var value = variable.getVariable();
        if (value instanceof Null) {
            return;
        }
        if (variable.getOid().equals(OBJECT_ID) && value instanceof OID itself) {
            objectId = Optional.of(itself);
        }
        if (of.isOfPresence()) {
            recording.addPresence(variable.getOid());
        } else if (of.kept().test(Recording.text(value))) {
            recording.add(variable.getOid(), value);
        }
    }

    void note(OID oid, Variable value) {
        recording.add(oid, value);
    }

    /** All that is noted. */
    String told() {
        return recording.text();
    }

    Redaction redaction() {
        return recording.redaction();
    }

    /** What it calls itself; empty where it did not say. */
    Optional<OID> objectId() {
        return objectId;
    }

    void trouble(String what) {
        if (troubles.size() < TROUBLES_MAX) {
            troubles.add(what);
        }
    }

    /** What went wrong, in the order in which it did; empty where nothing did. */
    List<String> troubles() {
        return List.copyOf(troubles);
    }
}
