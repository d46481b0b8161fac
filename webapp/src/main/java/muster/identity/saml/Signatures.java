package muster.identity.saml;

import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.w3c.dom.Element;

/**
 * Enveloped signatures, by the keys of one connection. What a signature says of its key is never
 * used to check it: at most to say why it does not hold.
 *
 * @see <a href="https://docs.oasis-open.org/security/saml/v2.0/saml-core-2.0-os.pdf">SAML 2.0,
 *     5.4</a>
 */
final class Signatures {
    private static final String ENVELOPED = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";

    private final List<X509Certificate> certificates;
    private final Instant now;
    private final Checks checks;

    Signatures(IdentityProvider provider, Instant now, Checks checks) {
        this.certificates = provider.certificates();
        this.now = now;
        this.checks = checks;
    }

    /**
     * Verifies the signature of an element, if it has one.
     *
     * @return the bytes that were signed; whoever reads the message reads these and nothing else
     */
    Optional<byte[]> signed(Element element) throws Refusal {
        var signature = Xml.child(element, "s:Signature");
        return signature.isPresent()
                ? Optional.of(signed(element, signature.get()))
                : Optional.empty();
    }

    private byte[] signed(Element element, Element signature) throws Refusal {
        var info = one(signature, "s:SignedInfo");
        var reference = one(info, "s:Reference");
        profile(element, info, reference);
        verify(signature, info);
        return digested(element, signature, reference);
    }

    /** Exactly this: the whole element, without the signature, in its exclusive canonical form. */
    private void profile(Element element, Element info, Element reference) throws Refusal {
        var id = element.getAttributeNS(null, "ID");
        var uri = reference.getAttributeNS(null, "URI");
        if (id.isEmpty() || !uri.equals("#" + id)) {
            throw profile("#" + id, uri);
        }
        var transforms = Xml.children(one(reference, "s:Transforms"));
        var algorithms = transforms.stream().map(Signatures::algorithm).toList();
        var first = transforms.isEmpty() ? List.of() : Xml.children(transforms.getFirst());
        if (!algorithms.equals(List.of(ENVELOPED, Canonical.EXCLUSIVE)) || !first.isEmpty()) {
            throw profile(ENVELOPED + ", " + Canonical.EXCLUSIVE, String.join(", ", algorithms));
        }
        var canonical = algorithm(one(info, "s:CanonicalizationMethod"));
        if (!canonical.equals(Canonical.EXCLUSIVE)) {
            throw profile(Canonical.EXCLUSIVE, canonical);
        }
    }

    private Refusal profile(String expected, String received) {
        return checks.refused(
                Check.Subject.SIGNATURE, expected, received, Reason.SIGNATURE_PROFILE);
    }

    private void verify(Element signature, Element info) throws Refusal {
        var uri = algorithm(one(info, "s:SignatureMethod"));
        var algorithm = SignatureAlgorithm.find(uri);
        checks.require(
                algorithm.isPresent(),
                Check.Subject.ALGORITHM,
                "RSA, PSS or ECDSA with SHA-256 or more",
                uri,
                Reason.ALGORITHM_REFUSED);
        var octets = Canonical.octets(info, one(info, "s:CanonicalizationMethod"), checks);
        var value = base64(one(signature, "s:SignatureValue"));
        new SigningKeys(certificates, now, checks)
                .require(algorithm.orElseThrow(), octets, value, shown(signature));
    }

    /** The bytes of the element without its signature, if their digest is what was signed. */
    private byte[] digested(Element element, Element signature, Element reference) throws Refusal {
        var method = algorithm(one(reference, "s:DigestMethod"));
        var algorithm = DigestAlgorithm.find(method);
        checks.require(
                algorithm.isPresent(),
                Check.Subject.ALGORITHM,
                "SHA-256 or more",
                method,
                Reason.ALGORITHM_REFUSED);
        var last = Xml.children(one(reference, "s:Transforms")).getLast();
        var after = signature.getNextSibling();
        element.removeChild(signature);
        byte[] octets;
        try {
            octets = Canonical.octets(element, last, checks);
        } finally {
            element.insertBefore(signature, after);
        }
        checks.refuseUnless(
                MessageDigest.isEqual(
                        algorithm.orElseThrow().of(octets),
                        base64(one(reference, "s:DigestValue"))),
                Check.Subject.SIGNATURE,
                "the message as it was signed",
                "a message changed after that",
                Reason.DIGEST_MISMATCH);
        return octets;
    }

    private byte[] base64(Element element) throws Refusal {
        return Base64Text.find(Xml.text(element))
                .orElseThrow(() -> profile("base64", Names.of(element)));
    }

    /** The certificates that a signature shows, which prove nothing. */
    private static Set<String> shown(Element signature) {
        return Xml.child(signature, "s:KeyInfo").stream()
                .flatMap(info -> Xml.children(info, "s:X509Data").stream())
                .flatMap(data -> Xml.children(data, "s:X509Certificate").stream())
                .flatMap(certificate -> Base64Text.find(Xml.text(certificate)).stream())
                .map(der -> Base64.getEncoder().encodeToString(der))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String algorithm(Element element) {
        return element.getAttributeNS(null, "Algorithm");
    }

    private Element one(Element parent, String name) throws Refusal {
        return Xml.child(parent, name).orElseThrow(() -> profile(name, "nothing"));
    }
}
