package muster.identity.saml;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;

/**
 * A signed question to an identity provider: who is in front of this browser?
 *
 * @param id what its answer must name
 * @param location where to send the browser
 */
record SignOnRequest(String id, URI location) {
    /**
     * A new one.
     *
     * @param relayState opaque and at most 80 bytes; empty for none
     * @param anew whether the person must show the identity provider again who they are
     */
    static SignOnRequest make(
            Trust trust, String relayState, boolean anew, SecureRandom random, Instant now) {
        throw new UnsupportedOperationException();
    }
}
