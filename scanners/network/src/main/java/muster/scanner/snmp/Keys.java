package muster.scanner.snmp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import muster.scanner.Credential.Auth;
import muster.scanner.Secret;

/**
 * Keys of SNMPv3 users. Making one of a password digests a megabyte, so that is done once for a
 * password and not once for a device (<a
 * href="https://www.rfc-editor.org/rfc/rfc3414#appendix-A.2">RFC 3414, A.2</a>).
 */
final class Keys {
    private static final int PASSWORD_BYTES = 1_048_576;
    private static final int BLOCK_BYTES = 64;

    private final Map<Password, byte[]> ofPasswords = new ConcurrentHashMap<>();

    private record Password(Auth auth, Secret secret) {}

    /** The key of a password at one engine. */
    byte[] localized(Auth auth, Secret password, byte[] engine) {
        var key = ofPasswords.computeIfAbsent(new Password(auth, password), Keys::ofPassword);
        var digest = digest(auth);
        digest.update(key);
        digest.update(engine);
        return digest.digest(key);
    }

    private static byte[] ofPassword(Password of) {
        var password = of.secret().reveal().getBytes(StandardCharsets.UTF_8);
        var digest = digest(of.auth());
        var block = new byte[BLOCK_BYTES];
        for (int done = 0; done < PASSWORD_BYTES; done += BLOCK_BYTES) {
            for (int i = 0; i < BLOCK_BYTES; i++) {
                block[i] = password[(done + i) % password.length];
            }
            digest.update(block);
        }
        return digest.digest();
    }

    private static MessageDigest digest(Auth auth) {
        try {
            return MessageDigest.getInstance(
                    switch (auth) {
                        case SHA_1 -> "SHA-1";
                        case SHA_256 -> "SHA-256";
                        case SHA_512 -> "SHA-512";
                    });
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has these", e);
        }
    }
}
