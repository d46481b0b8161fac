package muster.identity.saml;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Responses of identity providers, and what to think of them.
 *
 * <p>Only what was signed is read: the bytes whose digest the signature holds are parsed anew, and
 * the tree that comes of them is the only one that an assertion is made of.
 */
final class Responses {
    private final Trust trust;
    private final Set<String> pending;
    private final Instant now;
    private final Checks checks = new Checks();
    private final Documents documents = new Documents(checks);
    private final Signatures signatures;
    private Optional<Document> shown = Optional.empty();

    private Responses(Trust trust, Set<String> pending, Instant now) {
        this.trust = trust;
        this.pending = pending;
        this.now = now;
        this.signatures = new Signatures(trust.provider(), now, checks);
    }

    /**
     * Looks at what a browser brought to the ACS. It throws nothing, whatever the field holds.
     *
     * @param form the field SAMLResponse as it was sent: base64
     * @param pending ids of the requests that this very browser was sent away with
     */
    static Verdict judge(String form, Trust trust, Set<String> pending, Instant now) {
        var responses = new Responses(trust, pending, now);
        try {
            var assertion = responses.assertion(form);
            return new Verdict.Accepted(assertion, responses.checks.all(), responses.decoded());
        } catch (Refusal refusal) {
            return new Verdict.Refused(
                    refusal.reason(), responses.checks.all(), responses.decoded());
        }
    }

    /** Loads what the first message would wait for. */
    static void warm() {
        Schemas.warm();
        Canonical.warm();
    }

    private String decoded() {
        return shown.map(View::of).orElse("");
    }

    private Assertion assertion(String form) throws Refusal {
        trust.requireCurrent(now, checks);
        var arrived = documents.arrived(documents.field(form), Set.of("p:Response"));
        shown = Optional.of(arrived);
        var message = arrived.getDocumentElement();
        // Without an assertion there is nothing to be wrong about: it tells why nobody signed in.
        var around = new MessageChecks(trust, now, checks);
        around.succeeded(message);
        var signed = signatures.signed(message);
        var response = signed.isPresent() ? reread(message, signed.get()) : message;
        var assertion = assertion(message, response, signed.isPresent());
        around.examine(response, trust.service().assertionConsumer(), SamlTime.VALID_MAX);
        var made =
                new AssertionChecks(trust, now, checks)
                        .examine(assertion, response.getAttributeNS(null, "ID"));
        around.answers(response, made.answers(), pending);
        checks.conclude();
        return made;
    }

    /**
     * The assertion that was signed: by itself, or with the response around it. If both are signed
     * both signatures must hold, and what is read was covered by the inner one.
     */
    private Element assertion(Element message, Element response, boolean responseIsSigned)
            throws Refusal {
        var encrypted = Xml.child(response, "a:EncryptedAssertion");
        // The signature of an assertion is looked at where it arrived, among the prefixes around
        // it.
        var plain = Xml.child(message, "a:Assertion");
        checks.refuseUnless(
                encrypted.isPresent() != plain.isPresent(),
                Check.Subject.SHAPE,
                "one assertion",
                encrypted.isPresent() ? "two" : "none",
                Reason.UNEXPECTED_SHAPE);
        var arrived =
                plain.isPresent() ? plain.get() : opened(encrypted.orElseThrow(), responseIsSigned);
        var signed = signatures.signed(arrived);
        checks.refuseUnless(
                signed.isPresent() || responseIsSigned,
                Check.Subject.SIGNATURE,
                "a signed response or a signed assertion",
                "no signature",
                Reason.UNSIGNED);
        if (signed.isPresent()) {
            return reread(arrived, signed.get());
        } else {
            return plain.isPresent() ? Xml.child(response, "a:Assertion").orElseThrow() : arrived;
        }
    }

    private Element opened(Element encrypted, boolean responseIsSigned) throws Refusal {
        var bytes = new Decryption(trust.service(), checks).open(encrypted, responseIsSigned);
        var document = documents.arrived(bytes, Set.of("a:Assertion"));
        shown = Optional.of(document);
        return document.getDocumentElement();
    }

    private Element reread(Element element, byte[] signed) throws Refusal {
        return documents
                .signed(signed, Names.of(element), element.getAttributeNS(null, "ID"))
                .getDocumentElement();
    }
}
