package muster.identity.saml;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

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
        var id = MessageId.make(random);
        var service = trust.service();
        var location = trust.provider().signOnByRedirect();
        var message =
                Markup.of(
                                "samlp:AuthnRequest",
                                Markup.text("saml:Issuer", service.entityId()),
                                Markup.of("samlp:NameIDPolicy").with("AllowCreate", "true"))
                        .with("ID", id)
                        .with("Version", "2.0")
                        .with("IssueInstant", now.truncatedTo(ChronoUnit.SECONDS).toString())
                        .with("Destination", location.toString())
                        .with("AssertionConsumerServiceURL", service.assertionConsumer())
                        .with("ProtocolBinding", Binding.POST.uri())
                        .with("ForceAuthn", anew ? "true" : "");
        return new SignOnRequest(
                id,
                Redirect.to(
                        location,
                        "SAMLRequest",
                        message.document(),
                        relayState,
                        service.signing()));
    }
}
