package muster.identity.saml;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A key pair of our side of one connection, with the certificate that its metadata shows. It is
 * RSA, since it must decrypt as well as sign.
 */
record Credential(X509Certificate certificate, PrivateKey key) {
    static final int KEY_BITS = 3072;
    static final Duration VALID = Duration.ofDays(3 * 365);

    /** An identity provider whose clock is a day behind takes the certificate all the same. */
    static final Duration BACKDATED = Duration.ofDays(1);

    private static final int SERIAL_BITS = 128;
    private static final String SIGNATURE = "SHA256withRSA";

    /** A new one, whose certificate it signs itself. */
    static Credential make(String commonName, SecureRandom random, Instant now) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS, random);
            var pair = generator.generateKeyPair();
            var name = new X500NameBuilder().addRDN(BCStyle.CN, commonName).build();
            var from = now.truncatedTo(ChronoUnit.SECONDS);
            var certificate =
                    new JcaX509v3CertificateBuilder(
                                    name,
                                    new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE),
                                    Date.from(from.minus(BACKDATED)),
                                    Date.from(from.plus(VALID)),
                                    name,
                                    pair.getPublic())
                            .build(new JcaContentSignerBuilder(SIGNATURE).build(pair.getPrivate()));
            return new Credential(certificate(certificate.getEncoded()), pair.getPrivate());
        } catch (GeneralSecurityException | OperatorCreationException | IOException impossible) {
            throw new IllegalStateException("every JDK signs by RSA", impossible);
        }
    }

    /** One that was made before: the certificate in DER, the key in PKCS#8. */
    static Credential kept(byte[] certificate, byte[] key) {
        try {
            return new Credential(
                    certificate(certificate),
                    KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key)));
        } catch (GeneralSecurityException damaged) {
            throw new IllegalStateException("the key of a SAML connection", damaged);
        }
    }

    Instant notAfter() {
        return certificate.getNotAfter().toInstant();
    }

    /** The certificate as metadata carries it: DER in base64. */
    String base64() {
        try {
            return Base64.getEncoder().encodeToString(certificate.getEncoded());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("a certificate that was read", impossible);
        }
    }

    /** Signs with RSA and SHA-256, which every identity provider knows. */
    byte[] sign(byte[] octets) {
        try {
            var signature = Signature.getInstance(SIGNATURE);
            signature.initSign(key);
            signature.update(octets);
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK signs by RSA", impossible);
        }
    }

    /** Nothing of the key, whoever prints it. */
    @Override
    public String toString() {
        return "Credential until " + notAfter();
    }

    private static X509Certificate certificate(byte[] der) throws GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(der));
    }
}
