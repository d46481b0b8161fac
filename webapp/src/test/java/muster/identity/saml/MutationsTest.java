package muster.identity.saml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.Text;

/**
 * Every node of an honest response, changed, doubled, left out or moved to every other place:
 * either it is refused, or it says of the person what the honest one said.
 */
@Tag("slow")
class MutationsTest {
    private final Stage stage = Stage.rsa();
    private final List<String> wrong = new ArrayList<>();
    private int accepted;
    private int refused;

    @Test
    void noChangeMakesASignedAssertionSaySomethingElse() {
        mutate(stage.scene().signed(Scene.Signed.ASSERTION));
    }

    @Test
    void noChangeMakesASignedResponseSaySomethingElse() {
        mutate(stage.scene().signed(Scene.Signed.RESPONSE));
    }

    @Test
    void noChangeMakesAnEncryptedAssertionSaySomethingElse() {
        mutate(
                stage.scene()
                        .encrypted(
                                stage.scene().draft(),
                                Scene.Signed.ASSERTION,
                                Sealing.GCM,
                                Sealing.OAEP));
    }

    private void mutate(Document honest) {
        var xml = Sealing.write(honest);
        var expected = said(stage.judge(xml));
        var count = nodes(Sealing.parse(xml)).size();
        for (var i = 0; i < count; i++) {
            for (var change : Change.values()) {
                var document = Sealing.parse(xml);
                if (change.apply(nodes(document).get(i))) {
                    look(expected, change + " " + i, Sealing.write(document));
                }
            }
            for (var to = 0; to < count; to++) {
                var document = Sealing.parse(xml);
                var all = nodes(document);
                if (moved(all.get(i), all.get(to))) {
                    look(expected, "moved %d to %d".formatted(i, to), Sealing.write(document));
                }
            }
        }

        assertEquals(List.of(), wrong);
        // What is left are comments, and what a signature says of its key.
        assertTrue(refused > 5 * accepted, refused + " refused, " + accepted + " accepted");
    }

    private void look(String expected, String name, String xml) {
        switch (stage.judge(xml)) {
            case Verdict.Accepted one when said(one).equals(expected) -> accepted++;
            case Verdict.Accepted one -> wrong.add(name + ": " + one.assertion());
            case Verdict.Refused _ -> refused++;
        }
    }

    /** What a verdict says of the person, without the response's id, which need not be signed. */
    private static String said(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Accepted one ->
                    one.assertion()
                            .toString()
                            .replace("responseId=" + one.assertion().responseId(), "");
            case Verdict.Refused one -> throw new AssertionError(one.reason());
        };
    }

    private enum Change {
        DELETE,
        DOUBLE,
        EMPTY,
        CHANGE,
        RENAME,
        COMMENT;

        boolean apply(Node node) {
            return switch (node) {
                case Attr attribute -> attribute(attribute);
                case Element element -> element(element);
                case Text text -> text(text);
                default -> false;
            };
        }

        private boolean attribute(Attr attribute) {
            switch (this) {
                case DELETE -> attribute.getOwnerElement().removeAttributeNode(attribute);
                case EMPTY -> attribute.setValue("");
                case CHANGE -> attribute.setValue(attribute.getValue() + "x");
                case DOUBLE ->
                        attribute
                                .getOwnerElement()
                                .setAttribute(
                                        attribute.getLocalName().toLowerCase(Locale.ROOT),
                                        attribute.getValue());
                case RENAME, COMMENT -> {
                    return false;
                }
            }
            return true;
        }

        private boolean element(Element element) {
            var parent = element.getParentNode();
            var document = element.getOwnerDocument();
            if (!(parent instanceof Element)) {
                return false;
            }
            switch (this) {
                case DELETE -> parent.removeChild(element);
                case DOUBLE -> parent.insertBefore(element.cloneNode(true), element);
                case EMPTY -> element.setTextContent("");
                case CHANGE -> element.appendChild(document.createTextNode("x"));
                case RENAME -> document.renameNode(element, "urn:x", "x:renamed");
                case COMMENT -> element.appendChild(document.createComment("x"));
            }
            return true;
        }

        private boolean text(Text text) {
            var document = text.getOwnerDocument();
            switch (this) {
                case DELETE, EMPTY -> text.setData("");
                case DOUBLE -> text.setData(text.getData() + text.getData());
                case CHANGE -> text.setData("A" + text.getData());
                case RENAME ->
                        text.getParentNode()
                                .replaceChild(document.createCDATASection(text.getData()), text);
                case COMMENT -> {
                    var rest = text.splitText(text.getLength() / 2);
                    text.getParentNode().insertBefore(document.createComment("x"), rest);
                }
            }
            return true;
        }
    }

    private static boolean moved(Node node, Node to) {
        if (!(node instanceof Element) || !(to instanceof Element)) {
            return false;
        }
        for (Node above = to; above != null; above = above.getParentNode()) {
            if (above.isSameNode(node)) {
                return false;
            }
        }
        if (to.isSameNode(node.getParentNode())) {
            return false;
        }
        to.appendChild(node);
        return true;
    }

    private static List<Node> nodes(Document document) {
        List<Node> nodes = new ArrayList<>();
        collect(document.getDocumentElement(), nodes);
        return nodes;
    }

    private static void collect(Node node, List<Node> nodes) {
        nodes.add(node);
        if (node instanceof Element element) {
            var attributes = element.getAttributes();
            for (var i = 0; i < attributes.getLength(); i++) {
                if (!attributes.item(i).getNodeName().startsWith("xmlns")) {
                    nodes.add(attributes.item(i));
                }
            }
        }
        for (var child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            collect(child, nodes);
        }
    }
}
