package muster.identity.saml;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/** The digests that are taken over what is signed. */
enum DigestAlgorithm {
    SHA_256("http://www.w3.org/2001/04/xmlenc#sha256", "SHA-256"),
    SHA_384("http://www.w3.org/2001/04/xmldsig-more#sha384", "SHA-384"),
    SHA_512("http://www.w3.org/2001/04/xmlenc#sha512", "SHA-512");

    private final String uri;
    private final String name;

    DigestAlgorithm(String uri, String name) {
        this.uri = uri;
        this.name = name;
    }

    static Optional<DigestAlgorithm> find(String uri) {
        return Arrays.stream(values()).filter(algorithm -> algorithm.uri.equals(uri)).findFirst();
    }

    byte[] of(byte[] octets) {
        try {
            return MessageDigest.getInstance(name).digest(octets);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK knows it", impossible);
        }
    }
}
