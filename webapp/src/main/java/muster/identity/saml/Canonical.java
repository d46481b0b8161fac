package muster.identity.saml;

import java.io.ByteArrayOutputStream;
import java.util.regex.Pattern;
import org.apache.xml.security.Init;
import org.apache.xml.security.c14n.Canonicalizer;
import org.apache.xml.security.exceptions.XMLSecurityException;
import org.w3c.dom.Element;

/**
 * The one form of an element that is signed.
 *
 * @see <a href="https://www.w3.org/TR/xml-exc-c14n/">Exclusive XML Canonicalization</a>
 */
final class Canonical {
    /** Exclusive, without comments: the only one that is taken. */
    static final String EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";

    static final int PREFIXES_MAX = 32;
    private static final Pattern SPACES = Pattern.compile("[ \\t\\r\\n]+");

    private Canonical() {}

    /** The library reads its own settings before its first use. */
    static void warm() {
        Init.init();
    }

    /**
     * The bytes of an element and all in it.
     *
     * @param method the element that names the algorithm, with its list of prefixes if it has one
     */
    static byte[] octets(Element element, Element method, Checks checks) throws Refusal {
        var prefixes =
                Xml.child(method, "c:InclusiveNamespaces")
                        .flatMap(list -> Xml.attribute(list, "PrefixList"))
                        .orElse("");
        if (SPACES.split(prefixes).length > PREFIXES_MAX) {
            throw refused(checks, "more than " + PREFIXES_MAX + " prefixes");
        }
        warm();
        var octets = new ByteArrayOutputStream();
        try {
            var canonicalizer = Canonicalizer.getInstance(EXCLUSIVE);
            if (prefixes.isBlank()) {
                canonicalizer.canonicalizeSubtree(element, octets);
            } else {
                canonicalizer.canonicalizeSubtree(element, prefixes.strip(), octets);
            }
        } catch (XMLSecurityException malformed) {
            throw refused(checks, "something that has no canonical form");
        }
        if (octets.size() == 0) {
            throw refused(checks, "nothing at all");
        }
        return octets.toByteArray();
    }

    private static Refusal refused(Checks checks, String received) {
        return checks.refused(
                Check.Subject.SIGNATURE,
                "a message with a canonical form",
                received,
                Reason.SIGNATURE_PROFILE);
    }
}
