package muster.agent;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/**
 * Keys and certificates as text (<a href="https://www.rfc-editor.org/rfc/rfc7468">RFC 7468</a>).
 */
final class Pem {
    private static final int LINE_CHARACTERS = 64;
    private static final String BEGIN_CERTIFICATE = "-----BEGIN CERTIFICATE-----";

    private Pem() {}

    static String of(String label, byte[] der) {
        var lines = Base64.getMimeEncoder(LINE_CHARACTERS, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, lines, label);
    }

    /** All certificates of a bundle; whatever stands between them is for people. */
    static List<X509Certificate> certificates(String bundle) throws CertificateException {
        int first = bundle.indexOf(BEGIN_CERTIFICATE);
        if (first < 0) {
            return List.of();
        }
        var bytes = bundle.substring(first).getBytes(StandardCharsets.US_ASCII);
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(bytes))
                .stream()
                .map(X509Certificate.class::cast)
                .toList();
    }
}
