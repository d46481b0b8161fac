package muster.identity.saml;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * XML of strangers: UTF-8 and nothing else, without document types and so without entities, without
 * inclusions, bounded in every direction.
 */
final class Xml {
    /** Elements in one another. */
    static final int DEPTH_MAX = 32;

    /** Of one element, namespaces among them. */
    static final int ATTRIBUTES_MAX = 64;

    static final int NAME_LETTERS_MAX = 256;

    private Xml() {}

    /** Text that is no XML, or XML that is not taken; its message says where. */
    static final class Malformed extends Exception {
        Malformed(String message) {
            super(message, null, false, false);
        }
    }

    static Document read(byte[] bytes) throws Malformed {
        try {
            // From letters, not from bytes: then no declaration of an encoding has a say.
            var document = builder().parse(new InputSource(new StringReader(letters(bytes))));
            var encoding = document.getXmlEncoding();
            if (encoding != null && !encoding.equalsIgnoreCase("UTF-8")) {
                throw new Malformed("it says that it is written in " + encoding);
            } else if (!"1.0".equals(document.getXmlVersion())) {
                throw new Malformed("it is XML " + document.getXmlVersion());
            }
            return document;
        } catch (SAXParseException malformed) {
            throw new Malformed(
                    "line %d, column %d: %s"
                            .formatted(
                                    malformed.getLineNumber(),
                                    malformed.getColumnNumber(),
                                    malformed.getMessage()));
        } catch (SAXException malformed) {
            throw new Malformed(String.valueOf(malformed.getMessage()));
        } catch (IOException impossible) {
            throw new IllegalStateException("text in memory", impossible);
        }
    }

    private static String letters(byte[] bytes) throws Malformed {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException other) {
            throw new Malformed("it is not UTF-8");
        }
    }

    private static DocumentBuilder builder() {
        try {
            // The JDK's own, whichever parser stands on the class path.
            var factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            factory.setFeature(
                    "http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            factory.setAttribute("jdk.xml.maxElementDepth", String.valueOf(DEPTH_MAX));
            factory.setAttribute("jdk.xml.elementAttributeLimit", String.valueOf(ATTRIBUTES_MAX));
            factory.setAttribute("jdk.xml.maxXMLNameLimit", String.valueOf(NAME_LETTERS_MAX));
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Strict());
            return builder;
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException("the JDK's parser knows these", impossible);
        }
    }

    static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (var node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    /** Children of a name, such as a:Audience. */
    static List<Element> children(Element parent, String name) {
        return children(parent).stream().filter(child -> Names.of(child).equals(name)).toList();
    }

    /** The first child of a name; where the shape allows one, the only one. */
    static Optional<Element> child(Element parent, String name) {
        return children(parent).stream().filter(child -> Names.of(child).equals(name)).findFirst();
    }

    /** The whole text of an element that has no other content; comments were refused before. */
    static String text(Element element) {
        var text = new StringBuilder();
        for (var node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node.getNodeType() == Node.TEXT_NODE) {
                text.append(node.getNodeValue());
            }
        }
        return text.toString();
    }

    static Optional<String> attribute(Element element, String name) {
        return element.hasAttributeNS(null, name)
                ? Optional.of(element.getAttributeNS(null, name))
                : Optional.empty();
    }
}
