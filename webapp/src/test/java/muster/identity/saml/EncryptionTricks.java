package muster.identity.saml;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Encrypted assertions that point elsewhere, or that could be opened in two ways. */
public final class EncryptionTricks {
    private static final String XENC = "http://www.w3.org/2001/04/xmlenc#";
    private static final String DS = "http://www.w3.org/2000/09/xmldsig#";

    private final Scene scene;
    private final List<Attack> attacks = new ArrayList<>();

    private EncryptionTricks(Scene scene) {
        this.scene = scene;
    }

    public static List<Attack> all(Scene scene) {
        var tricks = new EncryptionTricks(scene);
        tricks.references();
        tricks.keys();
        return tricks.attacks;
    }

    /** What would make us fetch or compute something before we know who asks. */
    private void references() {
        changed(
                "cipher reference",
                document -> {
                    var data = Scene.only(document, "CipherData");
                    data.removeChild(Scene.only(document, "CipherValue"));
                    var reference = document.createElementNS(XENC, "xenc:CipherReference");
                    reference.setAttribute("URI", "http://evil.example/");
                    data.appendChild(reference);
                },
                "encryption-refused");
        changed(
                "cipher reference with transforms",
                document -> {
                    var reference = document.createElementNS(XENC, "xenc:CipherReference");
                    reference.setAttribute("URI", "#x");
                    var transforms = document.createElementNS(XENC, "xenc:Transforms");
                    var transform = document.createElementNS(DS, "ds:Transform");
                    transform.setAttribute(
                            "Algorithm", "http://www.w3.org/TR/1999/REC-xslt-19991116");
                    reference.appendChild(transforms).appendChild(transform);
                    Scene.only(document, "CipherData")
                            .replaceChild(reference, Scene.only(document, "CipherValue"));
                },
                "encryption-refused");
        for (var name : List.of("RetrievalMethod", "KeyValue", "MgmtData", "SPKIData", "PGPData")) {
            changed(
                    name,
                    document -> {
                        var one = document.createElementNS(DS, "ds:" + name);
                        one.setAttribute("URI", "http://evil.example/");
                        within(document, "EncryptedData", "KeyInfo").appendChild(one);
                    },
                    "encryption-refused");
        }
        changed(
                "properties",
                document ->
                        Scene.only(document, "EncryptedData")
                                .appendChild(
                                        document.createElementNS(
                                                XENC, "xenc:EncryptionProperties")),
                "encryption-refused");
        changed(
                "object",
                document -> {
                    var object = document.createElementNS(DS, "o:Object");
                    object.setAttributeNS("http://www.w3.org/2000/xmlns/", "xmlns:o", DS);
                    Scene.only(document, "EncryptedData").appendChild(object);
                },
                "encryption-refused");
        changed(
                "encrypted within encrypted",
                document ->
                        Scene.only(document, "EncryptedData")
                                .appendChild(Scene.only(document, "EncryptedData").cloneNode(true)),
                "encryption-refused");
        changed(
                "key within key",
                document -> {
                    var key = Scene.only(document, "EncryptedKey");
                    var info = document.createElementNS(DS, "ds:KeyInfo");
                    info.appendChild(key.cloneNode(true));
                    key.insertBefore(info, Scene.only(document, "CipherData"));
                },
                "encryption-refused");
    }

    private void keys() {
        changed(
                "two keys",
                document ->
                        Scene.only(document, "EncryptedAssertion")
                                .appendChild(Scene.only(document, "EncryptedKey").cloneNode(true)),
                "encryption-refused");
        changed(
                "no key",
                document -> {
                    var key = Scene.only(document, "EncryptedKey");
                    key.getParentNode().getParentNode().removeChild(key.getParentNode());
                },
                "encryption-refused");
        changed(
                "two data",
                document ->
                        Scene.only(document, "EncryptedAssertion")
                                .appendChild(Scene.only(document, "EncryptedData").cloneNode(true)),
                "encryption-refused");
        changed(
                "two encrypted assertions",
                document ->
                        document.getDocumentElement()
                                .appendChild(
                                        Scene.only(document, "EncryptedAssertion").cloneNode(true)),
                "encryption-refused");
        changed(
                "a plain assertion beside it",
                document ->
                        document.getDocumentElement()
                                .appendChild(
                                        document.importNode(
                                                Sealing.parse(scene.draft().assertion(true))
                                                        .getDocumentElement(),
                                                true)),
                "unexpected-shape");
        for (var what : Scene.Signed.values()) {
            var others = TestIdp.rsaKeys(2048).getPublic();
            add(
                    "encrypted for another " + what,
                    scene.sealed(
                            scene.draft(),
                            what,
                            scene.way(),
                            assertion ->
                                    Sealing.encrypt(assertion, others, Sealing.GCM, Sealing.OAEP)),
                    "decryption-failed");
        }
    }

    private static Element within(Document document, String outer, String name) {
        return (Element) Scene.only(document, outer).getElementsByTagNameNS(DS, name).item(0);
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
