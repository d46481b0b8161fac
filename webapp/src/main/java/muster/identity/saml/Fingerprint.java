package muster.identity.saml;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/** How administrators tell certificates apart. */
final class Fingerprint {
    private Fingerprint() {}

    /** The SHA-256 of a certificate, as every identity provider's console shows it. */
    static String of(X509Certificate certificate) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("a certificate that was read is written", impossible);
        }
    }
}
