package muster.scanner.snmp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import muster.scanner.Answer;
import muster.scanner.Candidate;
import muster.scanner.Credential;
import muster.scanner.Inquiry;
import muster.scanner.Redaction;
import muster.wire.Evidence;
import org.jspecify.annotations.Nullable;
import org.snmp4j.CommunityTarget;
import org.snmp4j.PDU;
import org.snmp4j.Target;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;

/** Asks by SNMP: finds the credential that an agent takes, and reads what the agent has. */
public final class SnmpInquiry implements Inquiry, AutoCloseable {
    private static final OID SYSTEM = new OID("1.3.6.1.2.1.1");
    private static final OID ENGINE_ID = new OID("1.3.6.1.6.3.10.2.1.1.0");

    /** Below the 2 MiB that a report takes of one address, by what SSH and others tell. */
    private static final int EVIDENCE_BYTES_MAX = 1024 * 1024 + 512 * 1024;

    private final Exchange exchange = new Exchange();
    private final Users users = new Users();
    private final Redaction redaction;
    private final Patience patience;

    /**
     * How long is waited.
     *
     * @param answerMillis for one answer
     * @param retries how often a question is asked again
     * @param whole for all that one agent has
     */
    public record Patience(int answerMillis, int retries, Duration whole) {
        public static final Patience USUAL = new Patience(1_500, 1, Duration.ofSeconds(90));
    }

    /** What came of trying one credential. */
    private sealed interface Attempt {
        record Open(Agent agent, @Nullable OctetString engine, String how) implements Attempt {}

        /** The agent says what is wrong with it: only version 3 does. */
        record Wrong(String why) implements Attempt {}

        record Silent() implements Attempt {}
    }

    public SnmpInquiry(Redaction redaction, Patience patience) {
        this.redaction = redaction;
        this.patience = patience;
    }

    @Override
    public Answer ask(Candidate candidate) throws InterruptedException {
        var credentials = inOrder(candidate.credentials(Credential.Snmp.class));
        if (credentials.isEmpty()) {
            return Answer.none(Answer.Outcome.SILENT, "");
        }
        try {
            return ask(candidate, credentials);
        } catch (IOException | UncheckedIOException e) {
            return Answer.none(Answer.Outcome.ERROR, "SNMP: " + e.getMessage());
        }
    }

    /** Of equally close ones first those that do not show the secret to who listens. */
    private static List<Credential.Snmp> inOrder(List<Credential.Snmp> credentials) {
        return credentials.stream()
                .sorted(Comparator.comparing(Credential.Community.class::isInstance))
                .toList();
    }

    private Answer ask(Candidate candidate, List<Credential.Snmp> credentials)
            throws IOException, InterruptedException {
        var address = new UdpAddress(candidate.address(), candidate.site().snmpPort());
        Optional<byte[]> engine = Optional.empty();
        boolean engineAsked = false;
        var wrong = new ArrayList<String>();
        for (var credential : credentials) {
            if (credential instanceof Credential.User && !engineAsked) {
                engine = engine(address);
                engineAsked = true;
            }
            switch (attempt(address, credential, engine)) {
                case Attempt.Open open -> {
                    return read(open);
                }
                case Attempt.Wrong said -> wrong.add(said.why());
                case Attempt.Silent _ -> {}
            }
        }
        if (!wrong.isEmpty()) {
            return Answer.none(
                    Answer.Outcome.WRONG_CREDENTIAL, "SNMPv3: " + String.join(", ", wrong));
        }
        return Answer.none(
                Answer.Outcome.SILENT,
                "no answer by SNMP, which a wrong community is never told from");
    }

    private Optional<byte[]> engine(UdpAddress address) {
        Optional<byte[]> engine = Optional.empty();
        for (int i = 0; i <= patience.retries() && engine.isEmpty(); i++) {
            engine = exchange.engine(address, patience.answerMillis());
        }
        return engine;
    }

    private Attempt attempt(UdpAddress address, Credential.Snmp credential, Optional<byte[]> engine)
            throws IOException, InterruptedException {
        return switch (credential) {
            case Credential.Community one -> {
                var target = new CommunityTarget<>(address, octets(one.community().reveal()));
                target.setVersion(
                        one.isVersion1() ? SnmpConstants.version1 : SnmpConstants.version2c);
                var how = (one.isVersion1() ? "SNMPv1 as " : "SNMPv2c as ") + one.name();
                yield attempt(target, null, one.name(), how);
            }
            case Credential.User one ->
                    engine.isEmpty()
                            ? new Attempt.Silent()
                            : attempt(
                                    users.at(address, engine.get(), one),
                                    new OctetString(engine.get()),
                                    one.name(),
                                    "SNMPv3 as " + one.name());
        };
    }

    private static OctetString octets(String text) {
        return new OctetString(text.getBytes(StandardCharsets.UTF_8));
    }

    private Attempt attempt(
            Target<UdpAddress> target, @Nullable OctetString engine, String name, String how)
            throws IOException, InterruptedException {
        target.setTimeout(patience.answerMillis());
        target.setRetries(patience.retries());
        var agent = new Agent(exchange, target);
        var answer = agent.next(List.of(SYSTEM), 1);
        if (answer.isEmpty()) {
            return new Attempt.Silent();
        } else if (answer.get().getType() == PDU.REPORT) {
            return new Attempt.Wrong(name + ": " + UsmReport.meaning(answer.get()));
        } else if (answer.get().getErrorStatus() == PDU.authorizationError) {
            return new Attempt.Wrong(name + ": it may read nothing");
        }
        return new Attempt.Open(agent, engine, how);
    }

    private Answer read(Attempt.Open open) throws IOException, InterruptedException {
        var recording = new Recording(redaction, EVIDENCE_BYTES_MAX);
        var conversation =
                new Conversation(open.agent(), recording, patience.whole(), System::nanoTime);
        new Reading(conversation).all();
        if (open.engine() != null) {
            recording.add(ENGINE_ID, open.engine());
        }
        var why = open.how();
        if (!conversation.troubles().isEmpty()) {
            why += "; " + String.join(", ", conversation.troubles());
        }
        return recording.isEmpty()
                ? Answer.none(Answer.Outcome.UNSUPPORTED, why + "; it has nothing to read")
                : new Answer(
                        Answer.Outcome.ANSWERED, List.of(new Evidence.Snmp(recording.text())), why);
    }

    @Override
    public void close() {
        exchange.close();
    }
}
