package muster.identity.saml;

import java.net.URI;
import java.net.URISyntaxException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.w3c.dom.Element;

/**
 * The file in which an identity provider describes itself. An administrator brings it, by hand or
 * by its address, and answers for it; so its own signature is not looked at.
 *
 * @see <a href="https://docs.oasis-open.org/security/saml/v2.0/saml-metadata-2.0-os.pdf">Metadata
 *     for SAML 2.0</a>
 */
final class Metadata {
    static final int BYTES_MAX = 1 << 20;
    static final int CERTIFICATES_MAX = 8;
    static final int LOCATION_LETTERS_MAX = 2_000;
    static final int ENTITY_ID_LETTERS_MAX = 1_024;

    private static final int NAME_LETTERS_MAX = 100;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final Element entity;
    private final Element role;
    private final Instant now;

    private Metadata(Element entity, Element role, Instant now) {
        this.entity = entity;
        this.role = role;
        this.now = now;
    }

    /** What is wrong with a file; the words are {@code identity.saml.metadata.CODE}. */
    enum Fault {
        TOO_LARGE,
        NOT_XML,
        NOT_METADATA,
        NO_PROVIDER,
        SEVERAL_PROVIDERS,
        NO_ENTITY_ID,
        NO_REDIRECT,
        BAD_LOCATION,
        NO_CERTIFICATE,
        BAD_CERTIFICATE,
        WEAK_KEY,
        CERTIFICATES_EXPIRED,
        EXPIRED;

        String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The key of its words. */
        String words() {
            return "identity.saml.metadata." + code();
        }
    }

    /** Metadata that cannot be used; its message is the place or the value in question. */
    static final class Unreadable extends Exception {
        private final Fault fault;

        Unreadable(Fault fault, String detail) {
            super(detail);
            this.fault = fault;
        }

        Fault fault() {
            return fault;
        }
    }

    /**
     * Reads a file.
     *
     * @param now by which it must not be over; for a file that was taken before, when it was taken:
     *     whatever ended since then is told by the verdicts
     */
    static IdentityProvider read(byte[] file, Instant now) throws Unreadable {
        var entity = entity(root(file));
        return new Metadata(entity, role(entity).orElseThrow(), now).provider();
    }

    private static Element root(byte[] file) throws Unreadable {
        if (file.length > BYTES_MAX) {
            throw new Unreadable(Fault.TOO_LARGE, file.length + " bytes");
        }
        try {
            return Xml.read(bare(file)).getDocumentElement();
        } catch (Xml.Malformed malformed) {
            throw new Unreadable(Fault.NOT_XML, String.valueOf(malformed.getMessage()));
        }
    }

    /** Without what editors and clipboards put in front. */
    private static byte[] bare(byte[] file) {
        var begin =
                file.length >= BYTE_ORDER_MARK.length
                                && Arrays.equals(
                                        file,
                                        0,
                                        BYTE_ORDER_MARK.length,
                                        BYTE_ORDER_MARK,
                                        0,
                                        BYTE_ORDER_MARK.length)
                        ? BYTE_ORDER_MARK.length
                        : 0;
        while (begin < file.length && Character.isWhitespace(file[begin])) {
            begin++;
        }
        return Arrays.copyOfRange(file, begin, file.length);
    }

    /** The one entity that is an identity provider. */
    private static Element entity(Element root) throws Unreadable {
        List<Element> entities = new ArrayList<>();
        if (is(root, "EntityDescriptor")) {
            entities.add(root);
        } else if (is(root, "EntitiesDescriptor")) {
            collect(root, entities);
        } else {
            throw new Unreadable(Fault.NOT_METADATA, root.getTagName());
        }
        var providers = entities.stream().filter(one -> role(one).isPresent()).toList();
        if (providers.isEmpty()) {
            throw new Unreadable(Fault.NO_PROVIDER, root.getTagName());
        } else if (providers.size() > 1) {
            throw new Unreadable(Fault.SEVERAL_PROVIDERS, "" + providers.size());
        }
        return providers.getFirst();
    }

    private static void collect(Element group, List<Element> entities) {
        for (var child : Xml.children(group)) {
            if (is(child, "EntityDescriptor")) {
                entities.add(child);
            } else if (is(child, "EntitiesDescriptor")) {
                collect(child, entities);
            }
        }
    }

    private static Optional<Element> role(Element entity) {
        return children(entity, "IDPSSODescriptor").stream()
                .filter(one ->
                        List.of(one.getAttribute("protocolSupportEnumeration").split("\\s+"))
                                .contains(Names.PROTOCOL))
                .findFirst();
    }

