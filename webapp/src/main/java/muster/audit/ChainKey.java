package muster.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import muster.database.MasterKey;
import muster.tenancy.Tenant;

/**
 * The key of one organization's chain (HMAC-SHA-256, RFC 2104): whoever can write to the database
 * but does not have the master key makes no entry that fits.
 */
final class ChainKey {
    private static final int BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    private ChainKey(byte[] bytes) {
        this.key = new SecretKeySpec(bytes, ALGORITHM);
    }

    /** A new one as the database may keep it, which makes the entries from this one on. */
    static String make(MasterKey master, Tenant tenant, long from) {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(master.seal(place(tenant, from), bytes));
    }

    /**
     * The one that is kept.
     *
     * @throws IllegalStateException it is another organization's, or said to begin elsewhere
     */
    static ChainKey opened(MasterKey master, Tenant tenant, long from, String sealed) {
        try {
            return new ChainKey(
                    master.open(place(tenant, from), Base64.getDecoder().decode(sealed)));
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalStateException("no key is kept at " + place(tenant, from), notBase64);
        }
    }

    String hash(String text) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("HmacSHA256 is part of every JDK", impossible);
        }
    }

    boolean made(String hash, String text) {
        return MessageDigest.isEqual(
                hash.getBytes(StandardCharsets.UTF_8), hash(text).getBytes(StandardCharsets.UTF_8));
    }

    // Where the key begins is part of the place: else somebody who rewrites all entries could say
    // that all of them are from before there was a key.
    private static String place(Tenant tenant, long from) {
        return "audit_heads %s from %d".formatted(tenant, from);
    }
}
