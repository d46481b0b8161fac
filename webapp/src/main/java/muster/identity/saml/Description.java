package muster.identity.saml;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * An identity provider's own description as it is kept: the last good one.
 *
 * @param at when it was given or fetched
 * @param url where newer ones are fetched from, if anywhere
 */
record Description(String text, Instant at, Optional<String> url) {
    /**
     * What it says.
     *
     * @throws Metadata.Unreadable it cannot be used
     */
    IdentityProvider read() throws Metadata.Unreadable {
        // As of the time it was taken: one that has run out since still says whose it is, and
        // whoever signs in by it is told that it has run out.
        return Metadata.read(text.getBytes(StandardCharsets.UTF_8), at);
    }
}
