package muster.scanner.http;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The elements of a small XML document that hold text alone. There are no document types and no
 * entities: a document that needs them is refused.
 */
final class XmlLeaves {
    private static final int ELEMENTS_MAX = 2_000;
    private static final int DEPTH_MAX = 32;
    private static final int CHARACTERS_MAX = 1_024;

    private final List<Leaf> leaves;

    /** An element with text. */
    record Leaf(String name, String text) {}

    /** It is no XML, or more of it than any device sends. */
    static final class Refused extends Exception {
        private Refused(String why) {
            super(why);
        }
    }

    private XmlLeaves(List<Leaf> leaves) {
        this.leaves = leaves;
    }

    List<Leaf> all() {
        return leaves;
    }

    /** The first of a name. */
    Optional<String> find(String name) {
        return leaves.stream().filter(leaf -> leaf.name.equals(name)).map(Leaf::text).findFirst();
    }

    static XmlLeaves of(byte[] document) throws Refused {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver((_, _, _, _) -> {
            throw new XMLStreamException("nothing is fetched");
        });
        // Read from bytes, the parser prints to standard error what a device writes wrongly.
        var text = new StringReader(new String(document, StandardCharsets.UTF_8));
        try {
            var in = factory.createXMLStreamReader(text);
            return new XmlLeaves(leaves(in));
        } catch (XMLStreamException | RuntimeException e) {
            throw new Refused("no XML that is read here");
        }
    }

    private static List<Leaf> leaves(XMLStreamReader in) throws XMLStreamException, Refused {
        var leaves = new ArrayList<Leaf>();
        var open = new ArrayDeque<StringBuilder>();
        int elements = 0;
        while (in.hasNext()) {
            switch (in.next()) {
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw new Refused("a document type or an entity");
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++elements > ELEMENTS_MAX || open.size() >= DEPTH_MAX) {
                        throw new Refused("too many elements");
                    }
                    open.push(new StringBuilder());
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    var text = open.peek();
                    if (text != null) {
                        text.append(in.getText());
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    var text = Shown.line(open.pop().toString());
                    if (!text.isEmpty()) {
                        var name = in.getLocalName();
                        int length = Math.min(CHARACTERS_MAX, text.length());
                        leaves.add(new Leaf(name, text.substring(0, length)));
                    }
                }
                default -> {}
            }
        }
        return leaves;
    }
}
