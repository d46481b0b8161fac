package muster.identity.saml;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What can be done with an encrypted assertion by who cannot read it, and by who wrote it. */
public final class EncryptionAttacks {
    private static final String XENC = "http://www.w3.org/2001/04/xmlenc#";
    private static final String DS = "http://www.w3.org/2000/09/xmldsig#";
    private static final int BYTES = 48;

    private final Scene scene;
    private final List<Attack> attacks = new ArrayList<>();

    private EncryptionAttacks(Scene scene) {
        this.scene = scene;
    }

    public static List<Attack> all(Scene scene) {
        var attacks = new EncryptionAttacks(scene);
        attacks.unsigned();
        attacks.algorithms();
        attacks.oracle();
        attacks.contents();
        return attacks.attacks;
    }

    /** Everybody can encrypt for us. */
    private void unsigned() {
        for (var cipher : List.of(Sealing.GCM, Sealing.CBC)) {
            var document = Sealing.parse(scene.draft().response());
            Sealing.encrypt(
                    Scene.only(document, "Assertion"), scene.recipient(), cipher, Sealing.OAEP);
            add("encrypted and unsigned " + cipher, document, "unsigned", "encryption-refused");
        }
        // Without a signature around it, CBC would answer questions about its content.
        for (var cipher : List.of("aes128-cbc", "aes192-cbc", "aes256-cbc")) {
            add(
                    cipher + " in an unsigned response",
                    scene.encrypted(
                            scene.draft(), Scene.Signed.ASSERTION, XENC + cipher, Sealing.OAEP),
                    "encryption-refused");
        }
    }

    private void algorithms() {
        for (var what : Scene.Signed.values()) {
            add(
                    "RSA 1.5 " + what,
                    scene.encrypted(scene.draft(), what, Sealing.GCM, XENC + "rsa-1_5"),
                    "encryption-refused");
        }
        for (var cipher : List.of(XENC + "tripledes-cbc", XENC + "kw-aes256", "", "none")) {
            changed(
                    "cipher '" + cipher + "'",
                    document ->
                            Scene.only(document, "EncryptionMethod")
                                    .setAttribute("Algorithm", cipher),
                    "encryption-refused");
        }
        for (var transport :
                List.of(
                        XENC + "kw-aes256",
                        XENC + "rsa-1_5",
                        XENC + "dh",
                        "",
                        Sealing.GCM,
                        "http://www.w3.org/2009/xmlenc11#ECDH-ES")) {
            changed(
                    "transport '" + transport + "'",
                    document ->
                            second(document, "EncryptionMethod")
                                    .setAttribute("Algorithm", transport),
                    "encryption-refused");
        }
        changed(
                "OAEP parameters",
                document ->
                        second(document, "EncryptionMethod")
                                .appendChild(document.createElementNS(XENC, "xenc:OAEPparams"))
                                .setTextContent("AAAA"),
                "encryption-refused");
        changed(
                "OAEP with MD5",
                document -> {
                    var digest =
                            Wrapping.child(second(document, "EncryptionMethod"), "DigestMethod")
                                    .orElseGet(() ->
                                            (Element)
                                                    second(document, "EncryptionMethod")
                                                            .appendChild(
                                                                    document.createElementNS(
                                                                            DS,
                                                                            "ds:DigestMethod")));
                    digest.setAttribute("Algorithm", "http://www.w3.org/2001/04/xmldsig-more#md5");
                },
                "encryption-refused");
    }

    /** Changed cipher texts, whose refusals must all look alike. */
    private void oracle() {
        for (var i = 0; i < BYTES; i++) {
            var at = i;
            changed(
                    "cipher text changed at " + i,
                    document -> {
                        var value = second(document, "CipherValue");
                        value.setTextContent(flipped(value.getTextContent(), at));
                    },
                    "decryption-failed");
            changed(
                    "key changed at " + i,
                    document -> {
                        var value = Scene.only(document, "CipherValue");
                        value.setTextContent(flipped(value.getTextContent(), at));
                    },
                    "decryption-failed");
        }
        for (var length : List.of(0, 1, 11, 12, 13, 27, 28)) {
            changed(
                    "cipher text of " + length + " bytes",
                    document ->
                            second(document, "CipherValue")
                                    .setTextContent(
                                            Base64.getEncoder().encodeToString(new byte[length])),
                    "decryption-failed");
        }
        var signed =
                scene.encrypted(scene.draft(), Scene.Signed.RESPONSE, Sealing.CBC, Sealing.OAEP);
        for (var i = 0; i < BYTES; i++) {
            var document = Sealing.parse(Sealing.write(signed));
            var value = second(document, "CipherValue");
            value.setTextContent(flipped(value.getTextContent(), i));
            // The signature is looked at first: nothing was decrypted.
            add("CBC in a signed response changed at " + i, document, "digest-mismatch");
        }
    }

    private void contents() {
        for (var content :
                List.of(
                        "",
                        "x",
                        "<a/>",
                        "<!DOCTYPE a><a/>",
                        scene.draft().assertion(true) + scene.draft().assertion(true),
                        "<!---->" + scene.draft().response(),
                        "<x>" + scene.draft().assertion(true) + "</x>")) {
            for (var what : List.of(Scene.Signed.RESPONSE, Scene.Signed.ASSERTION)) {
                add(
                        "holds '"
                                + content.substring(0, Math.min(20, content.length()))
                                + "' "
                                + what,
                        scene.sealed(
                                scene.draft(),
                                what,
                                scene.way(),
                                assertion ->
                                        Sealing.encrypt(
                                                assertion,
                                                content.getBytes(StandardCharsets.UTF_8),
                                                scene.recipient(),
                                                Sealing.GCM,
                                                Sealing.OAEP)),
                        "malformed-xml",
                        "unexpected-shape",
                        "forbidden-xml");
            }
        }
        for (var attack : List.copyOf(Wrapping.all(scene)).subList(0, 60)) {
            var inner =
                    Sealing.parse(
                            new String(
                                    Base64.getDecoder().decode(attack.form()),
                                    StandardCharsets.UTF_8));
            var found = inner.getElementsByTagNameNS("*", "Assertion");
            if (found.getLength() > 0
                    && inner.getDocumentElement().isSameNode(found.item(0).getParentNode())) {
                Sealing.encrypt(
                        (Element) found.item(0), scene.recipient(), Sealing.GCM, Sealing.OAEP);
                attacks.add(
                        Attack.of(
                                "encrypted " + attack.name(),
                                Sealing.write(inner),
                                "unexpected-shape",
                                "duplicate-id",
                                "schema-invalid",
                                "signature-profile",
                                "digest-mismatch",
                                "unsigned",
                                "condition-unknown",
                                "forbidden-xml",
                                "encryption-refused"));
            }
        }
    }

    private static String flipped(String base64, int at) {
        var bytes = Base64.getMimeDecoder().decode(base64);
        bytes[at] ^= 1;
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static Element second(Document document, String name) {
        return (Element) document.getElementsByTagNameNS(XENC, name).item(1);
    }

    private void changed(String name, Consumer<Document> change, String... reasons) {
        var document =
                Sealing.parse(
                        Sealing.write(
                                scene.encrypted(
                                        scene.draft(),
                                        Scene.Signed.ASSERTION,
                                        Sealing.GCM,
                                        Sealing.OAEP)));
        change.accept(document);
        add(name, document, reasons);
    }

    private void add(String name, Document document, String... reasons) {
        attacks.add(Attack.of(name, Sealing.write(document), reasons));
    }
}
