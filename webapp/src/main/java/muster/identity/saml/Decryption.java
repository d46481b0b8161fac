package muster.identity.saml;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/**
 * Encrypted assertions. Their shape was looked at before: no references, no transforms, nothing
 * encrypted within what says how it is encrypted.
 */
final class Decryption {
    private static final String ELEMENT = "http://www.w3.org/2001/04/xmlenc#Element";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final List<Credential> keys;
    private final Checks checks;

    Decryption(ServiceProvider service, Checks checks) {
        this.keys = service.keys();
        this.checks = checks;
    }

    /**
     * The bytes of an encrypted assertion.
     *
     * @param signed whether a signature over it held. Without one a cipher that does not notice
     *     changes is refused: the answers to changed cipher texts would tell what is in it
     */
    byte[] open(Element encrypted, boolean signed) throws Refusal {
        var data = one(encrypted, "e:EncryptedData");
        var key = key(encrypted, data);
        var type = data.getAttributeNS(null, "Type");
        checks.refuseUnless(
                type.isEmpty() || type.equals(ELEMENT),
                Check.Subject.ENCRYPTION,
                ELEMENT,
                type,
                Reason.ENCRYPTION_REFUSED);
        var cipher = cipher(one(data, "e:EncryptionMethod"), signed);
        var transport = KeyTransport.of(one(key, "e:EncryptionMethod"), checks);
        var wrapped = octets(key);
        var sealed = octets(data);
        // Every key is tried to its end and every failure looks alike, so that neither words nor
        // time tell at which step it failed.
        var opened =
                keys.stream().map(own -> opened(own, transport, wrapped, cipher, sealed)).toList();
        return opened.stream()
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() ->
                        checks.refused(
                                Check.Subject.ENCRYPTION,
                                "encrypted for a certificate of our metadata",
                                "cannot be decrypted",
                                Reason.DECRYPTION_FAILED));
    }

    private static Optional<byte[]> opened(
            Credential own,
            KeyTransport transport,
            byte[] wrapped,
            DataCipher cipher,
            byte[] sealed) {
        var unwrapped = unwrapped(own, transport, wrapped, cipher);
        try {
            var octets = cipher.decrypt(unwrapped.orElseGet(() -> random(cipher)), sealed);
            return unwrapped.map(_ -> octets);
        } catch (GeneralSecurityException other) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> unwrapped(
            Credential own, KeyTransport transport, byte[] wrapped, DataCipher cipher) {
        try {
            return Optional.of(transport.unwrap(own.key(), wrapped))
                    .filter(key -> key.length == cipher.keyBytes());
        } catch (GeneralSecurityException other) {
            return Optional.empty();
        }
    }

    private static byte[] random(DataCipher cipher) {
        var key = new byte[cipher.keyBytes()];
        RANDOM.nextBytes(key);
        return key;
    }

    private DataCipher cipher(Element method, boolean signed) throws Refusal {
        var uri = method.getAttributeNS(null, "Algorithm");
        var cipher = DataCipher.find(uri);
        checks.require(
                cipher.isPresent()
                        && Xml.children(method).isEmpty()
                        && (signed || cipher.get().authenticated()),
                Check.Subject.ENCRYPTION,
                signed ? "AES-GCM or AES-CBC" : "AES-GCM, or AES-CBC in a signed response",
                uri,
                Reason.ENCRYPTION_REFUSED);
        return cipher.orElseThrow();
    }

    /** The one key, which stands in the data or beside it. */
    private Element key(Element encrypted, Element data) throws Refusal {
        var found =
                Stream.concat(
                                Xml.children(encrypted, "e:EncryptedKey").stream(),
                                Xml.child(data, "s:KeyInfo").stream()
                                        .flatMap(info ->
                                                Xml.children(info, "e:EncryptedKey").stream()))
                        .toList();
        checks.refuseUnless(
                found.size() == 1,
                Check.Subject.ENCRYPTION,
                "one EncryptedKey",
                found.size() + " of them",
                Reason.ENCRYPTION_REFUSED);
        return found.getFirst();
    }

    private byte[] octets(Element encrypted) throws Refusal {
        var value = one(one(encrypted, "e:CipherData"), "e:CipherValue");
        return Base64Text.find(Xml.text(value))
                .orElseThrow(() -> refused("base64 in CipherValue", "something else"));
    }

    private Element one(Element parent, String name) throws Refusal {
        return Xml.child(parent, name).orElseThrow(() -> refused(name, "nothing"));
    }

    private Refusal refused(String expected, String received) {
        return checks.refused(
                Check.Subject.ENCRYPTION, expected, received, Reason.ENCRYPTION_REFUSED);
    }
}
