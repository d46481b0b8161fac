package muster.packages;

import java.util.Arrays;
import java.util.Random;

/** Damage to bytes that were whole: each three bytes are a place and what stands there from now. */
final class Changes {
    private static final int MOST = 8;

    private Changes() {}

    static byte[] in(byte[] whole, byte[] changes) {
        var changed = whole.clone();
        for (int at = 0; at + 2 < changes.length; at += 3) {
            int place = (changes[at] & 0xff) << 8 | (changes[at + 1] & 0xff);
            changed[place % changed.length] = changes[at + 2];
        }
        // What is left over cuts the end off.
        int cut = changes.length % 3 == 0 ? 0 : changes[changes.length - 1] & 0xff;
        return Arrays.copyOf(changed, Math.max(0, changed.length - cut * cut));
    }

    /** Some of them by chance. */
    static byte[] some(Random random) {
        var changes = new byte[random.nextInt(3 * MOST)];
        random.nextBytes(changes);
        return changes;
    }
}
