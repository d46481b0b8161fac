package muster.scanner.snmp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import muster.scanner.Answer;
import muster.scanner.Candidate;
import muster.scanner.Credential;
import muster.scanner.Inquiry;
import muster.scanner.Redaction;
import muster.scanner.snmp.Attempts.Attempt;
import muster.wire.Evidence;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.UdpAddress;

/** Asks by SNMP: finds the credential that an agent takes, and reads what the agent has. */
public final class SnmpInquiry implements Inquiry, AutoCloseable {
    private static final OID ENGINE_ID = new OID("1.3.6.1.6.3.10.2.1.1.0");

    /** Below the 2 MiB that a report takes of one address, by what SSH and others tell. */
    private static final int EVIDENCE_BYTES_MAX = 1024 * 1024;

    /** Many systems hold some 200 KB of answers for each until they are read. */
    private static final int SOCKETS = 8;

    /**
     * Agents that are read at once: each has one answer under way, and keeps what it said in
     * memory. Many more may be waited for that never answer.
     */
    private static final int READ_AT_ONCE_MAX = 500;

    private final List<Exchange> exchanges = Stream.generate(Exchange::new).limit(SOCKETS).toList();
    private final Users users = new Users();
    private final Semaphore reading = new Semaphore(READ_AT_ONCE_MAX);
    private final List<Wanted.One> wanted = Wanted.all();
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
        var exchange = exchanges.get(Math.floorMod(candidate.address().hashCode(), SOCKETS));
        var attempts = new Attempts(exchange, users, patience, address);
        var wrong = new ArrayList<String>();
        for (var credential : credentials) {
            switch (attempts.with(credential)) {
                case Attempt.Open open -> {
                    return readInTurn(open);
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

    private Answer readInTurn(Attempt.Open open) throws IOException, InterruptedException {
        reading.acquire();
        try {
            return read(open);
        } finally {
            reading.release();
        }
    }

    private Answer read(Attempt.Open open) throws IOException, InterruptedException {
        var recording = new Recording(redaction, EVIDENCE_BYTES_MAX);
        var conversation =
                new Conversation(open.agent(), recording, patience.whole(), System::nanoTime);
        new Reading(conversation, wanted).all();
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
        exchanges.forEach(Exchange::close);
    }
}
