package muster.identity.saml;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * A message for an administrator's eyes: indented, without what would let somebody use it again,
 * and without what an identity provider should not have sent.
 */
final class View {
    static final int LETTERS_MAX = 16_384;
    static final int TEXT_LETTERS_MAX = 400;

    private static final String STEP = "  ";
    private static final String HIDDEN = "\u2026";

    /** Without these a message is worth nothing to whoever reads the log. */
    private static final Set<String> PROOFS =
            Set.of(
                    "s:SignatureValue",
                    "s:DigestValue",
                    "s:X509Certificate",
                    "s:KeyValue",
                    "e:CipherValue");

    private static final Pattern SECRET =
            Pattern.compile("pass|secret|token|pwd|pin\\b|ssn|birth|cookie|private");

    private final StringBuilder text = new StringBuilder();

    private View() {}

    static String of(Document document) {
        var view = new View();
        view.element(document.getDocumentElement(), "", false);
        return view.text.length() <= LETTERS_MAX
                ? view.text.toString()
                : view.text.substring(0, LETTERS_MAX) + HIDDEN;
    }

    private void element(Element element, String indent, boolean secret) {
        if (text.length() > LETTERS_MAX) {
            return;
        }
        text.append(indent).append('<').append(element.getTagName());
        var attributes = element.getAttributes();
        for (var i = 0; i < attributes.getLength(); i++) {
            var attribute = attributes.item(i);
            text.append(' ').append(attribute.getNodeName()).append("=\"");
            text.append(shown(attribute.getNodeValue())).append('"');
        }
        var isSecret = secret || isSecret(element);
        var children = Xml.children(element);
        if (children.isEmpty()) {
            text.append('>').append(isSecret ? HIDDEN : shown(Xml.text(element)));
        } else {
            text.append(">\n");
            children.forEach(child -> element(child, indent + STEP, isSecret));
            text.append(indent);
        }
        text.append("</").append(element.getTagName()).append(">\n");
    }

    private static boolean isSecret(Element element) {
        return PROOFS.contains(Names.of(element))
                || (Names.of(element).equals("a:Attribute")
                        && SECRET.matcher(
                                        element.getAttributeNS(null, "Name")
                                                .toLowerCase(Locale.ROOT))
                                .find());
    }

    private static String shown(String value) {
        var cut =
                value.length() <= TEXT_LETTERS_MAX
                        ? value
                        : value.substring(0, TEXT_LETTERS_MAX) + HIDDEN;
        return cut.strip()
                .replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}]", "\u00b7")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace("\"", "&quot;");
    }
}
