package muster.identity.saml;

import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.w3c.dom.Element;

/** Signatures made, or named, in ways in which one must not sign. */
public final class SignatureTricks {
    private static final String DS = "http://www.w3.org/2000/09/xmldsig#";
    private static final String MORE = "http://www.w3.org/2001/04/xmldsig-more#";

    private final Scene scene;
    private final Crafting craft;

    private SignatureTricks(Scene scene) {
        this.scene = scene;
        this.craft = new Crafting(scene);
    }

    public static List<Attack> all(Scene scene) {
        var tricks = new SignatureTricks(scene);
        tricks.digests();
        tricks.profiles();
        tricks.algorithms();
        return tricks.craft.attacks();
    }

    private void digests() {
        craft.changed(
                "second digest",
                Scene.Signed.ASSERTION,
                document -> {
                    var value = Scene.only(document, "DigestValue");
                    value.getParentNode().appendChild(value.cloneNode(true));
                },
                "signature-profile");
        craft.changed(
                "comment in digest",
                Scene.Signed.ASSERTION,
                document -> {
                    var value = Scene.only(document, "DigestValue");
                    var right = value.getTextContent();
                    value.setTextContent("");
                    value.appendChild(document.createComment(right));
                    value.appendChild(document.createTextNode("AAAA"));
                },
                "forbidden-xml");
        craft.changed(
                "comment after digest",
                Scene.Signed.ASSERTION,
                document -> {
                    var value = Scene.only(document, "DigestValue");
                    value.appendChild(document.createComment("x"));
                },
                "forbidden-xml");
        craft.changed(
                "text after digest",
                Scene.Signed.ASSERTION,
                document -> {
                    var value = Scene.only(document, "DigestValue");
                    value.setTextContent(value.getTextContent() + "!junk");
                },
                "schema-invalid",
                "signature-invalid");
        craft.changed(
                "second signed info",
                Scene.Signed.ASSERTION,
                document -> {
                    var info = Scene.only(document, "SignedInfo");
                    info.getParentNode().insertBefore(info.cloneNode(true), info);
                },
                "signature-profile");
        craft.changed(
                "second reference",
                Scene.Signed.ASSERTION,
                document -> {
                    var one = Scene.only(document, "Reference");
                    one.getParentNode().appendChild(one.cloneNode(true));
                },
                "signature-profile");
        craft.changed(
                "second signature",
                Scene.Signed.ASSERTION,
                document -> {
                    var one = Scene.only(document, "Signature");
                    one.getParentNode().insertBefore(one.cloneNode(true), one);
                },
                "signature-profile",
                "unexpected-shape");
        craft.changed(
                "signature elsewhere",
                Scene.Signed.ASSERTION,
                document ->
                        Scene.only(document, "Assertion")
                                .appendChild(Scene.only(document, "Signature")),
                "schema-invalid");
        craft.changed(
                "comment in signed info",
                Scene.Signed.ASSERTION,
                document -> {
                    var value = Scene.only(document, "SignatureValue");
                    value.appendChild(document.createComment("x"));
                },
                "forbidden-xml");
        craft.changed(
                "manifest",
                Scene.Signed.ASSERTION,
                document ->
                        Scene.only(document, "Signature")
                                .appendChild(document.createElementNS(DS, "Object"))
                                .appendChild(document.createElementNS(DS, "Manifest")),
                "signature-profile");
    }

