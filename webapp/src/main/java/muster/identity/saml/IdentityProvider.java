package muster.identity.saml;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An organization's identity provider, as its metadata tells. It is kept as that file and read anew
 * by {@link Metadata#read}.
 *
 * @param name how it calls itself, or its entity id
 * @param certificates of the keys it signs with, never none
 * @param validUntil until when its metadata says that it may be used
 */
record IdentityProvider(
        String entityId,
        String name,
        List<X509Certificate> certificates,
        List<Endpoint> signOn,
        List<Endpoint> logout,
        Optional<Instant> validUntil,
        boolean wantsSignedRequests) {
    IdentityProvider {
        certificates = List.copyOf(certificates);
        signOn = List.copyOf(signOn);
        logout = List.copyOf(logout);
    }

    /** Where a sign-in begins; metadata without such a place is refused. */
    URI signOnByRedirect() {
        return byRedirect(signOn)
                .map(Endpoint::location)
                .orElseThrow(() -> new IllegalStateException(entityId + " has no place to ask"));
    }

    /** Where a logout is told, if it wants to be told. */
    Optional<Endpoint> logoutByRedirect() {
        return byRedirect(logout);
    }

    /** When the last of its certificates ends: who signs in after that is refused. */
    Instant certificatesEnd() {
        return certificates.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .max(Instant::compareTo)
                .orElseThrow();
    }

    private static Optional<Endpoint> byRedirect(List<Endpoint> endpoints) {
        return endpoints.stream()
                .filter(endpoint -> endpoint.binding() == Binding.REDIRECT)
                .findFirst();
    }
}
