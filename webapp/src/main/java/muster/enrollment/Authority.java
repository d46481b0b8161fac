package muster.enrollment;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import muster.wire.IpAddress;
import muster.wire.Report;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority of the hub. It signs certificates of collectors, and of the listener that
 * wants to see them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5280">RFC 5280</a>
 */
final class Authority {
    /** Short, since a collector renews by itself. */
    static final Duration LEAF = Duration.ofDays(7);

    /** A collector whose clock is a day behind takes its certificate all the same. */
    static final Duration BACKDATED = Duration.ofHours(25);

    static final Duration OWN = Duration.ofDays(730);

    private static final String COLLECTOR = "urn:muster:collector:";
    private static final int SERIAL_BITS = 128;

    private final UUID id;
    private final X509Certificate certificate;
    private final PrivateKey key;
    private final SecureRandom random;

    /** A certificate of a collector, in PEM. */
    record Leaf(String pem, String serial, Instant notAfter) {}

    /** What a listener shows, with the key for it. */
    record Shown(PrivateKey key, X509Certificate certificate) {}

    private Authority(UUID id, X509Certificate certificate, PrivateKey key, SecureRandom random) {
        this.id = id;
        this.certificate = certificate;
        this.key = key;
        this.random = random;
    }

    /** A new one. */
    static Authority make(UUID id, SecureRandom random, Instant now) {
        var pair = pair(random);
        var name = new X500Name("CN=Muster collectors " + id);
        var builder =
                builder(name, name, pair, now.minus(BACKDATED), now.plus(OWN), serial(random));
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
        } catch (IOException | GeneralSecurityException impossible) {
            throw new IllegalStateException("these extensions can be written", impossible);
        }
        var certificate = jdk(signed(builder, pair.getPrivate()));
        return new Authority(id, certificate, pair.getPrivate(), random);
    }

    /** One that was made before, with its private key in PKCS#8. */
    static Authority kept(UUID id, String pem, byte[] privateKey, SecureRandom random) {
        try {
            var key =
                    KeyFactory.getInstance("EC")
                            .generatePrivate(new PKCS8EncodedKeySpec(privateKey));
            return new Authority(id, read(pem), key, random);
        } catch (GeneralSecurityException damaged) {
            throw new IllegalStateException("the certificate authority " + id, damaged);
        }
    }

    UUID id() {
        return id;
    }

    X509Certificate certificate() {
        return certificate;
    }

    /** In PKCS#8, for nobody but the seal. */
    byte[] privateKey() {
        return key.getEncoded();
    }

    String pem() {
        return pem(certificate);
    }

    Instant notAfter() {
        return certificate.getNotAfter().toInstant();
    }

    /** A certificate for a collector, that is nobody but who its token let in. */
    Leaf issue(CertificateRequest request, UUID collector, Instant now) {
        var serial = serial(random);
        var notAfter = now.plus(LEAF).truncatedTo(ChronoUnit.SECONDS);
        var builder =
                builder(
                        issuer(),
                        new X500Name("CN=" + collector),
                        request.publicKey(),
                        now.minus(BACKDATED),
                        notAfter,
                        serial);
        var name = new GeneralName(GeneralName.uniformResourceIdentifier, COLLECTOR + collector);
        extend(builder, new GeneralNames(name), KeyPurposeId.id_kp_clientAuth);
        return new Leaf(pem(jdk(signed(builder, key))), text(serial), notAfter);
    }

    /** A certificate for a listener of these names and addresses. */
    Shown show(List<String> hosts, Instant now) {
        var pair = pair(random);
        var builder =
                builder(
                        issuer(),
                        new X500Name("CN=Muster"),
                        pair,
                        now.minus(BACKDATED),
                        notAfter(),
                        serial(random));
        var names = hosts.stream().map(Authority::name).toArray(GeneralName[]::new);
        extend(builder, new GeneralNames(names), KeyPurposeId.id_kp_serverAuth);
        return new Shown(pair.getPrivate(), jdk(signed(builder, key)));
    }

    /** How the database names the serial of a certificate: hexadecimal, in lower case. */
    static String text(BigInteger serial) {
        return serial.toString(16);
    }

    private X500Name issuer() {
        return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    }

    private void extend(
            X509v3CertificateBuilder builder, GeneralNames names, KeyPurposeId purpose) {
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purpose));
            builder.addExtension(Extension.subjectAlternativeName, false, names);
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils()
                            .createAuthorityKeyIdentifier(certificate.getPublicKey()));
        } catch (IOException | GeneralSecurityException impossible) {
            throw new IllegalStateException("these extensions can be written", impossible);
        }
    }

    private static X509v3CertificateBuilder builder(
            X500Name issuer,
            X500Name subject,
            KeyPair pair,
            Instant from,
            Instant to,
            BigInteger serial) {
        var key = SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
        return builder(issuer, subject, key, from, to, serial);
    }

    private static X509v3CertificateBuilder builder(
            X500Name issuer,
            X500Name subject,
            SubjectPublicKeyInfo key,
            Instant from,
            Instant to,
            BigInteger serial) {
        return new X509v3CertificateBuilder(
                issuer, serial, Date.from(from), Date.from(to), subject, key);
    }

    private static X509CertificateHolder signed(X509v3CertificateBuilder builder, PrivateKey key) {
        try {
            return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key));
        } catch (OperatorCreationException impossible) {
            throw new IllegalStateException("every JDK signs with ECDSA", impossible);
        }
    }

    private static GeneralName name(String host) {
        try {
            return new GeneralName(GeneralName.iPAddress, IpAddress.of(host).text());
        } catch (Report.Malformed _) {
            return new GeneralName(GeneralName.dNSName, host);
        }
    }

    private static KeyPair pair(SecureRandom random) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK knows P-256", impossible);
        }
    }

    private static BigInteger serial(SecureRandom random) {
        return new BigInteger(SERIAL_BITS, random).max(BigInteger.ONE);
    }

    private static X509Certificate jdk(X509CertificateHolder holder) {
        try {
            return read(holder.getEncoded());
        } catch (IOException | GeneralSecurityException impossible) {
            throw new IllegalStateException("a certificate just made", impossible);
        }
    }

    private static X509Certificate read(String pem) throws GeneralSecurityException {
        return read(pem.getBytes(StandardCharsets.US_ASCII));
    }

    private static X509Certificate read(byte[] encoded) throws GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(encoded));
    }

    private static String pem(X509Certificate certificate) {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(certificate);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }
}
