package muster.identity.saml;

import java.util.ArrayList;
import java.util.List;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * What no element may have, whatever its name: constructions of XML that two readers could read in
 * two ways.
 */
final class Plainness {
    static final int ATTRIBUTE_LETTERS_MAX = 4096;

    private Plainness() {}

    /** Its attributes, after a look at its namespaces. */
    static List<Attr> attributes(Element element, Checks checks) throws Refusal {
        List<Attr> attributes = new ArrayList<>();
        var all = element.getAttributes();
        for (var i = 0; i < all.getLength(); i++) {
            var attribute = (Attr) all.item(i);
            var isNamespace = Names.XMLNS.equals(attribute.getNamespaceURI());
            var value = attribute.getValue();
            // Canonicalizers disagree on relative namespaces: some throw, some write nothing at
            // all.
            if (value.length() > ATTRIBUTE_LETTERS_MAX) {
                throw forbidden(checks, "short attributes", element);
            } else if (isNamespace && !value.isEmpty() && !value.contains(":")) {
                throw forbidden(checks, "absolute namespaces", element);
            } else if (Names.XML.equals(attribute.getNamespaceURI())) {
                throw forbidden(checks, "no xml: attributes", element);
            } else if (!isNamespace) {
                attributes.add(attribute);
            }
        }
        return attributes;
    }

    /** Text only where it may be, in one piece, and comments only where no text is. */
    static void require(Element element, boolean mayHaveText, Checks checks) throws Refusal {
        var hasText = false;
        var hasComment = false;
        var hasElement = false;
        for (var node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            switch (node.getNodeType()) {
                case Node.ELEMENT_NODE -> hasElement = true;
                case Node.COMMENT_NODE -> hasComment = true;
                case Node.TEXT_NODE -> hasText |= !node.getNodeValue().isBlank();
                case Node.CDATA_SECTION_NODE -> throw forbidden(checks, "no CDATA", element);
                case Node.PROCESSING_INSTRUCTION_NODE ->
                        throw forbidden(checks, "no processing instructions", element);
                default -> throw forbidden(checks, "no such node", element);
            }
        }
        if (hasText && !mayHaveText) {
            throw forbidden(checks, "no text there", element);
        } else if (hasComment && (hasText || mayHaveText)) {
            throw forbidden(checks, "no comment within text", element);
        } else if (hasText && hasElement) {
            throw forbidden(checks, "text or elements, not both", element);
        }
    }

    private static Refusal forbidden(Checks checks, String expected, Element element) {
        return checks.refused(Check.Subject.XML, expected, Names.of(element), Reason.FORBIDDEN_XML);
    }
}
