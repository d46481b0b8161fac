package muster.identity.saml;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import muster.tenancy.Role;
import org.jspecify.annotations.Nullable;

/**
 * A connection as programs and its page see it.
 *
 * @param id the same as connectionId, as every list has it
 * @param endings what runs out within 60 days, or has
 * @param failure why its description could not be fetched lately; null where it could
 */
public record Shown(
        UUID id,
        UUID connectionId,
        String entityId,
        String acsUrl,
        String metadataUrl,
        String loginUrl,
        String logoutUrl,
        String name,
        String idpEntityId,
        @Nullable String idpMetadataUrl,
        Instant idpMetadataAt,
        @Nullable Instant idpMetadataValidUntil,
        List<Certificate> idpCertificates,
        List<Certificate> certificates,
        List<Ending> endings,
        boolean allowIdpInitiated,
        boolean jit,
        Role defaultRole,
        @Nullable String failure) {
    public Shown {
        idpCertificates = List.copyOf(idpCertificates);
        certificates = List.copyOf(certificates);
        endings = List.copyOf(endings);
    }

    /** A certificate as administrators tell them apart. */
    public record Certificate(String sha256, Instant notAfter) {}

    static Shown of(Connection one, Instant now) {
        var service = one.service();
        return new Shown(
                one.id(),
                one.id(),
                service.entityId(),
                service.assertionConsumer(),
                service.entityId(),
                service.login(),
                service.logout(),
                one.name(),
                one.provider().entityId(),
                one.description().url().orElse(null),
                one.description().at(),
                one.provider().validUntil().orElse(null),
                theirs(one),
                ours(service),
                Ending.near(one, now),
                one.policy().idpInitiated(),
                one.policy().jit(),
                one.policy().defaultRole(),
                Optional.of(one.failure()).filter(why -> !why.isEmpty()).orElse(null));
    }

    static List<Certificate> ours(ServiceProvider service) {
        return certificates(service.keys().stream().map(Credential::certificate));
    }

    private static List<Certificate> theirs(Connection one) {
        return certificates(one.provider().certificates().stream());
    }

    private static List<Certificate> certificates(Stream<X509Certificate> certificates) {
        return certificates
                .map(one -> new Certificate(Fingerprint.of(one), one.getNotAfter().toInstant()))
                .toList();
    }
}
