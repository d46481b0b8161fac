package muster.identity.saml;

import java.security.PublicKey;
import java.time.Instant;
import java.util.function.Consumer;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Between whom a sign-in is: what an attacker, too, knows of a connection.
 *
 * @param recipient the public key of the hub's encryption certificate
 * @param request what a browser was sent away with; empty for none
 */
public record Scene(
        TestIdp idp,
        String acs,
        String entityId,
        PublicKey recipient,
        String request,
        Instant now) {
    /** What is signed. */
    public enum Signed {
        RESPONSE,
        ASSERTION,
        BOTH
    }

    public Draft draft() {
        return Draft.of(idp.entityId(), acs, entityId, now)
                .set("answers", request)
                .set("subject-answers", request);
    }

    public Sealing.Way way() {
        return Sealing.Way.of(idp);
    }

    /** An honest response. */
    public Document signed(Signed what) {
        return signed(draft(), what, way());
    }

    public Document signed(Draft draft, Signed what, Sealing.Way way) {
        return sealed(draft, what, way, _ -> {});
    }

    /** An honest response whose assertion is encrypted. */
    public Document encrypted(Draft draft, Signed what, String cipher, String transport) {
        return sealed(
                draft,
                what,
                way(),
                assertion -> Sealing.encrypt(assertion, recipient, cipher, transport));
    }

    /** Signs the assertion, then does something with it, then signs the response around it. */
    public Document sealed(Draft draft, Signed what, Sealing.Way way, Consumer<Element> assertion) {
        var document = Sealing.parse(draft.response());
        var inner = only(document, "Assertion");
        var all = way.prefixes(draft.style().prefixes());
        if (what != Signed.RESPONSE) {
            Sealing.sign(inner, all, draft.style().d());
        }
        assertion.accept(inner);
        if (what != Signed.ASSERTION) {
            Sealing.sign(document.getDocumentElement(), all, draft.style().d());
        }
        return document;
    }

    /** The first element of a local name. */
    public static Element only(Document document, String name) {
        return (Element) document.getElementsByTagNameNS("*", name).item(0);
    }
}
