package muster.identity.factors;

import java.util.Locale;

/** What somebody changed about their factors: an audit entry and a letter each. */
enum Change {
    TOTP_ADDED("factor.added", "set up codes of an app"),
    TOTP_REMOVED("factor.removed", "removed the codes of an app"),
    PASSKEY_ADDED("factor.added", "added a passkey"),
    PASSKEY_REMOVED("factor.removed", "removed a passkey"),
    CODES_MADE("recovery.made", "made new recovery codes");

    private final String verb;
    private final String detail;

    Change(String verb, String detail) {
        this.verb = verb;
        this.detail = detail;
    }

    /** What the audit record calls it. */
    String verb() {
        return verb;
    }

    String detail() {
        return detail;
    }

    String message() {
        return "identity.mail.factors." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
