package muster.identity.saml;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.w3c.dom.Element;

/** Logout messages of identity providers, and what to think of them: looked at like responses. */
final class Logouts {
    /** Whoever keeps one longer wants to log somebody out another time. */
    static final Duration AGE_MAX = Duration.ofMinutes(10);

    private static final Set<String> REQUEST = Set.of("p:LogoutRequest");
    private static final Set<String> RESPONSE = Set.of("p:LogoutResponse");

    private final Trust trust;
    private final Set<String> pending;
    private final Instant now;
    private final Checks checks = new Checks();
    private final Documents documents = new Documents(checks);

    private Logouts(Trust trust, Set<String> pending, Instant now) {
        this.trust = trust;
        this.pending = pending;
        this.now = now;
    }

    /** What of a message is its own. */
    @FunctionalInterface
    private interface Reading {
        Logout read() throws Refusal;
    }

    /**
     * Looks at a message by redirect.
     *
     * @param rawQuery as it was sent, not decoded: its signature is over these very letters
     * @param pending ids of logout requests that this browser was sent away with
     */
    static Logout redirected(String rawQuery, Trust trust, Set<String> pending, Instant now) {
        var logouts = new Logouts(trust, pending, now);
        return logouts.judged(() -> logouts.redirected(rawQuery));
    }

    /** Looks at a message by form: the field SAMLRequest or SAMLResponse, base64. */
    static Logout posted(
            String form, boolean isRequest, Trust trust, Set<String> pending, Instant now) {
        var logouts = new Logouts(trust, pending, now);
        return logouts.judged(() -> logouts.posted(form, isRequest));
    }

    private Logout judged(Reading reading) {
        try {
            trust.requireCurrent(now, checks);
            return reading.read();
        } catch (Refusal refusal) {
            return new Logout.Refused(refusal.reason(), checks.all());
        }
    }

    private Logout redirected(String rawQuery) throws Refusal {
        var query = Query.of(rawQuery, checks);
        query.verify(new SigningKeys(trust.provider().certificates(), now, checks));
        var message =
                documents
                        .arrived(query.message(), query.isRequest() ? REQUEST : RESPONSE)
                        .getDocumentElement();
        // The query was signed, and what stands in it needs no second signature.
        checks.refuseUnless(
                Xml.child(message, "s:Signature").isEmpty(),
                Check.Subject.SIGNATURE,
                "one, in the address",
                "another in the message",
                Reason.SIGNATURE_PROFILE);
        return query.isRequest() ? asked(message) : answered(message);
    }

    private Logout posted(String form, boolean isRequest) throws Refusal {
        var message =
                documents
                        .arrived(documents.field(form), isRequest ? REQUEST : RESPONSE)
                        .getDocumentElement();
        var signed = new Signatures(trust.provider(), now, checks).signed(message);
        checks.refuseUnless(
                signed.isPresent(),
                Check.Subject.SIGNATURE,
                "a signed message",
                "no signature",
                Reason.UNSIGNED);
        var reread =
                documents
                        .signed(
                                signed.orElseThrow(),
                                Names.of(message),
                                message.getAttributeNS(null, "ID"))
                        .getDocumentElement();
        return isRequest ? asked(reread) : answered(reread);
    }

    private Logout asked(Element message) throws Refusal {
        around().examine(message, trust.service().logout(), AGE_MAX);
        var ends = Xml.attribute(message, "NotOnOrAfter");
        var end = ends.flatMap(SamlTime::find);
        checks.look(
                ends.isEmpty() || (end.isPresent() && !SamlTime.isPast(end.get(), now)),
                Check.Subject.NOT_ON_OR_AFTER,
                "after " + now,
                ends.orElse("none"),
                Reason.EXPIRED);
        var nameId = new NameIds(checks).read(message);
        var indexes = Xml.children(message, "p:SessionIndex").stream().map(Xml::text).toList();
        checks.conclude();
        return new Logout.Asked(message.getAttributeNS(null, "ID"), nameId, indexes, checks.all());
    }

    private Logout answered(Element message) throws Refusal {
        var answers = Xml.attribute(message, "InResponseTo").orElse("");
        around().examine(message, trust.service().logout(), AGE_MAX);
        around().answersOneOf(pending, answers);
        checks.conclude();
        return new Logout.Answered(answers, MessageChecks.isSuccess(message), checks.all());
    }

    private MessageChecks around() {
        return new MessageChecks(trust, now, checks);
    }
}
