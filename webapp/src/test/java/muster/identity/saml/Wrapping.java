package muster.identity.saml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Signature wrapping: the signed element stays in the document, somewhere, with its signature
 * holding, while another stands where the reader looks.
 *
 * @see <a
 *     href="https://www.usenix.org/conference/usenixsecurity12/technical-sessions/presentation/somorovsky">On
 *     Breaking SAML: Be Whoever You Want to Be</a>
 */
public final class Wrapping {
    private static final String DS = "http://www.w3.org/2000/09/xmldsig#";
    private static final String P = "urn:oasis:names:tc:SAML:2.0:protocol";
    private static final String A = "urn:oasis:names:tc:SAML:2.0:assertion";

    /** Refused for any of these: which one depends on where the signed element was put. */
    private static final String[] REASONS = {
        "unexpected-shape",
        "duplicate-id",
        "schema-invalid",
        "signature-profile",
        "digest-mismatch",
        "unsigned",
        "condition-unknown",
        "forbidden-xml",
        "encryption-refused"
    };

    private Wrapping() {}

    /** Where the signed element goes. */
    private enum Place {
        BEFORE,
        AFTER,
        IN_EXTENSIONS,
        IN_STATUS_DETAIL,
        IN_STATUS,
        IN_ADVICE,
        IN_SUBJECT,
        IN_CONFIRMATION_DATA,
        IN_CONDITIONS,
        IN_AUTHN_CONTEXT,
        IN_ATTRIBUTE_VALUE,
        IN_NAME_ID,
        IN_ISSUER,
        AT_END,
        AT_BEGIN,
        IN_SIGNATURE_OBJECT,
        IN_SIGNATURE_KEY_INFO,
        IN_SIGNED_INFO,
        IN_SIGNATURE_VALUE,
        IN_ENCRYPTED_ASSERTION,
        IN_FOREIGN_BEFORE,
        IN_FOREIGN_WITHIN,
        NOWHERE
    }

    private enum Ids {
        SAME,
        OTHER,
        NONE,
        SAME_BUT_ORIGINAL_LOWER_CASE
    }

    private enum SignatureGoes {
        WITH_ORIGINAL,
        TO_FORGED,
        TO_BOTH,
        TO_ROOT
    }

    /** All of them, on the assertion and on the response. */
    public static List<Attack> all(Scene scene) {
        List<Attack> attacks = new ArrayList<>();
        var assertion = Sealing.write(scene.signed(Scene.Signed.ASSERTION));
        var response = Sealing.write(scene.signed(Scene.Signed.RESPONSE));
        for (var place : Place.values()) {
            for (var ids : Ids.values()) {
                for (var goes : SignatureGoes.values()) {
                    for (var target : List.of("Assertion", "Response")) {
                        attacks.add(
                                Attack.of(
                                        "wrapped %s %s %s %s".formatted(target, place, ids, goes),
                                        wrapped(
                                                target.equals("Assertion") ? assertion : response,
                                                target,
                                                place,
                                                ids,
                                                goes),
                                        REASONS));
                    }
                }
            }
        }
        return attacks;
    }

    private static String wrapped(
            String signed, String target, Place place, Ids ids, SignatureGoes goes) {
        var document = Sealing.parse(signed);
        var original = Scene.only(document, target);
        var signature = Scene.only(document, "Signature");
        var forged = (Element) original.cloneNode(true);
        var copied = child(forged, "Signature").orElseThrow();
        forged.removeChild(copied);
        forge(forged);
        ids(original, forged, ids);
        var parent = original.getParentNode();
        parent.replaceChild(forged, original);
        if (goes != SignatureGoes.WITH_ORIGINAL) {
            var host = goes == SignatureGoes.TO_ROOT ? document.getDocumentElement() : forged;
            host.insertBefore(copied, afterIssuer(host));
        }
        if (goes != SignatureGoes.WITH_ORIGINAL && goes != SignatureGoes.TO_BOTH) {
            original.removeChild(signature);
        }
        put(document, forged, original, place);
        return Sealing.write(document);
    }

    private static void forge(Element forged) {
        var names = forged.getElementsByTagNameNS(A, "NameID");
        names.item(0).setTextContent("admin@acme.example");
    }

