package muster.identity.saml;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.w3c.dom.Element;

/**
 * How the key of an encrypted assertion was encrypted for us: by RSA-OAEP. RSA with the padding of
 * PKCS#1 1.5 is refused, since its answers tell what is in it.
 *
 * <p>SHA-1 is taken here and nowhere else: identity providers use it by default, and OAEP needs
 * nothing of its digest that SHA-1 has lost.
 */
record KeyTransport(OAEPParameterSpec parameters) {
    private static final String OAEP_SHA1 = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p";
    private static final String OAEP = "http://www.w3.org/2009/xmlenc11#rsa-oaep";

    private static final Map<String, String> DIGESTS =
            Map.of(
                    "http://www.w3.org/2000/09/xmldsig#sha1", "SHA-1",
                    "http://www.w3.org/2001/04/xmlenc#sha256", "SHA-256",
                    "http://www.w3.org/2001/04/xmldsig-more#sha384", "SHA-384",
                    "http://www.w3.org/2001/04/xmlenc#sha512", "SHA-512");

    private static final Map<String, String> MASKS =
            Map.of(
                    "http://www.w3.org/2009/xmlenc11#mgf1sha1", "SHA-1",
                    "http://www.w3.org/2009/xmlenc11#mgf1sha256", "SHA-256",
                    "http://www.w3.org/2009/xmlenc11#mgf1sha384", "SHA-384",
                    "http://www.w3.org/2009/xmlenc11#mgf1sha512", "SHA-512");

    /** Reads an EncryptionMethod. */
    static KeyTransport of(Element method, Checks checks) throws Refusal {
        var uri = method.getAttributeNS(null, "Algorithm");
        var digest = named(method, "s:DigestMethod", DIGESTS, checks);
        var mask = named(method, "e11:MGF", MASKS, checks);
        checks.require(
                uri.equals(OAEP) || (uri.equals(OAEP_SHA1) && mask.equals("SHA-1")),
                Check.Subject.ENCRYPTION,
                "RSA-OAEP",
                uri,
                Reason.ENCRYPTION_REFUSED);
        return new KeyTransport(
                new OAEPParameterSpec(
                        digest, "MGF1", new MGF1ParameterSpec(mask), PSource.PSpecified.DEFAULT));
    }

    private static String named(
            Element method, String child, Map<String, String> known, Checks checks) throws Refusal {
        var element = Xml.child(method, child);
        var uri = element.map(one -> one.getAttributeNS(null, "Algorithm")).orElse("");
        var name = element.isEmpty() ? "SHA-1" : known.getOrDefault(uri, "");
        checks.refuseUnless(
                !name.isEmpty(),
                Check.Subject.ENCRYPTION,
                "RSA-OAEP with SHA-1 or SHA-2",
                uri,
                Reason.ENCRYPTION_REFUSED);
        return name;
    }

    byte[] unwrap(PrivateKey key, byte[] wrapped) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        cipher.init(Cipher.DECRYPT_MODE, key, parameters);
        return cipher.doFinal(wrapped);
    }
}
