package muster.identity.factors;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Codes that change with time, as authenticator apps show them: SHA-1, six digits, 30 seconds,
 * which is what all apps understand.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6238">RFC 6238</a>
 */
final class Totp {
    /** As long as SHA-1's output, which RFC 4226 recommends. */
    static final int KEY_BYTES = 20;

    private static final Duration STEP = Duration.ofSeconds(30);
    private static final int DIGITS = 6;
    private static final int MODULUS = 1_000_000;

    /** How far a phone's clock may be off, and how late somebody types. */
    private static final int STEPS_OFF_MAX = 1;

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int LETTER_BITS = 5;
    private static final int GROUP_LETTERS = 4;

    private Totp() {}

    /** The step whose code this is, near this moment. */
    static OptionalLong step(byte[] key, String typed, Instant now) {
        var code = typed.replace(" ", "").getBytes(StandardCharsets.UTF_8);
        var present = step(now);
        var found = OptionalLong.empty();
        for (var step = present - STEPS_OFF_MAX; step <= present + STEPS_OFF_MAX; step++) {
            var expected = code(key, step).getBytes(StandardCharsets.UTF_8);
            if (MessageDigest.isEqual(expected, code)) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    static long step(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), STEP.toSeconds());
    }

    static String code(byte[] key, long step) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            var hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            var offset = hash[hash.length - 1] & 0xf;
            var number = ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE;
            return ("%0" + DIGITS + "d").formatted(number % MODULUS);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("HmacSHA1 is part of every JDK", impossible);
        }
    }

    /** The key as people type it: base32 (RFC 4648) without padding. */
    static String text(byte[] key) {
        var text = new StringBuilder();
        var bits = 0;
        var held = 0;
        for (var octet : key) {
            held = (held << Byte.SIZE) | (octet & 0xff);
            bits += Byte.SIZE;
            while (bits >= LETTER_BITS) {
                bits -= LETTER_BITS;
                text.append(LETTERS.charAt((held >> bits) & 0x1f));
            }
            held &= (1 << bits) - 1;
        }
        if (bits > 0) {
            text.append(LETTERS.charAt((held << (LETTER_BITS - bits)) & 0x1f));
        }
        return text.toString();
    }

    /** The same in groups of four letters. */
    static String grouped(byte[] key) {
        return text(key).replaceAll("(?<=\\G.{" + GROUP_LETTERS + "})(?=.)", " ");
    }

    /** What the QR code says: the key, and what the app calls it. */
    static String uri(byte[] key, String email, String hub) {
        return "otpauth://totp/%s:%s?secret=%s&issuer=%s"
                .formatted(encoded(hub), encoded(email), text(key), encoded(hub));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
