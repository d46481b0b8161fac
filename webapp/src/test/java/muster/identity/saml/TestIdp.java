package muster.identity.saml;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An identity provider with a fresh key, and its metadata. It needs no test library. */
public record TestIdp(String entityId, KeyPair keys, X509Certificate certificate) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** One that signs by RSA with 2048 bits. */
    public static TestIdp rsa(String entityId, Instant now) {
        return make(entityId, rsaKeys(2048), now.plus(Duration.ofDays(365)));
    }

    /** One that signs on P-256. */
    public static TestIdp ec(String entityId, Instant now) {
        return make(entityId, ecKeys(), now.plus(Duration.ofDays(365)));
    }

    /** One with this key, whose certificate ends then. */
    public static TestIdp make(String entityId, KeyPair keys, Instant end) {
        try {
            var name = new X500Name("CN=idp");
            var ec = keys.getPrivate().getAlgorithm().equals("EC");
            var holder =
                    new JcaX509v3CertificateBuilder(
                                    name,
                                    new BigInteger(64, RANDOM),
                                    Date.from(end.minus(Duration.ofDays(800))),
                                    Date.from(end),
                                    name,
                                    keys.getPublic())
                            .build(
                                    new JcaContentSignerBuilder(
                                                    ec ? "SHA256withECDSA" : "SHA256withRSA")
                                            .build(keys.getPrivate()));
            return new TestIdp(
                    entityId, keys, new JcaX509CertificateConverter().getCertificate(holder));
        } catch (OperatorCreationException | GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public static KeyPair rsaKeys(int bits) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public static KeyPair ecKeys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The certificate in DER and base64. */
    public String base64() {
        try {
            return Base64.getEncoder().encodeToString(certificate.getEncoded());
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Its metadata, with places for sign-in and logout by redirect and by form. */
    public String metadata() {
        return """
        <md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="%1$s">
          <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
            <md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
              <ds:X509Data><ds:X509Certificate>%2$s</ds:X509Certificate></ds:X509Data></ds:KeyInfo>
            </md:KeyDescriptor>
            <md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example/slo"/>
            <md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.example/slo"/>
            <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example/sso"/>
            <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.example/sso"/>
          </md:IDPSSODescriptor>
        </md:EntityDescriptor>
        """
                .formatted(entityId, base64());
    }

    public byte[] metadataBytes() {
        return metadata().getBytes(StandardCharsets.UTF_8);
    }
}