    private static void ids(Element original, Element forged, Ids ids) {
        switch (ids) {
            case SAME -> {}
            case OTHER -> forged.setAttribute("ID", "_forged");
            case NONE -> forged.removeAttribute("ID");
            case SAME_BUT_ORIGINAL_LOWER_CASE -> {
                original.setAttribute("Id", original.getAttribute("ID"));
                original.removeAttribute("ID");
            }
        }
    }

    private static void put(Document document, Element forged, Element original, Place place) {
        var root = document.getDocumentElement();
        var parent = forged.getParentNode();
        switch (place) {
            case BEFORE -> {
                if (parent instanceof Element) {
                    parent.insertBefore(original, forged);
                } else {
                    root.insertBefore(original, root.getFirstChild());
                }
            }
            case AFTER -> (parent instanceof Element ? parent : root).appendChild(original);
            case AT_END -> forged.appendChild(original);
            case AT_BEGIN -> forged.insertBefore(original, forged.getFirstChild());
            case IN_EXTENSIONS ->
                    root.insertBefore(
                            holding(document, P, "Extensions", original),
                            child(root, "Status").orElseThrow());
            case IN_STATUS_DETAIL ->
                    child(root, "Status")
                            .orElseThrow()
                            .appendChild(holding(document, P, "StatusDetail", original));
            case IN_STATUS -> child(root, "Status").orElseThrow().appendChild(original);
            case IN_ADVICE ->
                    deep(forged, "Conditions")
                            .getParentNode()
                            .insertBefore(
                                    holding(document, A, "Advice", original),
                                    deep(forged, "Conditions").getNextSibling());
            case IN_SUBJECT -> deep(forged, "Subject").appendChild(original);
            case IN_CONFIRMATION_DATA ->
                    deep(forged, "SubjectConfirmationData").appendChild(original);
            case IN_CONDITIONS -> deep(forged, "Conditions").appendChild(original);
            case IN_AUTHN_CONTEXT ->
                    deep(forged, "AuthnContext")
                            .appendChild(holding(document, A, "AuthnContextDecl", original));
            case IN_ATTRIBUTE_VALUE -> deep(forged, "AttributeValue").appendChild(original);
            case IN_NAME_ID -> deep(forged, "NameID").appendChild(original);
            case IN_ISSUER -> deep(forged, "Issuer").appendChild(original);
            case IN_SIGNATURE_OBJECT -> inSignature(document, original, "Object");
            case IN_SIGNATURE_KEY_INFO -> inSignature(document, original, "KeyInfo");
            case IN_SIGNED_INFO -> inSignature(document, original, "SignedInfo");
            case IN_SIGNATURE_VALUE -> inSignature(document, original, "SignatureValue");
            case IN_ENCRYPTED_ASSERTION ->
                    root.appendChild(holding(document, A, "EncryptedAssertion", original));
            case IN_FOREIGN_BEFORE ->
                    root.insertBefore(
                            holding(document, "urn:x", "wrap", original),
                            child(root, "Status").orElseThrow());
            case IN_FOREIGN_WITHIN ->
                    forged.appendChild(holding(document, "urn:x", "wrap", original));
            case NOWHERE -> {}
        }
    }

    private static void inSignature(Document document, Element original, String name) {
        var signatures = document.getElementsByTagNameNS(DS, "Signature");
        if (signatures.getLength() == 0) {
            document.getDocumentElement().appendChild(holding(document, DS, name, original));
            return;
        }
        var signature = (Element) signatures.item(0);
        child(signature, name)
                .ifPresentOrElse(
                        one -> one.appendChild(original),
                        () -> signature.appendChild(holding(document, DS, name, original)));
    }

    private static Element holding(Document document, String uri, String name, Element content) {
        var holder = document.createElementNS(uri, "w:" + name);
        holder.setAttributeNS("http://www.w3.org/2000/xmlns/", "xmlns:w", uri);
        holder.appendChild(content);
        return holder;
    }

    private static Node afterIssuer(Element element) {
        return child(element, "Issuer").orElseThrow().getNextSibling();
    }

    private static Element deep(Element element, String name) {
        return (Element) element.getElementsByTagNameNS("*", name).item(0);
    }

    static Optional<Element> child(Element element, String name) {
        for (var node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element one && name.equals(one.getLocalName())) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }
}
