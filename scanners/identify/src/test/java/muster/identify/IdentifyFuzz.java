package muster.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What holds for any line of input and anything that a device says: an answer, with its reasons.
 */
class IdentifyFuzz {
    private static final String LONGEST = "20s";
    private static final ObjectMapper JSON = new ObjectMapper();

    static class LineTarget {
        @FuzzTest(maxDuration = LONGEST)
        void line(byte[] bytes) throws IOException {
            lineHolds(text(bytes).replaceAll("\\R", " "));
        }
    }

    static class SnmpTarget {
        @FuzzTest(maxDuration = LONGEST)
        void snmp(byte[] bytes) throws IOException {
            holds(new Evidence.Snmp(text(bytes)), text(bytes));
        }
    }

    static class CliTarget {
        @FuzzTest(maxDuration = LONGEST)
        void cli(byte[] bytes) throws IOException {
            var command = bytes.length % 2 == 0 ? "show version" : "show lldp neighbors detail";
            holds(new Evidence.Cli(command, text(bytes), null), text(bytes));
        }
    }

    static class SecretsTarget {
        @FuzzTest(maxDuration = LONGEST)
        void secrets(byte[] bytes) {
            var hidden = DeviceSecrets.hidden(text(bytes));
            assertEquals(hidden, DeviceSecrets.hidden(hidden));
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static void lineHolds(String line) throws IOException {
        var answer = Identify.answer(line);
        assertFalse(answer.contains("\n"), answer);
        assertTrue(JSON.readTree(answer).has("id"), answer);
    }

    static void holds(Evidence evidence, String said) throws IOException {
        var identity = Identification.of(evidence);
        assertTrue(JSON.readTree(IdentityJson.of(identity)).isObject());
        for (var field : identity.facts().keySet()) {
            var why = identity.whys().get(field);
            assertTrue(why != null && said.contains(why.evidence()), field + ": " + why);
        }
    }
}
