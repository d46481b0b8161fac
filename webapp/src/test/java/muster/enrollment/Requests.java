package muster.enrollment;

import java.io.StringWriter;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** Key pairs and the requests that collectors make of them. */
public final class Requests {
    private Requests() {}

    /** A pair on P-256. */
    public static KeyPair pair() {
        return pair("EC", "secp256r1");
    }

    static KeyPair pair(String algorithm, String curve) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            if (!curve.isEmpty()) {
                generator.initialize(new ECGenParameterSpec(curve));
            }
            return generator.generateKeyPair();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** A request by a pair of its own. */
    public static String pem() {
        return pem(pair());
    }

    public static String pem(KeyPair pair) {
        return pem(pair, pair, "SHA256withECDSA");
    }

    /** A request for one key that another has signed. */
    static String pem(KeyPair wanted, KeyPair signer, String algorithm) {
        try (var text = new StringWriter();
                var writer = new JcaPEMWriter(text)) {
            var builder =
                    new JcaPKCS10CertificationRequestBuilder(
                            new X500Name("CN=somebody else"), wanted.getPublic());
            writer.writeObject(
                    builder.build(
                            new JcaContentSignerBuilder(algorithm).build(signer.getPrivate())));
            writer.flush();
            return text.toString();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
