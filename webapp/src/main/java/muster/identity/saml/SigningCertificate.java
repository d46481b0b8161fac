package muster.identity.saml;

import java.io.ByteArrayInputStream;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;

/**
 * Certificates of identity providers. They only carry a key: who signed them does not matter, since
 * an administrator brought them.
 */
final class SigningCertificate {
    static final int RSA_BITS_MIN = 2048;

    /** More would only cost. */
    static final int RSA_BITS_MAX = 8192;

    static final int EXPONENT_BITS_MAX = 32;
    static final int EC_BITS_MIN = 256;
    static final int EC_BITS_MAX = 521;

    private SigningCertificate() {}

    static X509Certificate read(String base64) throws Metadata.Unreadable {
        var der =
                Base64Text.find(base64)
                        .orElseThrow(() ->
                                new Metadata.Unreadable(
                                        Metadata.Fault.BAD_CERTIFICATE, "no base64"));
        try {
            var certificate =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509")
                                    .generateCertificate(new ByteArrayInputStream(der));
            requireStrong(certificate.getPublicKey());
            return certificate;
        } catch (CertificateException malformed) {
            throw new Metadata.Unreadable(
                    Metadata.Fault.BAD_CERTIFICATE, String.valueOf(malformed.getMessage()));
        }
    }

    private static void requireStrong(PublicKey key) throws Metadata.Unreadable {
        var strong =
                switch (key) {
                    case RSAPublicKey rsa ->
                            within(rsa.getModulus().bitLength(), RSA_BITS_MIN, RSA_BITS_MAX)
                                    && rsa.getPublicExponent().bitLength() <= EXPONENT_BITS_MAX
                                    && rsa.getPublicExponent().testBit(0)
                                    && rsa.getPublicExponent().bitLength() > 1;
                    case ECPublicKey ec ->
                            within(
                                    ec.getParams().getCurve().getField().getFieldSize(),
                                    EC_BITS_MIN,
                                    EC_BITS_MAX);
                    default -> false;
                };
        if (!strong) {
            throw new Metadata.Unreadable(Metadata.Fault.WEAK_KEY, described(key));
        }
    }

    private static boolean within(int bits, int least, int most) {
        return bits >= least && bits <= most;
    }

    private static String described(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa -> "RSA " + rsa.getModulus().bitLength();
            case ECPublicKey ec -> "EC " + ec.getParams().getCurve().getField().getFieldSize();
            default -> key.getAlgorithm();
        };
    }
}
