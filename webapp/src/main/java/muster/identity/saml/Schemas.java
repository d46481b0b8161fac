package muster.identity.saml;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.transform.Source;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.opensaml.saml.common.xml.SAMLSchemaBuilder;
import org.w3c.dom.Document;
import org.w3c.dom.bootstrap.DOMImplementationRegistry;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSInput;
import org.xml.sax.SAXException;

/** The schemas of SAML 2.0 as OpenSAML ships them; nothing is fetched. */
final class Schemas {
    private static final List<String> ROOTS =
            List.of(
                    "/schema/saml-schema-protocol-2.0.xsd",
                    "/schema/xenc11-schema.xsd",
                    "/schema/xmldsig11-schema.xsd");

    /** What these import. */
    private static final Map<String, String> FILES =
            Map.of(
                    Names.ASSERTION, "/schema/saml-schema-assertion-2.0.xsd",
                    Names.SIGNATURE, "/schema/xmldsig-core-schema.xsd",
                    Names.ENCRYPTION, "/schema/xenc-schema.xsd");

    private Schemas() {}

    /** Loaded when it is first asked for. */
    private static final class Loaded {
        static final Schema SCHEMA = load();
    }

    static void warm() {
        Loaded.SCHEMA.newValidator();
    }

    static void require(Document document, Checks checks) throws Refusal {
        var validator = Loaded.SCHEMA.newValidator();
        validator.setErrorHandler(new Strict());
        try {
            validator.validate(new DOMSource(document));
        } catch (SAXException invalid) {
            throw checks.refused(
                    Check.Subject.SCHEMA,
                    "SAML 2.0",
                    String.valueOf(invalid.getMessage()),
                    Reason.SCHEMA_INVALID);
        } catch (IOException impossible) {
            throw new IllegalStateException("a document in memory", impossible);
        }
    }

    private static Schema load() {
        try {
            var factory = SchemaFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            var inputs =
                    (DOMImplementationLS)
                            DOMImplementationRegistry.newInstance().getDOMImplementation("LS");
            factory.setResourceResolver(
                    (_, namespace, _, systemId, _) -> imported(inputs, namespace, systemId));
            return factory.newSchema(
                    ROOTS.stream()
                            .map(name -> new StreamSource(file(name)))
                            .toArray(Source[]::new));
        } catch (SAXException | ReflectiveOperationException impossible) {
            throw new IllegalStateException("the schemas of SAML", impossible);
        }
    }

    private static LSInput imported(DOMImplementationLS inputs, String namespace, String systemId) {
        var input = inputs.createLSInput();
        input.setSystemId(systemId);
        input.setByteStream(file(Objects.requireNonNull(FILES.get(namespace), namespace)));
        return input;
    }

    private static InputStream file(String name) {
        return Objects.requireNonNull(SAMLSchemaBuilder.class.getResourceAsStream(name), name);
    }
}
