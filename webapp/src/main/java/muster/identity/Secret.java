package muster.identity;

import java.security.SecureRandom;
import java.util.Base64;
import muster.database.Sha256;
import muster.web.Visitors;

/**
 * Random text that opens something: a session, a key, a mailed link. Whoever made it is told once;
 * the hub keeps its SHA-256, which is enough for 256 random bits.
 */
public final class Secret {
    private static final int BYTES = 32;
    private static final int HINT_LETTERS = 4;

    private final String text;

    /** What a secret opens, told by how it begins. */
    public enum Kind {
        API_KEY("mst_key_"),
        PERSONAL_TOKEN("mst_pat_"),
        ENROLLMENT_TOKEN(Visitors.INVITATION),
        SESSION(""),
        MAILED_LINK(""),
        /** What a browser keeps in a cookie between two pages. */
        TICKET(""),
        /** What a browser is known by. */
        DEVICE("");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }

        public boolean begins(String text) {
            return text.startsWith(prefix);
        }
    }

    private Secret(String text) {
        this.text = text;
    }

    /** A new secret that nobody has yet. */
    public static Secret make(Kind kind, SecureRandom random) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new Secret(
                kind.prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** What somebody showed, which may be a secret or not. */
    public static Secret shown(String text) {
        return new Secret(text);
    }

    /** The secret itself, for the one who asked for it and nobody else. */
    public String text() {
        return text;
    }

    /** What the database knows of it. */
    public String hash() {
        return Sha256.of(text);
    }

    /** Enough to tell one's keys apart in a list: {@code mst_key_x7Qa…}. */
    public String hint() {
        var prefix = text.startsWith("mst_") ? text.indexOf('_', 4) + 1 : 0;
        return text.substring(0, Math.min(text.length(), prefix + HINT_LETTERS)) + "…";
    }

    /** Says nothing, so that no log does. */
    @Override
    public String toString() {
        return "Secret";
    }
}
