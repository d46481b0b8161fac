package muster.identity.saml;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Messages that are meant to keep the hub busy. None takes longer to refuse than an honest one. */
public final class Floods {
    private static final int LARGE = 500_000;

    private Floods() {}

    public static List<Attack> all(Scene scene) {
        var response = scene.draft().response();
        List<Attack> attacks = new ArrayList<>();
        attacks.add(new Attack("giant field", "A".repeat(4_000_000), Set.of("too-large")));
        attacks.add(
                new Attack("giant field of nothing", " ".repeat(4_000_000), Set.of("too-large")));
        attacks.add(new Attack("a field of spaces", " ".repeat(LARGE), Set.of("not-base64")));
        attacks.add(within(response, "deep", "<a>".repeat(LARGE / 7) + "</a>".repeat(LARGE / 7)));
        attacks.add(within(response, "open", "<a>".repeat(LARGE / 3)));
        attacks.add(within(response, "wide", "<a/>".repeat(LARGE / 4)));
        attacks.add(
                within(
                        response,
                        "wide extensions",
                        "<samlp:Extensions>"
                                + "<x:a xmlns:x=\"urn:x\"/>".repeat(20_000)
                                + "</samlp:Extensions>"));
        attacks.add(within(response, "long name", "<" + "a".repeat(LARGE) + "/>"));
        attacks.add(within(response, "long comment", "<!--" + "a".repeat(LARGE) + "-->"));
        attacks.add(within(response, "comments", "<!---->".repeat(LARGE / 7)));
        attacks.add(within(response, "spaces", " ".repeat(LARGE)));
        attacks.add(within(response, "numbers", "&#32;".repeat(LARGE / 5)));
        attacks.add(within(response, "attributes", many("<samlp:Extensions", "a%d='x'")));
        attacks.add(
                within(response, "namespaces", many("<samlp:Extensions", "xmlns:a%d='u:%1$d'")));
        attacks.add(
                within(
                        response,
                        "long attribute",
                        "<samlp:Extensions a=\"" + "x".repeat(LARGE) + "\"/>"));
        limits(response, attacks);
        attacks.add(signed(scene, "references", "<ds:Reference URI=\"\"/>".repeat(20_000)));
        attacks.add(signed(scene, "transforms", "<ds:Transform Algorithm=\"x\"/>".repeat(9_000)));
        var ids = new StringBuilder();
        for (var i = 0; i < 9_000; i++) {
            ids.append("<samlp:Status ID=\"_").append(i).append("\"/>");
        }
        attacks.add(within(response, "ids", ids.toString()));
        return attacks;
    }

    /** One more than may be, where it would mean nothing otherwise. */
    private static void limits(String response, List<Attack> attacks) {
        var begin = "<x:a xmlns:x=\"urn:x\"";
        attacks.add(meaningless(response, "depth", (begin + ">").repeat(40) + "</x:a>".repeat(40)));
        attacks.add(meaningless(response, "name", begin + " b" + "b".repeat(300) + "=''/>"));
        var attributes = new StringBuilder(begin);
        for (var i = 0; i < 100; i++) {
            attributes.append(" b").append(i).append("=''");
        }
        attacks.add(meaningless(response, "attributes of one", attributes + "/>"));
        attacks.add(
                Attack.of(
                        "letters of an attribute",
                        response.replace(
                                        " Version=",
                                        " Consent=\"" + "c".repeat(5_000) + "\" Version=")
                                .replaceFirst("<saml:Assertion.*", "</samlp:Response>"),
                        "forbidden-xml"));
        attacks.add(
                Attack.of(
                        "elements",
                        response.replace(
                                "<samlp:Status>",
                                "<samlp:Extensions>"
                                        + "<x:a xmlns:x=\"urn:x\"/>".repeat(10_001)
                                        + "</samlp:Extensions><samlp:Status>"),
                        "too-large"));
    }

    private static Attack meaningless(String response, String name, String text) {
        return Attack.of(
                name,
                response.replace(
                        "<samlp:Status>",
                        "<samlp:Extensions>" + text + "</samlp:Extensions><samlp:Status>"),
                "malformed-xml");
    }

    private static String many(String begin, String attribute) {
        var text = new StringBuilder(begin);
        for (var i = 0; i < LARGE / 16; i++) {
            text.append(' ').append(attribute.formatted(i));
        }
        return text.append("/>").toString();
    }

    private static Attack within(String response, String name, String text) {
        return Attack.of(
                name,
                response.replace("<samlp:Status>", text + "<samlp:Status>"),
                "malformed-xml",
                "unexpected-shape",
                "too-large",
                "schema-invalid",
                "forbidden-xml",
                "unsigned");
    }

    private static Attack signed(Scene scene, String name, String text) {
        return Attack.of(
                name,
                Sealing.write(scene.signed(Scene.Signed.ASSERTION))
                        .replace("<ds:Transforms>", "<ds:Transforms>" + text)
                        .replace("</ds:SignedInfo>", text + "</ds:SignedInfo>"),
                "signature-profile",
                "too-large");
    }
}
