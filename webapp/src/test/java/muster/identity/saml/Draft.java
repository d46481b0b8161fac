package muster.identity.saml;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What an identity provider is about to say. Every part of it can be changed or, as an empty text,
 * left out, to make what no honest one says.
 */
public final class Draft {
    public static final String PERSON = "grace@acme.example";
    public static final String REQUEST = "_request1";

    private static final String EMAIL = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";
    private static final String BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
    private static final String SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success";

    private final Map<String, String> parts = new LinkedHashMap<>();
    private final Map<String, List<String>> attributes = new LinkedHashMap<>();
    private Style style = Style.PING;

    /** An honest response that is about to be signed. */
    public static Draft of(String issuer, String acs, String audience, Instant now) {
        var draft = new Draft();
        draft.set("response-id", "_r" + Long.toHexString(now.toEpochMilli()));
        draft.set("assertion-id", "_a" + Long.toHexString(now.toEpochMilli()));
        draft.set("issued", now.toString()).set("assertion-issued", now.toString());
        draft.set("version", "2.0").set("assertion-version", "2.0");
        draft.set("destination", acs).set("recipient", acs).set("audience", audience);
        draft.set("issuer", issuer).set("assertion-issuer", issuer);
        draft.set("answers", REQUEST).set("subject-answers", REQUEST);
        draft.set("status", SUCCESS).set("method", BEARER);
        draft.set("name-id", PERSON).set("format", EMAIL);
        draft.set("confirmed-until", now.plus(Duration.ofMinutes(5)).toString());
        draft.set("not-before", now.minus(Duration.ofMinutes(1)).toString());
        draft.set("not-on-or-after", now.plus(Duration.ofHours(1)).toString());
        draft.set("authenticated", now.minus(Duration.ofMinutes(20)).toString());
        draft.set("session-index", "_s1").set("session-ends", "");
        for (var optional :
                List.of(
                        "subject-not-before",
                        "in-response",
                        "in-status",
                        "in-assertion",
                        "in-subject",
                        "in-confirmation",
                        "in-conditions",
                        "in-statement",
                        "in-attributes",
                        "after-assertion",
                        "more-audiences",
                        "root",
                        "issuer-format")) {
            draft.set(optional, "");
        }
        draft.attributes.put("email", List.of(PERSON));
        draft.attributes.put("groups", List.of("engineers", "on call"));
        return draft;
    }

    public Draft set(String part, String value) {
        parts.put(part, value);
        return this;
    }

    public Draft style(Style style) {
        this.style = style;
        return this;
    }

    public Draft attribute(String name, List<String> values) {
        attributes.put(name, values);
        return this;
    }

    public Style style() {
        return style;
    }

    public String part(String name) {
        return parts.getOrDefault(name, "");
    }

    /** The whole response, unsigned. */
    public String response() {
        return element(
                p("Response"),
                declared(true)
                        + attribute("ID", "response-id")
                        + attribute("Version", "version")
                        + attribute("IssueInstant", "issued")
                        + attribute("Destination", "destination")
                        + attribute("InResponseTo", "answers")
                        + part("root"),
                issuer("issuer")
                        + part("in-response")
                        + element(
                                p("Status"),
                                "",
                                element(p("StatusCode"), attribute("Value", "status"), "")
                                        + part("in-status"))
                        + assertion(false)
                        + part("after-assertion"));
    }

    /** The assertion alone, with every namespace it needs if it stands for itself. */
    public String assertion(boolean alone) {
        return element(
                a("Assertion"),
                declared(alone)
                        + (style.above() && !alone ? "" : own("a", style.a()))
                        + attribute("ID", "assertion-id")
                        + attribute("Version", "assertion-version")
                        + attribute("IssueInstant", "assertion-issued"),
                issuer("assertion-issuer")
                        + part("in-assertion")
                        + subject()
                        + conditions()
                        + statement()
                        + attributes());
    }

    private String subject() {
        return parts.containsKey("no-subject")
                ? ""
                : element(
                        a("Subject"),
                        "",
                        part("name-id-xml")
                                + (part("format").equals("none")
                                        ? ""
                                        : element(
                                                a("NameID"),
                                                attribute("Format", "format"),
                                                part("name-id")))
                                + part("in-subject")
                                + confirmation());
    }

