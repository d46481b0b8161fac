package muster.identity.saml;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A signed logout message of ours.
 *
 * @param location where to send the browser
 */
record LogoutMessage(String id, URI location) {
    static final Duration VALID = Duration.ofMinutes(5);

    private static final String SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success";
    private static final String RESPONDER = "urn:oasis:names:tc:SAML:2.0:status:Responder";

    /** Asks the identity provider to end a session; none where it has no place for it. */
    static Optional<LogoutMessage> request(
            Trust trust,
            NameId nameId,
            Optional<String> sessionIndex,
            String relayState,
            SecureRandom random,
            Instant now) {
        var named =
                Markup.text("saml:NameID", nameId.value())
                        .with("Format", nameId.format())
                        .with("NameQualifier", nameId.nameQualifier())
                        .with("SPNameQualifier", nameId.spNameQualifier());
        var index = sessionIndex.map(one -> Markup.text("samlp:SessionIndex", one));
        var message =
                Markup.of("samlp:LogoutRequest", issuer(trust), named)
                        .with(index.stream().toList())
                        .with("NotOnOrAfter", seconds(now.plus(VALID)));
        return trust.provider()
                .logoutByRedirect()
                .map(Endpoint::location)
                .map(location ->
                        make(trust, message, location, "SAMLRequest", relayState, random, now));
    }

    /** Answers one of its requests; none where it has no place for it. */
    static Optional<LogoutMessage> answer(
            Trust trust,
            String request,
            boolean done,
            String relayState,
            SecureRandom random,
            Instant now) {
        var code = Markup.of("samlp:StatusCode").with("Value", done ? SUCCESS : RESPONDER);
        var message =
                Markup.of("samlp:LogoutResponse", issuer(trust), Markup.of("samlp:Status", code))
                        .with("InResponseTo", request);
        return trust.provider()
                .logoutByRedirect()
                .map(Endpoint::answers)
                .map(location ->
                        make(trust, message, location, "SAMLResponse", relayState, random, now));
    }

    private static Markup issuer(Trust trust) {
        return Markup.text("saml:Issuer", trust.service().entityId());
    }

    private static LogoutMessage make(
            Trust trust,
            Markup content,
            URI location,
            String field,
            String relayState,
            SecureRandom random,
            Instant now) {
        var id = MessageId.make(random);
        var message =
                content.with("ID", id)
                        .with("Version", "2.0")
                        .with("IssueInstant", seconds(now))
                        .with("Destination", location.toString());
        return new LogoutMessage(
                id,
                Redirect.to(
                        location,
                        field,
                        message.document(),
                        relayState,
                        trust.service().signing()));
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
