package muster.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a collector's request shows in its headers: which key, the place in the order of what it
 * sends, and HMAC-SHA256 over these, the request's method and path and the SHA-256 of its body as
 * it is sent. Whoever changes a byte of any of it has no signature.
 *
 * @param key the id of the key, which is no secret
 * @param epoch names an unbroken order of batches
 * @param sequence the batch's place in it, from 1; 0 for what is no batch
 * @param code 64 hexadecimal digits
 */
public record Signature(UUID key, UUID epoch, long sequence, String code) {
    public static final String KEY_HEADER = "Muster-Key";
    public static final String EPOCH_HEADER = "Muster-Epoch";
    public static final String SEQUENCE_HEADER = "Muster-Sequence";
    public static final String CODE_HEADER = "Muster-Signature";

    /** Of the key that signs. */
    public static final int KEY_BYTES = 32;

    private static final String SCHEME = "MUSTER1";
    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern CODE = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern SEQUENCE = Pattern.compile("[0-9]{1,18}");
    private static final Pattern ID =
            Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** The headers are there, but are none that anybody can have signed. */
    public static final class Malformed extends RuntimeException {
        private Malformed(String header, String expected) {
            super(header + ": expected " + expected);
        }
    }

    public Signature {
        if (sequence < 0) {
            throw new Malformed(SEQUENCE_HEADER, "a number from 0");
        } else if (!CODE.matcher(code).matches()) {
            throw new Malformed(CODE_HEADER, "64 lower-case hexadecimal digits");
        }
    }

    /**
     * Signs a request.
     *
     * @param secret the key's {@value #KEY_BYTES} bytes
     * @param path of the URL, without query
     * @param sent the body as it goes over the wire, compressed if it is
     */
    public static Signature of(
            byte[] secret,
            String method,
            String path,
            UUID key,
            UUID epoch,
            long sequence,
            byte[] sent) {
        return new Signature(
                key, epoch, sequence, code(secret, method, path, key, epoch, sequence, sent));
    }

    /**
     * What these headers say; empty where no key is named.
     *
     * @throws Malformed a key is named and something else is missing or wrong
     */
    public static Optional<Signature> read(Function<String, Optional<String>> headers) {
        return headers.apply(KEY_HEADER)
                .map(key ->
                        new Signature(
                                id(KEY_HEADER, key),
                                id(EPOCH_HEADER, headers.apply(EPOCH_HEADER).orElse("")),
                                sequence(headers.apply(SEQUENCE_HEADER).orElse("")),
                                headers.apply(CODE_HEADER).orElse("")));
    }

    /** Whether this is the signature of such a request by this key. */
    public boolean matches(byte[] secret, String method, String path, byte[] sent) {
        var expected = code(secret, method, path, key, epoch, sequence, sent);
        return MessageDigest.isEqual(bytes(expected), bytes(code));
    }

    private static String code(
            byte[] secret,
            String method,
            String path,
            UUID key,
            UUID epoch,
            long sequence,
            byte[] sent) {
        try {
            var digest =
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(sent));
            var signed =
                    String.join(
                            "\n",
                            SCHEME,
                            method,
                            path,
                            key.toString(),
                            epoch.toString(),
                            Long.toString(sequence),
                            digest);
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(bytes(signed)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static UUID id(String header, String text) {
        if (!ID.matcher(text).matches()) {
            throw new Malformed(header, "a UUID in lower case");
        }
        return UUID.fromString(text);
    }

    private static long sequence(String text) {
        if (!SEQUENCE.matcher(text).matches()) {
            throw new Malformed(SEQUENCE_HEADER, "a number from 0");
        }
        return Long.parseLong(text);
    }
}
