package muster.identity.saml;

import java.security.KeyPair;
import java.time.Duration;
import java.util.List;

/** Signatures that are missing, that do not hold, or that hold over less than one would think. */
public final class Forgeries {
    private static final String DS = "http://www.w3.org/2000/09/xmldsig#";
    private static final String ADMIN = "admin@acme.example";

    private final Scene scene;
    private final Crafting craft;

    private Forgeries(Scene scene) {
        this.scene = scene;
        this.craft = new Crafting(scene);
    }

    public static List<Attack> all(Scene scene) {
        var forgeries = new Forgeries(scene);
        forgeries.stripped();
        forgeries.changed();
        forgeries.keys();
        return forgeries.craft.attacks();
    }

    private void stripped() {
        craft.add("unsigned", scene.draft().response(), "unsigned");
        for (var what : Scene.Signed.values()) {
            craft.changed(
                    "stripped " + what,
                    what,
                    document -> {
                        var signatures = document.getElementsByTagNameNS(DS, "Signature");
                        while (signatures.getLength() > 0) {
                            Crafting.remove(signatures.item(0));
                        }
                    },
                    "unsigned");
            for (var part : List.of("SignatureValue", "SignedInfo", "Reference", "DigestValue")) {
                craft.changed(
                        "without " + part + " " + what,
                        what,
                        document -> Crafting.remove(Scene.only(document, part)),
                        "schema-invalid",
                        "signature-profile");
            }
            for (var part : List.of("SignatureValue", "DigestValue")) {
                craft.changed(
                        "empty " + part + " " + what,
                        what,
                        document -> Scene.only(document, part).setTextContent(""),
                        "schema-invalid",
                        "signature-invalid",
                        "digest-mismatch",
                        "signature-profile");
            }
        }
        // Of two signatures one is enough, but none may be wrong.
        craft.changed(
                "inner signature spoilt",
                Scene.Signed.BOTH,
                document -> {
                    var values = document.getElementsByTagNameNS(DS, "SignatureValue");
                    values.item(1).setTextContent(spoilt(values.item(1).getTextContent()));
                },
                "digest-mismatch");
        craft.changed(
                "outer signature spoilt",
                Scene.Signed.BOTH,
                document -> {
                    var value = Scene.only(document, "SignatureValue");
                    value.setTextContent(spoilt(value.getTextContent()));
                },
                "signature-invalid");
    }

    private void changed() {
        for (var what : Scene.Signed.values()) {
            for (var part :
                    List.of("NameID", "Audience", "AttributeValue", "AuthnContextClassRef")) {
                craft.changed(
                        "another " + part + " " + what,
                        what,
                        document -> Scene.only(document, part).setTextContent(ADMIN),
                        "digest-mismatch");
            }
            craft.changed(
                    "later end " + what,
                    what,
                    document ->
                            Scene.only(document, "Conditions")
                                    .setAttribute(
                                            "NotOnOrAfter",
                                            scene.now().plus(Duration.ofHours(9)).toString()),
                    "digest-mismatch");
        }
    }

    private void keys() {
        var stranger = TestIdp.rsa(scene.idp().entityId(), scene.now());
        craft.way("a stranger's key", Sealing.Way.of(stranger), "unknown-key");
        craft.way(
                "a stranger's key without certificate",
                Sealing.Way.of(stranger).showing(""),
                "signature-invalid");
        craft.way(
                "a stranger's key under the right certificate",
                Sealing.Way.of(stranger).showing(scene.idp().base64()),
                "signature-invalid");
        craft.way(
                "an elliptic key",
                Sealing.Way.of(TestIdp.ec("x", scene.now())),
                "key-misfit",
                "unknown-key");
        KeyPair weak = TestIdp.rsaKeys(1024);
        craft.way(
                "a weak key",
                Sealing.Way.of(TestIdp.make("x", weak, scene.now().plus(Duration.ofDays(9)))),
                "unknown-key");
        craft.changed(
                "a stranger's key value",
                Scene.Signed.ASSERTION,
                document ->
                        Scene.only(document, "KeyInfo")
                                .appendChild(document.createElementNS(DS, "RetrievalMethod")),
                "signature-profile");
        var both = Sealing.parse(scene.draft().response());
        Sealing.sign(Scene.only(both, "Assertion"), Sealing.Way.of(stranger), "ds");
        Sealing.sign(both.getDocumentElement(), scene.way(), "ds");
        craft.add("a stranger's within the right one", Sealing.write(both), "unknown-key");
        // Another organization's identity provider, honest there, is nobody here.
        var other = TestIdp.rsa("https://idp.example/globex", scene.now());
        var there =
                new Scene(
                        other,
                        scene.acs(),
                        scene.entityId(),
                        scene.recipient(),
                        scene.request(),
                        scene.now());
        for (var what : Scene.Signed.values()) {
            craft.add(
                    "another organization's " + what,
                    Sealing.write(there.signed(what)),
                    "unknown-key");
            craft.add(
                    "another organization's in our name " + what,
                    Sealing.write(there.signed(scene.draft(), what, there.way())),
                    "unknown-key");
        }
    }

    private static String spoilt(String base64) {
        var value = base64.strip();
        return (value.startsWith("A") ? "B" : "A") + value.substring(1);
    }
}
