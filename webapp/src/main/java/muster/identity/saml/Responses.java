package muster.identity.saml;

import java.time.Instant;
import java.util.Set;

/** Responses of identity providers, and what to think of them. */
final class Responses {
    private Responses() {}

    /**
     * Looks at what a browser brought to the ACS. It throws nothing, whatever the field holds.
     *
     * @param form the field SAMLResponse as it was sent: base64
     * @param pending ids of the requests that this very browser was sent away with
     */
    static Verdict judge(String form, Trust trust, Set<String> pending, Instant now) {
        throw new UnsupportedOperationException();
    }

    /** Loads what the first response would wait for; takes a second or so, once. */
    static void warm() {}
}
