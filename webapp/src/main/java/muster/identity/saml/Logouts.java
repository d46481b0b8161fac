package muster.identity.saml;

import java.time.Instant;
import java.util.Set;

/** Logout messages of identity providers, and what to think of them. */
final class Logouts {
    private Logouts() {}

    /**
     * Looks at a message by redirect.
     *
     * @param rawQuery as it was sent, not decoded: its signature is over these very letters
     * @param pending ids of logout requests that this browser was sent away with
     */
    static Logout redirected(String rawQuery, Trust trust, Set<String> pending, Instant now) {
        throw new UnsupportedOperationException();
    }

    /** Looks at a message by form: the field SAMLRequest or SAMLResponse, base64. */
    static Logout posted(String form, Trust trust, Set<String> pending, Instant now) {
        throw new UnsupportedOperationException();
    }
}
