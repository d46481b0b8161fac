package muster.identity.saml;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Our side of one connection: its names, its places and its keys.
 *
 * <p>The first key signs, every key opens what was encrypted for it, and the metadata shows all. So
 * a new key is added behind the old one first: an identity provider that checks our requests goes
 * on knowing the key they are signed with until it has read the new certificate. Then the new one
 * goes to the front, and the old one stays until nothing is encrypted for it any more.
 *
 * @param base the hub's public address, without a slash at its end
 */
record ServiceProvider(String base, UUID connection, List<Credential> keys) {
    static final int KEYS_MAX = 2;

    ServiceProvider {
        keys = List.copyOf(keys);
        if (keys.isEmpty() || keys.size() > KEYS_MAX) {
            throw new IllegalArgumentException("one key, or two while they rotate");
        }
    }

    String entityId() {
        return place("metadata");
    }

    /** Where the identity provider's responses arrive. */
    String assertionConsumer() {
        return place("acs");
    }

    /** Where its logout messages arrive, by redirect and by form. */
    String logout() {
        return place("logout");
    }

    /** Where a sign-in begins. */
    String login() {
        return place("login");
    }

    Credential signing() {
        return keys.getFirst();
    }

    private String place(String name) {
        return base + "/saml/" + connection + "/" + name;
    }

    /** What an identity provider reads of us, in UTF-8. */
    byte[] metadata() {
        List<Markup> parts = new ArrayList<>();
        keys.forEach(key -> parts.add(certificate(key, "signing")));
        keys.forEach(key -> parts.add(certificate(key, "encryption")));
        for (var binding : Binding.values()) {
            parts.add(
                    Markup.of("md:SingleLogoutService")
                            .with("Binding", binding.uri())
                            .with("Location", logout()));
        }
        parts.add(Markup.text("md:NameIDFormat", NameId.EMAIL));
        parts.add(
                Markup.of("md:AssertionConsumerService")
                        .with("Binding", Binding.POST.uri())
                        .with("Location", assertionConsumer())
                        .with("index", "0")
                        .with("isDefault", "true"));
        var role =
                Markup.of("md:SPSSODescriptor")
                        .with("AuthnRequestsSigned", "true")
                        .with("WantAssertionsSigned", "true")
                        .with("protocolSupportEnumeration", Names.PROTOCOL)
                        .with(parts);
        var entity = Markup.of("md:EntityDescriptor", role).with("entityID", entityId());
        return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + entity.document())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Markup certificate(Credential key, String use) {
        return Markup.of(
                        "md:KeyDescriptor",
                        Markup.of(
                                "ds:KeyInfo",
                                Markup.of(
                                        "ds:X509Data",
                                        Markup.text("ds:X509Certificate", key.base64()))))
                .with("use", use);
    }
}