    private IdentityProvider provider() throws Unreadable {
        var entityId = entity.getAttribute("entityID").strip();
        if (entityId.isEmpty() || entityId.length() > ENTITY_ID_LETTERS_MAX) {
            throw new Unreadable(Fault.NO_ENTITY_ID, entityId);
        }
        var provider =
                new IdentityProvider(
                        entityId,
                        name().orElse(entityId),
                        certificates(),
                        endpoints("SingleSignOnService"),
                        endpoints("SingleLogoutService"),
                        validUntil(),
                        List.of("true", "1")
                                .contains(role.getAttribute("WantAuthnRequestsSigned")));
        if (provider.signOn().stream().noneMatch(one -> one.binding() == Binding.REDIRECT)) {
            throw new Unreadable(Fault.NO_REDIRECT, entityId);
        }
        return provider;
    }

    private Optional<String> name() {
        return children(entity, "Organization").stream()
                .flatMap(one -> children(one, "OrganizationDisplayName").stream())
                .map(one -> Xml.text(one).strip())
                .filter(one -> !one.isEmpty() && one.length() <= NAME_LETTERS_MAX)
                .findFirst();
    }

    private List<Endpoint> endpoints(String name) throws Unreadable {
        List<Endpoint> endpoints = new ArrayList<>();
        for (var element : children(role, name)) {
            var binding = Binding.find(element.getAttribute("Binding"));
            if (binding.isPresent()) {
                var location = location(element.getAttribute("Location"));
                var answers = element.getAttribute("ResponseLocation");
                endpoints.add(
                        new Endpoint(
                                binding.get(),
                                location,
                                answers.isEmpty() ? location : location(answers)));
            }
        }
        return endpoints;
    }

    /** A place of the web: browsers are sent there. */
    private static URI location(String text) throws Unreadable {
        try {
            var location = new URI(text.strip());
            var scheme = String.valueOf(location.getScheme()).toLowerCase(Locale.ROOT);
            if (text.length() <= LOCATION_LETTERS_MAX
                    && (scheme.equals("https") || scheme.equals("http"))
                    && location.getHost() != null
                    && location.getRawUserInfo() == null
                    && location.getRawFragment() == null) {
                return location;
            }
        } catch (URISyntaxException _) {
            // As bad as any other.
        }
        throw new Unreadable(Fault.BAD_LOCATION, text);
    }

    private List<X509Certificate> certificates() throws Unreadable {
        List<X509Certificate> certificates = new ArrayList<>();
        for (var key : children(role, "KeyDescriptor")) {
            var use = key.getAttribute("use");
            if (use.isEmpty() || use.equals("signing")) {
                for (var info : Xml.children(key, "s:KeyInfo")) {
                    for (var data : Xml.children(info, "s:X509Data")) {
                        for (var one : Xml.children(data, "s:X509Certificate")) {
                            certificates.add(SigningCertificate.read(Xml.text(one)));
                        }
                    }
                }
            }
        }
        var distinct = certificates.stream().distinct().toList();
        if (distinct.isEmpty() || distinct.size() > CERTIFICATES_MAX) {
            throw new Unreadable(Fault.NO_CERTIFICATE, "" + distinct.size());
        } else if (distinct.stream()
                .noneMatch(one -> now.isBefore(one.getNotAfter().toInstant()))) {
            throw new Unreadable(
                    Fault.CERTIFICATES_EXPIRED,
                    distinct.getLast().getNotAfter().toInstant().toString());
        }
        return distinct;
    }

    /** The earliest of what the entity and its role say. */
    private Optional<Instant> validUntil() throws Unreadable {
        Optional<Instant> end = Optional.empty();
        for (var element : List.of(entity, role)) {
            var text = element.getAttribute("validUntil");
            if (!text.isEmpty()) {
                var until = SamlTime.find(text);
                if (until.isEmpty() || !now.isBefore(until.get())) {
                    throw new Unreadable(Fault.EXPIRED, text);
                }
                end = end.filter(one -> one.isBefore(until.get())).or(() -> until);
            }
        }
        return end;
    }

    private static List<Element> children(Element parent, String name) {
        return Xml.children(parent).stream().filter(one -> is(one, name)).toList();
    }

    private static boolean is(Element element, String name) {
        return Names.METADATA.equals(element.getNamespaceURI())
                && name.equals(element.getLocalName());
    }
}
