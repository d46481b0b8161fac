package muster.identity.saml;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Rightly signed, but for somebody else, for another time or place, or without saying so. */
public final class WrongWords {
    private final Scene scene;
    private final List<Attack> attacks = new ArrayList<>();

    private WrongWords(Scene scene) {
        this.scene = scene;
    }

    public static List<Attack> all(Scene scene) {
        var words = new WrongWords(scene);
        words.places();
        words.people();
        words.times();
        words.requests();
        words.parts();
        return words.attacks;
    }

    private void places() {
        for (var other :
                List.of(
                        "",
                        "https://evil.example/acs",
                        scene.acs() + "/",
                        scene.acs() + "?x",
                        scene.acs().toUpperCase(Locale.ROOT),
                        " " + scene.acs())) {
            wrong(
                    "destination '" + other + "'",
                    one -> one.set("destination", other),
                    "destination-mismatch");
            wrong(
                    "recipient '" + other + "'",
                    one -> one.set("recipient", other),
                    "recipient-mismatch");
        }
        for (var other :
                List.of("https://other.example", scene.entityId() + "/", scene.acs(), "")) {
            wrong(
                    "audience '" + other + "'",
                    one -> one.set("audience", other),
                    "audience-mismatch");
        }
        wrong(
                "second audience restriction",
                one ->
                        one.set(
                                "more-audiences",
                                "<"
                                        + one.a("AudienceRestriction")
                                        + "><"
                                        + one.a("Audience")
                                        + ">https://other.example</"
                                        + one.a("Audience")
                                        + "></"
                                        + one.a("AudienceRestriction")
                                        + ">"),
                "audience-mismatch");
        for (var other : List.of("https://evil.example", scene.idp().entityId() + "/", "")) {
            wrong("issuer '" + other + "'", one -> one.set("issuer", other), "issuer-mismatch");
            wrong(
                    "assertion issuer '" + other + "'",
                    one -> one.set("assertion-issuer", other),
                    "issuer-mismatch",
                    "schema-invalid");
        }
        wrong(
                "issuer of another kind",
                one ->
                        one.set(
                                "issuer-format",
                                "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"),
                "issuer-mismatch");
    }

    private void people() {
        wrong("no name", one -> one.set("format", "none"), "name-id-missing");
        wrong("no subject", one -> one.set("no-subject", "x"), "subject-unconfirmed");
        wrong(
                "encrypted name",
                one ->
                        one.set("format", "none")
                                .set("name-id-xml", "<" + one.a("EncryptedID") + "/>"),
                "encryption-refused");
        wrong(
                "base id",
                one -> one.set("format", "none").set("name-id-xml", "<" + one.a("BaseID") + "/>"),
                "unexpected-shape");
        wrong(
                "two names",
                one ->
                        one.set(
                                "in-subject",
                                "<"
                                        + one.a("NameID")
                                        + ">admin@acme.example</"
                                        + one.a("NameID")
                                        + ">"),
                "unexpected-shape");
        wrong(
                "encrypted attribute",
                one -> one.set("in-attributes", "<" + one.a("EncryptedAttribute") + "/>"),
                "encryption-refused");
        wrong("no statement", one -> one.set("no-statement", "x"), "not-authenticated");
        for (var method : List.of("holder-of-key", "sender-vouches")) {
            wrong(
                    "confirmed by " + method,
                    one -> one.set("method", "urn:oasis:names:tc:SAML:2.0:cm:" + method),
                    "subject-unconfirmed");
        }
        wrong("no confirmation", one -> one.set("method", ""), "subject-unconfirmed");
        wrong(
                "no confirmation data",
                one -> one.set("no-confirmation-data", "x"),
                "subject-unconfirmed");
        wrong(
                "two confirmations",
                one ->
                        one.set(
                                "in-subject",
                                "<"
                                        + one.a("SubjectConfirmation")
                                        + " Method=\"urn:oasis:names:tc:SAML:2.0:cm:bearer\"/>"),
                "subject-unconfirmed");
        for (var status : List.of("Requester", "Responder", "AuthnFailed", "success", "")) {
            wrong(
                    "status " + status,
                    one -> one.set("status", "urn:oasis:names:tc:SAML:2.0:status:" + status),
                    "status-not-success");
        }
    }

