package muster.identity.saml;

import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;

/** A key pair of our side of one connection, with the certificate that its metadata shows. */
record Credential(X509Certificate certificate, PrivateKey key) {
    /** A new one, valid from yesterday on for three years. */
    static Credential make(String commonName, SecureRandom random, Instant now) {
        throw new UnsupportedOperationException();
    }

    /** One that was made before: the certificate in DER, the key in PKCS#8. */
    static Credential kept(byte[] certificate, byte[] key) {
        throw new UnsupportedOperationException();
    }

    Instant notAfter() {
        return certificate.getNotAfter().toInstant();
    }
}
