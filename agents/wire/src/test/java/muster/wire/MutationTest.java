package muster.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Thousands of damaged reports: each is understood, or Malformed, and nothing else. */
class MutationTest {
    private static final int ROUNDS = 20_000;

    @Test
    void damagedReportIsNothingWorseThanMalformed() {
        var random = new Random(20261122);
        var seeds =
                List.of(
                        Fixtures.bytes("full"),
                        Fixtures.bytes("minimal"),
                        Fixtures.bytes("compatible"),
                        Fixtures.bytes("v2/full"),
                        Fixtures.bytes("v2/change"),
                        Fixtures.bytes("v3/scan"));
        int understood = 0;
        for (int i = 0; i < ROUNDS; i++) {
            understood += ReportFuzz.holds(damaged(seeds.get(i % seeds.size()), random)) ? 1 : 0;
        }
        assertTrue(understood > 0 && understood < ROUNDS, understood + " understood");
    }

    @Test
    void cutReportIsMalformed() {
        var report = Fixtures.utf8(Fixtures.text("full").strip());
        for (int length = 0; length < report.length; length++) {
            assertEquals(
                    false, ReportFuzz.holds(Arrays.copyOf(report, length)), "cut at " + length);
        }
    }

    private static byte[] damaged(byte[] seed, Random random) {
        var bytes = seed.clone();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes[at] = bytes[random.nextInt(bytes.length)];
                case 3 -> {
                    int length = Math.min(random.nextInt(40), bytes.length - at);
                    int to = random.nextInt(bytes.length - length);
                    System.arraycopy(seed, at, bytes, to, length);
                }
                default -> throw new AssertionError();
            }
        }
        return bytes;
    }
}
