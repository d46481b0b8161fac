package muster.identity.saml;

import java.util.Map;
import org.w3c.dom.Attr;
import org.w3c.dom.Node;

/** The namespaces that mean something here, each with the short name under which we speak of it. */
final class Names {
    static final String PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol";
    static final String ASSERTION = "urn:oasis:names:tc:SAML:2.0:assertion";
    static final String METADATA = "urn:oasis:names:tc:SAML:2.0:metadata";
    static final String SIGNATURE = "http://www.w3.org/2000/09/xmldsig#";
    static final String SIGNATURE_11 = "http://www.w3.org/2009/xmldsig11#";
    static final String ENCRYPTION = "http://www.w3.org/2001/04/xmlenc#";
    static final String ENCRYPTION_11 = "http://www.w3.org/2009/xmlenc11#";
    static final String EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";
    static final String SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";
    static final String XML = "http://www.w3.org/XML/1998/namespace";
    static final String XMLNS = "http://www.w3.org/2000/xmlns/";

    private static final Map<String, String> SHORT =
            Map.of(
                    PROTOCOL, "p",
                    ASSERTION, "a",
                    SIGNATURE, "s",
                    SIGNATURE_11, "s11",
                    ENCRYPTION, "e",
                    ENCRYPTION_11, "e11",
                    EXCLUSIVE, "c",
                    SCHEMA_INSTANCE, "x");

    private Names() {}

    /** A short name such as a:Assertion; of a namespace that means nothing here, {uri}name. */
    static String of(Node node) {
        var namespace = node.getNamespaceURI();
        if (namespace == null) {
            return node instanceof Attr ? node.getLocalName() : "{}" + node.getLocalName();
        } else {
            var known = SHORT.get(namespace);
            return known == null
                    ? "{" + namespace + "}" + node.getLocalName()
                    : known + ":" + node.getLocalName();
        }
    }

    /** Whether a namespace means something here, so that it may not stand just anywhere. */
    static boolean meansSomething(String namespace) {
        return SHORT.containsKey(namespace)
                || namespace.equals(XML)
                || namespace.equals(METADATA)
                || namespace.startsWith("urn:oasis:names:tc:SAML:");
    }
}
