package muster.identity.saml;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.w3c.dom.Document;

/** Bytes of strangers as documents, each step only after the one before it held. */
final class Documents {
    /** Of a message; a person of a thousand groups has 150 KB. */
    static final int BYTES_MAX = 512 << 10;

    static final int BASE64_LETTERS_MAX = 2 + BYTES_MAX / 3 * 4 + BYTES_MAX / 32;

    private final Checks checks;

    Documents(Checks checks) {
        this.checks = checks;
    }

    /** The bytes of a form's field. */
    byte[] field(String form) throws Refusal {
        size(form.length(), BASE64_LETTERS_MAX);
        var bytes = Base64Text.find(form);
        checks.refuseUnless(
                bytes.isPresent() && bytes.get().length > 0,
                Check.Subject.ENCODING,
                "base64",
                form.isBlank() ? "nothing" : "something else",
                Reason.NOT_BASE64);
        return bytes.orElseThrow();
    }

    /** A message as it arrived. */
    Document arrived(byte[] bytes, Set<String> roots) throws Refusal {
        var document = shaped(bytes, roots);
        Schemas.require(document, checks);
        return document;
    }

    /**
     * The bytes that were signed. What arrived went through the schemas already, and these need
     * not: the canonical form leaves out prefixes that only the values of attributes use.
     */
    Document signed(byte[] bytes, String root, String id) throws Refusal {
        var document = shaped(bytes, Set.of(root));
        var received = document.getDocumentElement().getAttributeNS(null, "ID");
        checks.refuseUnless(
                received.equals(id),
                Check.Subject.SIGNATURE,
                id,
                received,
                Reason.UNEXPECTED_SHAPE);
        return document;
    }

    private Document shaped(byte[] bytes, Set<String> roots) throws Refusal {
        size(bytes.length, BYTES_MAX);
        // The parser refuses this too. It is looked for before so that no parser is needed for it.
        checks.refuseUnless(
                !new String(bytes, StandardCharsets.ISO_8859_1)
                        .toUpperCase(Locale.ROOT)
                        .contains("<!DOCTYPE"),
                Check.Subject.XML,
                "no document type",
                "a document type",
                Reason.FORBIDDEN_XML);
        try {
            var document = Xml.read(bytes);
            Shape.require(document, roots, checks);
            return document;
        } catch (Xml.Malformed malformed) {
            throw checks.refused(
                    Check.Subject.XML,
                    "well-formed XML in UTF-8",
                    String.valueOf(malformed.getMessage()),
                    Reason.MALFORMED_XML);
        }
    }

    private void size(int received, int most) throws Refusal {
        if (received > most) {
            throw checks.refused(
                    Check.Subject.SIZE, "at most " + most, "" + received, Reason.TOO_LARGE);
        }
    }
}