    private void times() {
        wrong("not yet", one -> one.set("not-before", in(Duration.ofMinutes(4))), "not-yet-valid");
        wrong("over", one -> one.set("not-on-or-after", in(Duration.ofMinutes(-3))), "expired");
        wrong("long over", one -> one.set("not-on-or-after", in(Duration.ofDays(-3))), "expired");
        wrong("without end", one -> one.set("not-on-or-after", ""), "expired");
        wrong(
                "endless",
                one -> one.set("not-on-or-after", in(Duration.ofDays(365))),
                "valid-too-long");
        wrong(
                "confirmation over",
                one -> one.set("confirmed-until", in(Duration.ofMinutes(-3))),
                "expired");
        wrong("confirmation without end", one -> one.set("confirmed-until", ""), "expired");
        wrong(
                "confirmation endless",
                one -> one.set("confirmed-until", "9999-12-31T23:59:59Z"),
                "valid-too-long");
        wrong(
                "confirmation not yet",
                one -> one.set("subject-not-before", in(Duration.ofMinutes(-9))),
                "subject-unconfirmed");
        for (var part : List.of("issued", "assertion-issued")) {
            wrong(
                    part + " in the future",
                    one -> one.set(part, in(Duration.ofMinutes(4))),
                    "not-yet-valid");
            wrong(part + " long ago", one -> one.set(part, in(Duration.ofDays(-2))), "expired");
            wrong(part + " never", one -> one.set(part, ""), "schema-invalid");
        }
        wrong(
                "authenticated in the future",
                one -> one.set("authenticated", in(Duration.ofMinutes(4))),
                "not-authenticated");
        wrong(
                "session over",
                one -> one.set("session-ends", in(Duration.ofMinutes(-4))),
                "session-expired");
        wrong("no conditions", one -> one.set("no-conditions", "x"), "conditions-missing");
        for (var form :
                List.of(
                        "2099-01-01T00:00:00",
                        "2099-01-01T00:00:00+14:00",
                        "now",
                        "2099-01-01",
                        "2099-01-01T00:00:00.0000000000001Z",
                        "-2099-01-01T00:00:00Z",
                        "12099-01-01T00:00:00Z",
                        "2099-02-30T00:00:00Z")) {
            for (var part : List.of("not-on-or-after", "confirmed-until", "session-ends")) {
                wrong(
                        part + " " + form,
                        one -> one.set(part, form),
                        "expired",
                        "schema-invalid",
                        "session-expired");
            }
        }
        wrong(
                "unknown condition",
                one -> one.set("in-conditions", "<x:Condition xmlns:x=\"urn:x\"/>"),
                "condition-unknown");
        wrong(
                "abstract condition",
                one -> one.set("in-conditions", "<" + one.a("Condition") + "/>"),
                "condition-unknown");
    }

    private void requests() {
        wrong(
                "answers another",
                one -> one.set("answers", "_x").set("subject-answers", "_x"),
                "not-asked-for");
        wrong("response answers another", one -> one.set("answers", "_x"), "answers-disagree");
        wrong(
                "subject answers another",
                one -> one.set("subject-answers", "_x"),
                "answers-disagree");
        wrong("subject answers none", one -> one.set("subject-answers", ""), "answers-disagree");
        wrong("response answers none", one -> one.set("answers", ""), "answers-disagree");
        wrong(
                "answers none",
                one -> one.set("answers", "").set("subject-answers", ""),
                "unsolicited");
    }

    private void parts() {
        wrong("another version", one -> one.set("version", "1.1"), "unexpected-shape");
        wrong(
                "another version within",
                one -> one.set("assertion-version", "2.1"),
                "unexpected-shape");
        wrong("no id", one -> one.set("root", " Foo=\"x\""), "unexpected-shape");
        wrong(
                "two assertions",
                one ->
                        one.set(
                                "after-assertion",
                                one.assertion(true)
                                        .replace(one.part("assertion-id"), "_second")
                                        .replace(Draft.PERSON, "admin@acme.example")),
                "unexpected-shape");
        wrong(
                "advice",
                one ->
                        one.set("in-statement", "")
                                .set("in-conditions", "")
                                .set("in-assertion", "<" + one.a("Advice") + "/>"),
                "unexpected-shape");
    }

    private String in(Duration duration) {
        Instant then = scene.now().plus(duration);
        return then.toString();
    }

    private void wrong(String name, UnaryOperator<Draft> change, String... reasons) {
        for (var what : Scene.Signed.values()) {
            attacks.add(
                    Attack.of(
                            name + " " + what,
                            Sealing.write(
                                    scene.signed(change.apply(scene.draft()), what, scene.way())),
                            reasons));
        }
    }
}