    /** What an honest key signed in a way in which one must not sign. */
    private void profiles() {
        var way = scene.way();
        var inclusive = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
        craft.way("inclusive", way.canonical(inclusive), "signature-profile");
        craft.way(
                "inclusive 1.1",
                way.canonical("http://www.w3.org/2006/12/xml-c14n11"),
                "signature-profile");
        craft.way(
                "with comments",
                way.canonical(Sealing.EXCLUSIVE + "WithComments"),
                "signature-profile");
        craft.way(
                "inclusive transform",
                way.transforms(Sealing.ENVELOPED, inclusive),
                "signature-profile");
        craft.way(
                "transform with comments",
                way.transforms(Sealing.ENVELOPED, Sealing.EXCLUSIVE + "WithComments"),
                "signature-profile");
        craft.way("enveloped alone", way.transforms(Sealing.ENVELOPED), "signature-profile");
        craft.way(
                "three transforms",
                way.transforms(Sealing.ENVELOPED, Sealing.EXCLUSIVE, Sealing.EXCLUSIVE),
                "signature-profile");
        craft.way(
                "the other way round",
                way.transforms(Sealing.EXCLUSIVE, Sealing.ENVELOPED),
                "signature-profile");
        for (var transform :
                List.of(
                        "http://www.w3.org/TR/1999/REC-xpath-19991116",
                        "http://www.w3.org/2002/06/xmldsig-filter2",
                        "http://www.w3.org/TR/1999/REC-xslt-19991116",
                        DS + "base64")) {
            craft.changed(
                    "transform " + transform,
                    Scene.Signed.ASSERTION,
                    document ->
                            ((Element) document.getElementsByTagNameNS(DS, "Transform").item(1))
                                    .setAttribute("Algorithm", transform),
                    "signature-profile");
        }
        craft.changed(
                "XPath within",
                Scene.Signed.ASSERTION,
                document ->
                        Scene.only(document, "Transform")
                                .appendChild(document.createElementNS(DS, "XPath"))
                                .setTextContent("not(ancestor::*)"),
                "signature-profile");
        craft.changed(
                "no transforms",
                Scene.Signed.ASSERTION,
                document -> Crafting.remove(Scene.only(document, "Transforms")),
                "signature-profile");
        for (var uri :
                List.of(
                        "",
                        "#",
                        "#xpointer(/)",
                        "#xpointer(id('_a'))",
                        "#_other",
                        "http://evil.example/a",
                        "file:///etc/passwd")) {
            craft.changed(
                    "reference to '" + uri + "'",
                    Scene.Signed.ASSERTION,
                    document -> Scene.only(document, "Reference").setAttribute("URI", uri),
                    "signature-profile");
        }
        craft.changed(
                "reference to nothing said",
                Scene.Signed.ASSERTION,
                document -> Scene.only(document, "Reference").removeAttribute("URI"),
                "signature-profile");
        var draft = scene.draft();
        var whole = Sealing.parse(draft.response());
        Sealing.sign(Scene.only(whole, "Assertion"), scene.way(), "ds", "");
        craft.add("signed as a whole", Sealing.write(whole), "signature-profile");
        var outer = Sealing.parse(draft.response());
        outer.getDocumentElement().setIdAttributeNS(null, "ID", true);
        Sealing.sign(
                Scene.only(outer, "Assertion"), scene.way(), "ds", "#" + draft.part("response-id"));
        craft.add("signature over the parent", Sealing.write(outer), "signature-profile");
    }

    private void algorithms() {
        var way = scene.way();
        craft.way("RSA with SHA-1", way.algorithm(DS + "rsa-sha1"), "algorithm-refused");
        craft.way("digest SHA-1", way.digest(DS + "sha1"), "algorithm-refused");
        craft.changed(
                "digest MD5",
                Scene.Signed.ASSERTION,
                document ->
                        Scene.only(document, "DigestMethod")
                                .setAttribute("Algorithm", MORE + "md5"),
                "signature-invalid");
        // The public key, which everybody knows, taken for the secret of an HMAC.
        var known = scene.idp().keys().getPublic().getEncoded();
        for (var mac : List.of(DS + "hmac-sha1", MORE + "hmac-sha256", MORE + "hmac-sha512")) {
            craft.way(
                    "HMAC by the public key " + mac,
                    way.by(new SecretKeySpec(known, "HMAC")).algorithm(mac),
                    "algorithm-refused");
        }
        for (var other :
                List.of(
                        MORE + "ecdsa-sha256",
                        "",
                        "none",
                        MORE + "rsa-sha256 ",
                        DS + "dsa-sha1",
                        MORE + "eddsa-ed25519")) {
            craft.changed(
                    "named algorithm '" + other + "'",
                    Scene.Signed.ASSERTION,
                    document ->
                            Scene.only(document, "SignatureMethod")
                                    .setAttribute("Algorithm", other),
                    "algorithm-refused",
                    "key-misfit",
                    "signature-invalid");
        }
        craft.changed(
                "cut HMAC",
                Scene.Signed.ASSERTION,
                document ->
                        Scene.only(document, "SignatureMethod")
                                .appendChild(document.createElementNS(DS, "HMACOutputLength"))
                                .setTextContent("0"),
                "signature-profile");
    }
}
