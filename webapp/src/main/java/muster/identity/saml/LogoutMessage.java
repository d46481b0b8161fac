package muster.identity.saml;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;

/**
 * A signed logout message of ours.
 *
 * @param location where to send the browser
 */
record LogoutMessage(String id, URI location) {
    /** Asks the identity provider to end a session; none where it has no place for it. */
    static Optional<LogoutMessage> request(
            Trust trust,
            NameId nameId,
            Optional<String> sessionIndex,
            String relayState,
            SecureRandom random,
            Instant now) {
        throw new UnsupportedOperationException();
    }

    /** Answers one of its requests; none where it has no place for it. */
    static Optional<LogoutMessage> answer(
            Trust trust,
            String request,
            boolean done,
            String relayState,
            SecureRandom random,
            Instant now) {
        throw new UnsupportedOperationException();
    }
}
