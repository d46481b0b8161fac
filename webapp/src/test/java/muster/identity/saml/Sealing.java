package muster.identity.saml;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import javax.crypto.KeyGenerator;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.xml.security.Init;
import org.apache.xml.security.c14n.Canonicalizer;
import org.apache.xml.security.encryption.XMLCipher;
import org.apache.xml.security.keys.KeyInfo;
import org.apache.xml.security.signature.XMLSignature;
import org.apache.xml.security.transforms.Transforms;
import org.apache.xml.security.transforms.params.InclusiveNamespaces;
import org.apache.xml.security.utils.ElementProxy;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/**
 * Signs and encrypts as an identity provider does, with another library than the hub's verifier.
 */
public final class Sealing {
    public static final String RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
    public static final String SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256";
    public static final String ENVELOPED = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
    public static final String EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";
    public static final String GCM = "http://www.w3.org/2009/xmlenc11#aes256-gcm";
    public static final String CBC = "http://www.w3.org/2001/04/xmlenc#aes256-cbc";
    public static final String OAEP = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p";

    static {
        Init.init();
    }

    private Sealing() {}

    /** How to sign; each part can be one that no honest identity provider chooses. */
    public record Way(
            Key key,
            String certificate,
            String algorithm,
            String digest,
            String canonical,
            List<String> transforms,
            String prefixes) {
        public static Way of(TestIdp idp) {
            var ec = idp.keys().getPrivate().getAlgorithm().equals("EC");
            return new Way(
                    idp.keys().getPrivate(),
                    idp.base64(),
                    ec ? "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256" : RSA_SHA256,
                    SHA256,
                    EXCLUSIVE,
                    List.of(ENVELOPED, EXCLUSIVE),
                    "");
        }

        public Way by(Key other) {
            return new Way(other, certificate, algorithm, digest, canonical, transforms, prefixes);
        }

        public Way showing(String other) {
            return new Way(key, other, algorithm, digest, canonical, transforms, prefixes);
        }

        public Way algorithm(String other) {
            return new Way(key, certificate, other, digest, canonical, transforms, prefixes);
        }

        public Way digest(String other) {
            return new Way(key, certificate, algorithm, other, canonical, transforms, prefixes);
        }

        public Way canonical(String other) {
            return new Way(key, certificate, algorithm, digest, other, transforms, prefixes);
        }

        public Way transforms(String... others) {
            return new Way(
                    key, certificate, algorithm, digest, canonical, List.of(others), prefixes);
        }

        public Way prefixes(String others) {
            return new Way(key, certificate, algorithm, digest, canonical, transforms, others);
        }
    }

    public static Document parse(String xml) {
        try {
            var factory = DocumentBuilderFactory.newDefaultNSInstance();
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        } catch (Exception e) {
            throw new IllegalStateException(xml, e);
        }
    }

    public static String write(Document document) {
        try {
            var out = new ByteArrayOutputStream();
            Canonicalizer.getInstance(Canonicalizer.ALGO_ID_C14N_PHYSICAL)
                    .canonicalizeSubtree(document, out);
            return out.toString(StandardCharsets.UTF_8);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public static String base64(String xml) {
        return Base64.getEncoder().encodeToString(xml.getBytes(StandardCharsets.UTF_8));
    }

    /** Signs an element where the schema wants its signature: after the issuer. */
    public static Element sign(Element element, Way way, String prefix) {
        return sign(element, way, prefix, "#" + element.getAttribute("ID"));
    }

    public static Element sign(Element element, Way way, String prefix, String reference) {
        try {
            element.setIdAttributeNS(null, "ID", true);
            ElementProxy.setDefaultPrefix("http://www.w3.org/2000/09/xmldsig#", prefix);
            var document = element.getOwnerDocument();
            var signature = new XMLSignature(document, "", way.algorithm(), way.canonical());
            element.insertBefore(signature.getElement(), afterIssuer(element));
            var transforms = new Transforms(document);
            for (var transform : way.transforms()) {
                if (transform.equals(EXCLUSIVE) && !way.prefixes().isEmpty()) {
                    var list = new InclusiveNamespaces(document, way.prefixes()).getElement();
                    transforms.addTransform(transform, list);
                } else {
                    transforms.addTransform(transform);
                }
            }
            signature.addDocument(reference, transforms, way.digest());
            if (!way.certificate().isEmpty()) {
                shown(signature.getKeyInfo(), way.certificate());
            }
            signature.sign(way.key());
            return signature.getElement();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Node afterIssuer(Element element) {
        var children = element.getElementsByTagNameNS("*", "Issuer");
        var issuer = children.item(0);
        return issuer != null && element.isSameNode(issuer.getParentNode())
                ? issuer.getNextSibling()
                : element.getFirstChild();
    }

    private static void shown(KeyInfo info, String certificate) throws Exception {
        var document = info.getElement().getOwnerDocument();
        var prefix = info.getElement().getPrefix();
        var named = prefix == null ? "" : prefix + ":";
        var data =
                document.createElementNS("http://www.w3.org/2000/09/xmldsig#", named + "X509Data");
        var one =
                document.createElementNS(
                        "http://www.w3.org/2000/09/xmldsig#", named + "X509Certificate");
        one.setTextContent(certificate);
        data.appendChild(one);
        info.getElement().appendChild(data);
    }

    /** Puts an assertion, encrypted, in its own place. */
    public static Element encrypt(
            Element assertion, PublicKey recipient, String cipher, String transport) {
        var alone = new ByteArrayOutputStream();
        try {
            Canonicalizer.getInstance(Canonicalizer.ALGO_ID_C14N_EXCL_OMIT_COMMENTS)
                    .canonicalizeSubtree(assertion, "xs xsd #default", alone);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return encrypt(assertion, alone.toByteArray(), recipient, cipher, transport);
    }

    /** Puts these bytes, encrypted, in the place of an assertion. */
    public static Element encrypt(
            Element assertion,
            byte[] content,
            PublicKey recipient,
            String cipher,
            String transport) {
        try {
            var document = assertion.getOwnerDocument();
            var generator = KeyGenerator.getInstance("AES");
            generator.init(cipher.contains("128") ? 128 : cipher.contains("192") ? 192 : 256);
            var key = generator.generateKey();
            var dataCipher = XMLCipher.getInstance(cipher);
            dataCipher.init(XMLCipher.ENCRYPT_MODE, key);
            var data =
                    dataCipher.encryptData(
                            document,
                            "http://www.w3.org/2001/04/xmlenc#Element",
                            new ByteArrayInputStream(content));
            var keyCipher = XMLCipher.getInstance(transport);
            keyCipher.init(XMLCipher.WRAP_MODE, recipient);
            var info = new KeyInfo(document);
            info.add(keyCipher.encryptKey(document, key));
            data.setKeyInfo(info);
            var prefix = assertion.getPrefix();
            var wrapper =
                    document.createElementNS(
                            assertion.getNamespaceURI(),
                            (prefix == null ? "" : prefix + ":") + "EncryptedAssertion");
            wrapper.setAttributeNS(
                    "http://www.w3.org/2000/xmlns/",
                    prefix == null ? "xmlns" : "xmlns:" + prefix,
                    assertion.getNamespaceURI());
            wrapper.appendChild(dataCipher.martial(document, data));
            assertion.getParentNode().replaceChild(wrapper, assertion);
            return wrapper;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
