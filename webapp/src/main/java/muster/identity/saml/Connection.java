package muster.identity.saml;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One identity provider of an organization.
 *
 * @param provider what it says of itself, read
 * @param failure why its description could not be fetched lately; empty where it could
 */
record Connection(
        UUID id,
        Description description,
        IdentityProvider provider,
        ServiceProvider service,
        Policy policy,
        Instant madeAt,
        Optional<Instant> failingSince,
        String failure) {
    String name() {
        return provider.name();
    }

    Trust trust() {
        return new Trust(provider, service, policy.idpInitiated());
    }

    /** How the audit record names it. */
    String subject() {
        return "saml:" + id;
    }

    List<Credential> keys() {
        return service.keys();
    }
}
