package muster.identity.saml;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;

/** What must hold of an assertion that was signed. */
final class AssertionChecks {
    private static final String BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer";

    private final Trust trust;
    private final Instant now;
    private final Checks checks;

    AssertionChecks(Trust trust, Instant now, Checks checks) {
        this.trust = trust;
        this.now = now;
        this.checks = checks;
    }

    /** All of it is looked at, whatever of it does not hold; {@link Checks#conclude} tells. */
    Assertion examine(Element assertion, String responseId) throws Refusal {
        var around = new MessageChecks(trust, now, checks);
        around.issuer(assertion, Check.Subject.ASSERTION_ISSUER);
        around.issued(assertion, SamlTime.VALID_MAX);
        var subject = one(assertion, "a:Subject", Reason.SUBJECT_UNCONFIRMED);
        var confirmation = confirmation(subject);
        var confirmed = notOnOrAfter(confirmation);
        recipient(confirmation);
        var conditions = one(assertion, "a:Conditions", Reason.CONDITIONS_MISSING);
        audience(conditions);
        notBefore(conditions);
        var valid = notOnOrAfter(conditions);
        var statement = one(assertion, "a:AuthnStatement", Reason.NOT_AUTHENTICATED);
        var authenticated = authenticated(statement);
        var sessionEnds = sessionEnds(statement);
        var nameId = new NameIds(checks).read(subject);
        var attributes = new Attributes(checks).read(assertion);
        return new Assertion(
                assertion.getAttributeNS(null, "ID"),
                responseId,
                nameId,
                attributes,
                Xml.attribute(confirmation, "InResponseTo"),
                authenticated,
                Xml.attribute(statement, "SessionIndex"),
                sessionEnds,
                (confirmed.isBefore(valid) ? confirmed : valid).plus(SamlTime.SKEW));
    }

    private Element one(Element parent, String name, Reason reason) throws Refusal {
        var found = Xml.children(parent, name);
        checks.refuseUnless(
                found.size() == 1,
                Check.Subject.CONDITIONS,
                name + ", once",
                found.isEmpty() ? "none" : "several",
                reason);
        return found.getFirst();
    }

    /** A single one, by bearer: several could say several things. */
    private Element confirmation(Element subject) throws Refusal {
        var all = Xml.children(subject, "a:SubjectConfirmation");
        var methods = all.stream().map(one -> one.getAttributeNS(null, "Method")).toList();
        checks.require(
                methods.equals(List.of(BEARER)),
                Check.Subject.CONFIRMATION,
                BEARER,
                String.join(", ", methods),
                Reason.SUBJECT_UNCONFIRMED);
        var data = one(all.getFirst(), "a:SubjectConfirmationData", Reason.SUBJECT_UNCONFIRMED);
        checks.look(
                !data.hasAttributeNS(null, "NotBefore"),
                Check.Subject.CONFIRMATION,
                "no NotBefore",
                data.getAttributeNS(null, "NotBefore"),
                Reason.SUBJECT_UNCONFIRMED);
        return data;
    }

    private void recipient(Element confirmation) {
        var expected = trust.service().assertionConsumer();
        var received = Xml.attribute(confirmation, "Recipient").orElse("");
        checks.look(
                received.equals(expected),
                Check.Subject.RECIPIENT,
                expected,
                received,
                Reason.RECIPIENT_MISMATCH);
    }

    /** Every restriction must name us, and there must be one. */
    private void audience(Element conditions) {
        var expected = trust.service().entityId();
        var audiences =
                Xml.children(conditions, "a:AudienceRestriction").stream()
                        .map(one ->
                                Xml.children(one, "a:Audience").stream().map(Xml::text).toList())
                        .toList();
        checks.look(
                !audiences.isEmpty() && audiences.stream().allMatch(one -> one.contains(expected)),
                Check.Subject.AUDIENCE,
                expected,
                audiences.isEmpty()
                        ? "none"
                        : String.join(", ", audiences.stream().flatMap(List::stream).toList()),
                Reason.AUDIENCE_MISMATCH);
    }

    private void notBefore(Element conditions) {
        var received = Xml.attribute(conditions, "NotBefore");
        var at = received.flatMap(SamlTime::find);
        checks.look(
                received.isEmpty() || (at.isPresent() && !SamlTime.isFuture(at.get(), now)),
                Check.Subject.NOT_BEFORE,
                "at most " + now,
                received.orElse("none"),
                Reason.NOT_YET_VALID);
    }

    /** An end that is neither over nor further away than we remember what signed in already. */
    private Instant notOnOrAfter(Element element) {
        var received = Xml.attribute(element, "NotOnOrAfter").orElse("none");
        var end = SamlTime.find(received);
        checks.look(
                end.isPresent() && !SamlTime.isPast(end.get(), now),
                Check.Subject.NOT_ON_OR_AFTER,
                "after " + now,
                received,
                Reason.EXPIRED);
        var latest = now.plus(SamlTime.VALID_MAX).plus(SamlTime.SKEW);
        checks.look(
                end.isEmpty() || !end.get().isAfter(latest),
                Check.Subject.VALIDITY,
                "at most " + latest,
                received,
                Reason.VALID_TOO_LONG);
        return end.orElse(Instant.EPOCH);
    }

    private Instant authenticated(Element statement) {
        var received = Xml.attribute(statement, "AuthnInstant").orElse("none");
        var at = SamlTime.find(received);
        checks.look(
                at.isPresent() && !SamlTime.isFuture(at.get(), now),
                Check.Subject.AUTHENTICATION,
                "at most " + now,
                received,
                Reason.NOT_AUTHENTICATED);
        return at.orElse(Instant.EPOCH);
    }

    private Optional<Instant> sessionEnds(Element statement) {
        var received = Xml.attribute(statement, "SessionNotOnOrAfter");
        var end = received.flatMap(SamlTime::find);
        checks.look(
                received.isEmpty() || (end.isPresent() && !SamlTime.isPast(end.get(), now)),
                Check.Subject.SESSION,
                "after " + now,
                received.orElse("none"),
                Reason.SESSION_EXPIRED);
        return end;
    }
}
