package muster.identity.saml;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Ids of messages of ours, which nobody guesses. */
final class MessageId {
    private static final int BYTES = 20;

    private MessageId() {}

    static String make(SecureRandom random) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        // An id of XML begins with no digit.
        return "_" + HexFormat.of().formatHex(bytes);
    }
}
