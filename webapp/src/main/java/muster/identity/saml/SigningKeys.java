package muster.identity.saml;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** The keys that one identity provider signs with, of its metadata and of nowhere else. */
final class SigningKeys {
    private final List<X509Certificate> certificates;
    private final Instant now;
    private final Checks checks;

    SigningKeys(List<X509Certificate> certificates, Instant now, Checks checks) {
        this.certificates = certificates;
        this.now = now;
        this.checks = checks;
    }

    /**
     * Ends it unless one of the keys made this signature.
     *
     * @param shown certificates, in base64, that came with the signature: an unknown one among them
     *     tells that the identity provider has a new key that its metadata here lacks
     */
    void require(SignatureAlgorithm algorithm, byte[] signed, byte[] signature, Set<String> shown)
            throws Refusal {
        var fitting =
                certificates.stream()
                        .filter(certificate -> algorithm.fits(certificate.getPublicKey()))
                        .toList();
        checks.refuseUnless(
                !fitting.isEmpty(),
                Check.Subject.ALGORITHM,
                "the kind of key in the metadata",
                algorithm.uri(),
                Reason.KEY_MISFIT);
        var signer =
                fitting.stream()
                        .filter(one -> algorithm.verifies(one.getPublicKey(), signed, signature))
                        .findFirst();
        checks.refuseUnless(
                signer.isPresent(),
                Check.Subject.SIGNATURE,
                "by a key of the metadata",
                areUnknown(shown) ? "shows another certificate" : "by none of them",
                areUnknown(shown) ? Reason.UNKNOWN_KEY : Reason.SIGNATURE_INVALID);
        checks.look(
                true,
                Check.Subject.SIGNATURE,
                "by a key of the metadata",
                "by " + signer.orElseThrow().getSubjectX500Principal(),
                Reason.SIGNATURE_INVALID);
        var end = signer.orElseThrow().getNotAfter().toInstant();
        checks.require(
                now.isBefore(end),
                Check.Subject.CERTIFICATE,
                "until after " + now,
                "until " + end,
                Reason.CERTIFICATE_EXPIRED);
    }

    private boolean areUnknown(Set<String> shown) {
        return !shown.isEmpty()
                && certificates.stream().map(SigningKeys::base64).noneMatch(shown::contains);
    }

    private static String base64(X509Certificate certificate) {
        try {
            return Base64.getEncoder().encodeToString(certificate.getEncoded());
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException("a certificate that was read", impossible);
        }
    }
}
