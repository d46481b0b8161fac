package muster.scanner.snmp;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.snmp4j.PDU;
import org.snmp4j.PDUv1;
import org.snmp4j.ScopedPDU;
import org.snmp4j.Target;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.VariableBinding;

/** One SNMP agent and the credential that it takes. */
final class Agent {
    private final Exchange exchange;
    private final Target<UdpAddress> target;

    Agent(Exchange exchange, Target<UdpAddress> target) {
        this.exchange = exchange;
        this.target = target;
    }

    boolean isVersion1() {
        return target.getVersion() == SnmpConstants.version1;
    }

    /** These; empty where nothing came back in time. */
    Optional<PDU> get(List<OID> names) throws IOException, InterruptedException {
        var request = request();
        request.setType(PDU.GET);
        names.forEach(oid -> request.add(new VariableBinding(oid)));
        return exchange.ask(request, target);
    }

    /**
     * What comes behind these.
     *
     * @param repetitions how many of each, where the agent knows how to say several
     * @return empty where nothing came back in time
     */
    Optional<PDU> next(List<OID> behind, int repetitions) throws IOException, InterruptedException {
        var request = request();
        if (isVersion1() || repetitions == 1) {
            request.setType(PDU.GETNEXT);
        } else {
            request.setType(PDU.GETBULK);
            request.setNonRepeaters(0);
            request.setMaxRepetitions(repetitions);
        }
        behind.forEach(oid -> request.add(new VariableBinding(oid)));
        return exchange.ask(request, target);
    }

    private PDU request() {
        return switch (target.getVersion()) {
            case SnmpConstants.version1 -> new PDUv1();
            case SnmpConstants.version3 -> new ScopedPDU();
            default -> new PDU();
        };
    }
}
