package muster.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.UUID;

/** What holds for any bytes: understood whole or Malformed; what is understood can be sent on. */
class ReportFuzz {
    private static final String LONGEST = "20s";
    private static final UUID ID = UUID.fromString("0198a6f2-4f3c-7c1e-9a55-0d5f3c1b2a10");

    static class AnyBytesTarget {
        @FuzzTest(maxDuration = LONGEST)
        void anyBytes(byte[] bytes) {
            holds(bytes);
        }
    }

    static boolean holds(byte[] bytes) {
        var strict = understood(bytes, true);
        var compatible = understood(bytes, false);
        return strict || compatible || understoodSigned(bytes);
    }

    private static boolean understood(byte[] bytes, boolean strict) {
        try {
            var report = strict ? Report.decode(bytes) : Report.decodeCompatible(bytes).withId(ID);
            var again = Report.decode(report.encode());
            assertEquals(report, again);
            assertArrayEquals(report.digest(), again.digest());
            return true;
        } catch (Report.Malformed expected) {
            return false;
        }
    }

    private static boolean understoodSigned(byte[] bytes) {
        try {
            var report = Report.decodeSigned(bytes);
            var again = Report.decodeSigned(report.encode());
            assertEquals(report, again);
            assertArrayEquals(report.digest(), again.digest());
            return true;
        } catch (Report.Malformed expected) {
            return false;
        }
    }
}
