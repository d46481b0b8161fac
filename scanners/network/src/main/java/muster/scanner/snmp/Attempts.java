package muster.scanner.snmp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import muster.scanner.Credential;
import org.jspecify.annotations.Nullable;
import org.snmp4j.CommunityTarget;
import org.snmp4j.PDU;
import org.snmp4j.Target;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;

/** Tries credentials at one address, one after the other. */
final class Attempts {
    private static final OID SYSTEM = new OID("1.3.6.1.2.1.1");

    private final Exchange exchange;
    private final Users users;
    private final SnmpInquiry.Patience patience;
    private final UdpAddress address;

    private boolean engineAsked;

    /** The agent's engine, which only version 3 has; empty before it was asked. */
    private Optional<byte[]> engine = Optional.empty();

    /** What came of trying one credential. */
    sealed interface Attempt {
        /**
         * It opens the agent.
         *
         * @param engine null before version 3
         */
        record Open(Agent agent, @Nullable OctetString engine, String how) implements Attempt {}

        /** The agent says what is wrong with it: only version 3 does. */
        record Wrong(String why) implements Attempt {}

        record Silent() implements Attempt {}
    }

    Attempts(Exchange exchange, Users users, SnmpInquiry.Patience patience, UdpAddress address) {
        this.exchange = exchange;
        this.users = users;
        this.patience = patience;
        this.address = address;
    }

    Attempt with(Credential.Snmp credential) throws IOException, InterruptedException {
        return switch (credential) {
            case Credential.Community one -> with(one);
            case Credential.User one -> with(one);
        };
    }

    private Attempt with(Credential.Community one) throws IOException, InterruptedException {
        var octets = one.community().reveal().getBytes(StandardCharsets.UTF_8);
        var target = new CommunityTarget<>(address, new OctetString(octets));
        target.setVersion(one.isVersion1() ? SnmpConstants.version1 : SnmpConstants.version2c);
        var version = one.isVersion1() ? "SNMPv1" : "SNMPv2c";
        return with(target, null, one.name(), version);
    }

    private Attempt with(Credential.User one) throws IOException, InterruptedException {
        var known = engine();
        if (known.isEmpty()) {
            return new Attempt.Silent();
        }
        var target = users.at(address, known.get(), one);
        return with(target, new OctetString(known.get()), one.name(), "SNMPv3");
    }

    private Optional<byte[]> engine() {
        for (int i = 0; !engineAsked && i <= patience.retries() && engine.isEmpty(); i++) {
            engine = exchange.engine(address, patience.answerMillis());
        }
        engineAsked = true;
        return engine;
    }

    private Attempt with(
            Target<UdpAddress> target, @Nullable OctetString engine, String name, String version)
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
        return new Attempt.Open(agent, engine, version + " as " + name);
    }
}
