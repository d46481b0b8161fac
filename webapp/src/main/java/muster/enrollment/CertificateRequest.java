package muster.enrollment;

import java.io.IOException;
import java.io.StringReader;
import java.util.Base64;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.bc.BcECContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;

/**
 * A public key on P-256 whose private key its sender has. Nothing else of the request counts: who a
 * collector is says its token, not its wish.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2986">RFC 2986</a>
 */
final class CertificateRequest {
    static final int LETTERS_MAX = 8 * 1024;

    private final SubjectPublicKeyInfo publicKey;

    /** The text is no such request: 400. */
    static final class Malformed extends RuntimeException {
        private Malformed(String why) {
            super("csr: " + why);
        }
    }

    private CertificateRequest(SubjectPublicKeyInfo publicKey) {
        this.publicKey = publicKey;
    }

    /**
     * Reads a request and checks its signature.
     *
     * @param pem PKCS#10 between BEGIN and END CERTIFICATE REQUEST
     */
    static CertificateRequest read(String pem) {
        if (pem.length() > LETTERS_MAX) {
            throw new Malformed("%,d letters, at most %,d".formatted(pem.length(), LETTERS_MAX));
        }
        var request = parsed(pem);
        var key = key(request);
        if (!X9ObjectIdentifiers.ecdsa_with_SHA256.equals(
                        request.getSignatureAlgorithm().getAlgorithm())
                || !isSignedBy(request, key)) {
            throw new Malformed("it is not signed with ECDSA and SHA-256 by its own key");
        }
        return new CertificateRequest(normal(key));
    }

    SubjectPublicKeyInfo publicKey() {
        return publicKey;
    }

    /** The key in one spelling: the same key always gives the same text. */
    String publicKeyText() {
        try {
            return Base64.getEncoder().encodeToString(publicKey.getEncoded());
        } catch (IOException impossible) {
            throw new IllegalStateException("a key that was read can be written", impossible);
        }
    }

    private static PKCS10CertificationRequest parsed(String pem) {
        try (var parser = new PEMParser(new StringReader(pem))) {
            if (parser.readObject() instanceof PKCS10CertificationRequest request) {
                return request;
            }
        } catch (IOException | RuntimeException _) {
            // The parser throws whatever it meets while it reads a stranger's bytes.
        }
        throw new Malformed("expected a PKCS#10 request in PEM");
    }

    private static ECPublicKeyParameters key(PKCS10CertificationRequest request) {
        try {
            // Also checks that the point is on its curve.
            if (PublicKeyFactory.createKey(request.getSubjectPublicKeyInfo())
                            instanceof ECPublicKeyParameters key
                    && key.getParameters() instanceof ECNamedDomainParameters curve
                    && SECObjectIdentifiers.secp256r1.equals(curve.getName())) {
                return key;
            }
        } catch (IOException | RuntimeException _) {
            // As above.
        }
        throw new Malformed("expected a key on the curve P-256");
    }

    private static boolean isSignedBy(
            PKCS10CertificationRequest request, ECPublicKeyParameters key) {
        try {
            return request.isSignatureValid(
                    new BcECContentVerifierProviderBuilder(
                                    new DefaultDigestAlgorithmIdentifierFinder())
                            .build(key));
        } catch (OperatorException | PKCSException | RuntimeException _) {
            return false;
        }
    }

    private static SubjectPublicKeyInfo normal(ECPublicKeyParameters key) {
        try {
            return SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(key);
        } catch (IOException impossible) {
            throw new IllegalStateException("a key that was read can be written", impossible);
        }
    }
}