    private String confirmation() {
        return part("method").isEmpty()
                ? ""
                : element(
                        a("SubjectConfirmation"),
                        attribute("Method", "method"),
                        parts.containsKey("no-confirmation-data")
                                ? ""
                                : element(
                                        a("SubjectConfirmationData"),
                                        attribute("NotBefore", "subject-not-before")
                                                + attribute("NotOnOrAfter", "confirmed-until")
                                                + attribute("Recipient", "recipient")
                                                + attribute("InResponseTo", "subject-answers"),
                                        part("in-confirmation")));
    }

    private String conditions() {
        var audience =
                part("audience").isEmpty()
                        ? ""
                        : element(
                                a("AudienceRestriction"),
                                "",
                                element(a("Audience"), "", part("audience")));
        return parts.containsKey("no-conditions")
                ? ""
                : element(
                        a("Conditions"),
                        attribute("NotBefore", "not-before")
                                + attribute("NotOnOrAfter", "not-on-or-after"),
                        audience + part("more-audiences") + part("in-conditions"));
    }

    private String statement() {
        var context =
                element(
                        a("AuthnContext"),
                        "",
                        element(
                                a("AuthnContextClassRef"),
                                "",
                                "urn:oasis:names:tc:SAML:2.0:ac:classes:Password"));
        return parts.containsKey("no-statement")
                ? ""
                : element(
                        a("AuthnStatement"),
                        attribute("AuthnInstant", "authenticated")
                                + attribute("SessionIndex", "session-index")
                                + attribute("SessionNotOnOrAfter", "session-ends"),
                        context + part("in-statement"));
    }

    private String attributes() {
        var type =
                style.typed()
                        ? " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"xs:string\""
                                + (style.above() || style.prefixes().contains("xs")
                                        ? ""
                                        : " xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"")
                        : "";
        var written =
                attributes.entrySet().stream()
                        .map(one ->
                                element(
                                        a("Attribute"),
                                        " Name=\"" + one.getKey() + "\"",
                                        one.getValue().stream()
                                                .map(value ->
                                                        element(
                                                                a("AttributeValue"),
                                                                type.replace(
                                                                        "xs:",
                                                                        prefixOfSchema() + ":"),
                                                                value))
                                                .collect(Collectors.joining())))
                        .collect(Collectors.joining());
        return written.isEmpty() && part("in-attributes").isEmpty()
                ? ""
                : element(a("AttributeStatement"), "", written + part("in-attributes"));
    }

    private String prefixOfSchema() {
        return style.prefixes().contains("xsd") ? "xsd" : "xs";
    }

    private String issuer(String part) {
        return part(part).isEmpty()
                ? ""
                : element(
                        a("Issuer"),
                        (style.above() ? "" : own("a", style.a()))
                                + attribute("Format", "issuer-format"),
                        part(part));
    }

    /** Namespaces of the root. */
    private String declared(boolean root) {
        if (!root) {
            return "";
        }
        var all = own("p", style.p());
        if (style.above()) {
            all += own("a", style.a());
        }
        if (style.above() || style.prefixes().contains("xs")) {
            all += " xmlns:" + prefixOfSchema() + "=\"http://www.w3.org/2001/XMLSchema\"";
        }
        return all;
    }

    private static String own(String which, String prefix) {
        var uri = "urn:oasis:names:tc:SAML:2.0:" + (which.equals("p") ? "protocol" : "assertion");
        return prefix.isEmpty()
                ? " xmlns=\"" + uri + "\""
                : " xmlns:" + prefix + "=\"" + uri + "\"";
    }

    private String p(String name) {
        return style.p().isEmpty() ? name : style.p() + ":" + name;
    }

    String a(String name) {
        return style.a().isEmpty() ? name : style.a() + ":" + name;
    }

    private String attribute(String name, String part) {
        return part(part).isEmpty() ? "" : " " + name + "=\"" + part(part) + "\"";
    }

    private String element(String name, String attributes, String content) {
        var line = style.pretty() && content.startsWith("<") ? "\n  " : "";
        return "<" + name + attributes + ">" + line + content + line + "</" + name + ">" + line;
    }
}
