package muster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Predicate;

/** Sound input, damaged in thousands of ways, the same ones each time. */
public final class Damage {
    private static final byte[] NASTY =
            "\0\"\\{}[]()%&=:*-+.,<> \u00e9\t\n\uFFFF0189eEuNdPK\1\2\3\4".getBytes(UTF_8);

    private final Random random = new Random(42);

    /** Gives the reader what is sound, which it must understand, and then so many damaged ones. */
    public void done(int rounds, byte[] sound, Predicate<byte[]> reader) {
        assertTrue(reader.test(sound), "what is sound is understood");
        int refused = 0;
        for (int i = 0; i < rounds; i++) {
            refused += reader.test(damaged(sound)) ? 0 : 1;
        }
        assertTrue(refused > 0, "some damage is seen");
    }

    private byte[] damaged(byte[] sound) {
        var bytes = sound.clone();
        for (int n = random.nextInt(4); n >= 0; n--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] = NASTY[random.nextInt(NASTY.length)];
                case 2 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                default -> {
                    int from = random.nextInt(bytes.length);
                    int length = Math.min(random.nextInt(20), bytes.length - Math.max(at, from));
                    System.arraycopy(bytes, from, bytes, at, length);
                }
            }
        }
        return random.nextInt(10) == 0
                ? Arrays.copyOf(bytes, random.nextInt(1, bytes.length))
                : bytes;
    }
}
