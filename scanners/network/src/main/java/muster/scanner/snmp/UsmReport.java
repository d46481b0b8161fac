package muster.scanner.snmp;

import java.util.Map;
import org.snmp4j.PDU;
import org.snmp4j.smi.OID;

/**
 * What an engine says of a user that it does not take (<a
 * href="https://www.rfc-editor.org/rfc/rfc3414#section-5">RFC 3414, usmStats</a>).
 */
final class UsmReport {
    private static final OID STATISTICS = new OID("1.3.6.1.6.3.15.1.1");
    private static final Map<Integer, String> MEANINGS =
            Map.of(
                    1, "the engine wants another security level",
                    3, "the engine does not know the user",
                    5, "the authentication password or protocol is wrong",
                    6, "the privacy password or protocol is wrong");

    private UsmReport() {}

    /** Whether asking again would be answered the same. */
    static boolean isFinal(PDU report) {
        return MEANINGS.containsKey(statistic(report));
    }

    static String meaning(PDU report) {
        return MEANINGS.getOrDefault(statistic(report), "refused");
    }

    private static int statistic(PDU report) {
        for (var variable : report.getAll()) {
            var oid = variable.getOid();
            if (oid.startsWith(STATISTICS) && oid.size() > STATISTICS.size()) {
                return oid.get(STATISTICS.size());
            }
        }
        return 0;
    }
}
