package muster.identity.oidc;

/**
 * A sign-in that came to nothing.
 *
 * <p>The detail is for the log of who runs the connection, in the form "expected …, received …"; it
 * holds no token, code or secret.
 */
final class Refused extends Exception {
    static final int DETAIL_LETTERS_MAX = 500;

    private final Reason reason;
    private final String detail;

    Refused(Reason reason, String detail) {
        super(reason.word(), null, false, false);
        this.reason = reason;
        // What was received is a stranger's text: it makes no lines of its own in a log.
        var line = detail.replaceAll("\\p{Cntrl}", "·");
        this.detail = line.substring(0, Math.min(line.length(), DETAIL_LETTERS_MAX));
    }

    Reason reason() {
        return reason;
    }

    String detail() {
        return detail;
    }

    /** Refuses what was received unless it is what was expected. */
    static void unless(boolean holds, Reason reason, String expected, Object received)
            throws Refused {
        if (!holds) {
            throw new Refused(reason, "expected %s, received %s".formatted(expected, received));
        }
    }
}
