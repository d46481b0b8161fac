package muster.identity.saml;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Optional;

/**
 * The signatures that are taken. Whatever is not here, SHA-1, MD5, DSA and every HMAC among it, is
 * refused.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9231">RFC 9231</a>
 */
enum SignatureAlgorithm {
    RSA_SHA256("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "SHA256withRSA"),
    RSA_SHA384("http://www.w3.org/2001/04/xmldsig-more#rsa-sha384", "SHA384withRSA"),
    RSA_SHA512("http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", "SHA512withRSA"),
    PSS_SHA256("http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1", 32),
    PSS_SHA384("http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1", 48),
    PSS_SHA512("http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1", 64),
    // In XML a signature by an elliptic curve is its two numbers beside each other, without DER.
    ECDSA_SHA256(
            "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", "SHA256withECDSAinP1363Format"),
    ECDSA_SHA384(
            "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384", "SHA384withECDSAinP1363Format"),
    ECDSA_SHA512(
            "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512", "SHA512withECDSAinP1363Format");

    private static final int BITS = 8;

    private final String uri;
    private final String name;
    private final int saltBytes;

    SignatureAlgorithm(String uri, String name) {
        this.uri = uri;
        this.name = name;
        this.saltBytes = 0;
    }

    SignatureAlgorithm(String uri, int saltBytes) {
        this.uri = uri;
        this.name = "RSASSA-PSS";
        this.saltBytes = saltBytes;
    }

    String uri() {
        return uri;
    }

    static Optional<SignatureAlgorithm> find(String uri) {
        return Arrays.stream(values()).filter(algorithm -> algorithm.uri.equals(uri)).findFirst();
    }

    /** Whether a key is of the kind that this takes: no key is ever read as another kind's. */
    boolean fits(PublicKey key) {
        return switch (this) {
            case RSA_SHA256, RSA_SHA384, RSA_SHA512, PSS_SHA256, PSS_SHA384, PSS_SHA512 ->
                    key instanceof RSAPublicKey;
            case ECDSA_SHA256, ECDSA_SHA384, ECDSA_SHA512 -> key instanceof ECPublicKey;
        };
    }

    boolean verifies(PublicKey key, byte[] signed, byte[] signature) {
        try {
            var verifier = verifier();
            verifier.initVerify(key);
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }

    private Signature verifier() throws GeneralSecurityException {
        var verifier = Signature.getInstance(name);
        if (saltBytes > 0) {
            var digest = "SHA-" + saltBytes * BITS;
            verifier.setParameter(
                    new PSSParameterSpec(
                            digest,
                            "MGF1",
                            new MGF1ParameterSpec(digest),
                            saltBytes,
                            PSSParameterSpec.TRAILER_FIELD_BC));
        }
        return verifier;
    }
}
