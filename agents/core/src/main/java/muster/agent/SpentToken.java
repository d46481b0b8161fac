package muster.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The token that a collector enrolled with, remembered by its hash. Whom the hub revoked does not
 * come back by itself with a token that still lies in its environment: somebody gives it a new one.
 */
final class SpentToken {
    private static final String FILE = "token.sha256";

    private SpentToken() {}

    /** Whether this is the one that was spent here. */
    static boolean is(String token, Home home) throws IOException {
        var spent = home.read(FILE).map(hash -> new String(hash, StandardCharsets.US_ASCII));
        return spent.isPresent() && spent.get().equals(hash(token));
    }

    static void keep(String token, Home home) throws IOException {
        home.write(FILE, hash(token).getBytes(StandardCharsets.US_ASCII));
    }

    /** A token is random and long, so that its hash tells nothing of it. */
    private static String hash(String token) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
