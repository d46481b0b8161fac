package muster.identity.saml;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** A connection of the hub's and the identity provider at its other end, with fresh keys. */
record Stage(Trust trust, Scene scene) {
    static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Credential OWN = Credential.make("acme", RANDOM, NOW);

    static Stage rsa() {
        return of(TestIdp.rsa("https://idp.example/acme", NOW));
    }

    static Stage of(TestIdp idp) {
        var service =
                new ServiceProvider("https://muster.example", UUID.randomUUID(), List.of(OWN));
        return new Stage(
                new Trust(provider(idp), service, false),
                new Scene(
                        idp,
                        service.assertionConsumer(),
                        service.entityId(),
                        OWN.certificate().getPublicKey(),
                        Draft.REQUEST,
                        NOW));
    }

    static IdentityProvider provider(TestIdp idp) {
        try {
            return Metadata.read(idp.metadataBytes(), NOW);
        } catch (Metadata.Unreadable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    Verdict judge(String xml) {
        return Responses.judge(Sealing.base64(xml), trust, Set.of(Draft.REQUEST), NOW);
    }
}
