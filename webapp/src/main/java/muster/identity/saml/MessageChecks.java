package muster.identity.saml;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Element;

/** What must hold of every message, whatever it carries. */
final class MessageChecks {
    static final String ENTITY = "urn:oasis:names:tc:SAML:2.0:nameid-format:entity";
    private static final String SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success";

    private final Trust trust;
    private final Instant now;
    private final Checks checks;

    MessageChecks(Trust trust, Instant now, Checks checks) {
        this.trust = trust;
        this.now = now;
        this.checks = checks;
    }

    /** Whether the identity provider says that it went well. */
    void succeeded(Element message) throws Refusal {
        var status = status(message);
        checks.require(
                status.equals(SUCCESS),
                Check.Subject.STATUS,
                SUCCESS,
                status,
                Reason.STATUS_NOT_SUCCESS);
    }

    static boolean isSuccess(Element message) {
        return status(message).equals(SUCCESS);
    }

    /** The codes, and what the identity provider says to them. */
    private static String status(Element message) {
        var status = Xml.child(message, "p:Status");
        var code = status.flatMap(one -> Xml.child(one, "p:StatusCode"));
        if (code.isEmpty()) {
            return "";
        }
        var value = code.get().getAttributeNS(null, "Value");
        if (value.equals(SUCCESS)) {
            return value;
        }
        var inner =
                Xml.child(code.get(), "p:StatusCode")
                        .map(one -> " " + one.getAttributeNS(null, "Value"))
                        .orElse("");
        var words =
                status.flatMap(one -> Xml.child(one, "p:StatusMessage"))
                        .map(one -> " " + Xml.text(one))
                        .orElse("");
        return value + inner + words;
    }

    /** Whoever sent it, to this very place, just now. */
    void examine(Element message, String destination, Duration age) {
        issuer(message, Check.Subject.ISSUER);
        var received = Xml.attribute(message, "Destination").orElse("");
        checks.look(
                received.equals(destination),
                Check.Subject.DESTINATION,
                destination,
                received,
                Reason.DESTINATION_MISMATCH);
        issued(message, age);
    }

    void issuer(Element element, Check.Subject subject) {
        var expected = trust.provider().entityId();
        var issuer = Xml.child(element, "a:Issuer");
        var received = issuer.map(Xml::text).orElse("");
        var format = issuer.flatMap(one -> Xml.attribute(one, "Format")).orElse(ENTITY);
        checks.look(
                received.equals(expected) && format.equals(ENTITY),
                subject,
                expected,
                format.equals(ENTITY) ? received : received + " (" + format + ")",
                Reason.ISSUER_MISMATCH);
    }

    /** Neither of the future nor too old. */
    void issued(Element element, Duration age) {
        var received = Xml.attribute(element, "IssueInstant").orElse("");
        var at = SamlTime.find(received);
        var early = at.isPresent() && SamlTime.isFuture(at.get(), now);
        var late = at.isPresent() && SamlTime.isPast(at.get().plus(age), now);
        checks.look(
                at.isPresent() && !early && !late,
                Check.Subject.ISSUED,
                "about " + now,
                received,
                early ? Reason.NOT_YET_VALID : Reason.EXPIRED);
    }

    /** An answer must name a request that this browser was sent away with. */
    void answersOneOf(Set<String> pending, String answers) {
        checks.look(
                pending.contains(answers),
                Check.Subject.IN_RESPONSE_TO,
                "a request of this browser",
                answers,
                Reason.NOT_ASKED_FOR);
    }

    /** The response and its subject must name one request, and one of this browser's. */
    void answers(Element response, Optional<String> ofSubject, Set<String> pending) {
        var ofResponse = Xml.attribute(response, "InResponseTo");
        checks.look(
                ofResponse.equals(ofSubject),
                Check.Subject.IN_RESPONSE_TO,
                "the same in the response and its subject",
                ofResponse.orElse("none") + ", " + ofSubject.orElse("none"),
                Reason.ANSWERS_DISAGREE);
        var asked = ofResponse.map(pending::contains).orElse(trust.unsolicited());
        checks.look(
                asked,
                Check.Subject.IN_RESPONSE_TO,
                pending.isEmpty() && trust.unsolicited()
                        ? "none"
                        : "a request of this browser" + (trust.unsolicited() ? ", or none" : ""),
                ofResponse.orElse("none"),
                ofResponse.isPresent() ? Reason.NOT_ASKED_FOR : Reason.UNSOLICITED);
    }
}
