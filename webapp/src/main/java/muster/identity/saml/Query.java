package muster.identity.saml;

import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A message in an address, with the letters that were signed.
 *
 * @see <a href="https://docs.oasis-open.org/security/saml/v2.0/saml-bindings-2.0-os.pdf">Bindings
 *     for SAML 2.0, 3.4.4</a>
 */
final class Query {
    /** A logout names one person and their sessions. */
    static final int MESSAGE_BYTES_MAX = 64 << 10;

    static final int LETTERS_MAX = 32 << 10;

    private static final String REQUEST = "SAMLRequest";
    private static final String RESPONSE = "SAMLResponse";
    private static final Set<String> KNOWN =
            Set.of(REQUEST, RESPONSE, "RelayState", "SigAlg", "Signature", "SAMLEncoding");
    private static final String DEFLATE =
            "urn:oasis:names:tc:SAML:2.0:bindings:URL-Encoding:DEFLATE";

    private final Map<String, String> raw;
    private final Checks checks;

    private Query(Map<String, String> raw, Checks checks) {
        this.raw = raw;
        this.checks = checks;
    }

    static Query of(String rawQuery, Checks checks) throws Refusal {
        if (rawQuery.length() > LETTERS_MAX) {
            throw checks.refused(
                    Check.Subject.SIZE,
                    "at most " + LETTERS_MAX,
                    "" + rawQuery.length(),
                    Reason.TOO_LARGE);
        }
        Map<String, String> raw = new HashMap<>();
        for (var part : rawQuery.split("&", -1)) {
            var halves = part.split("=", 2);
            // A name that is written in another way, or twice, could be read in another way.
            var name = decoded(halves[0]).orElse("");
            if (KNOWN.contains(name)
                    && (!name.equals(halves[0])
                            || raw.put(name, halves.length == 1 ? "" : halves[1]) != null)) {
                throw checks.refused(
                        Check.Subject.SHAPE, "every field once", name, Reason.UNEXPECTED_SHAPE);
            }
        }
        var query = new Query(raw, checks);
        checks.refuseUnless(
                raw.containsKey(REQUEST) != raw.containsKey(RESPONSE)
                        && query.value("SAMLEncoding").map(DEFLATE::equals).orElse(true),
                Check.Subject.SHAPE,
                "SAMLRequest or SAMLResponse, deflated",
                String.join(", ", raw.keySet().stream().sorted().toList()),
                Reason.UNEXPECTED_SHAPE);
        return query;
    }

    /** Ends it unless these very letters were signed by a key of the metadata. */
    void verify(SigningKeys keys) throws Refusal {
        checks.refuseUnless(
                raw.containsKey("Signature") && raw.containsKey("SigAlg"),
                Check.Subject.SIGNATURE,
                "SigAlg and Signature",
                "none",
                Reason.UNSIGNED);
        var uri = value("SigAlg").orElse("");
        var algorithm = SignatureAlgorithm.find(uri);
        checks.require(
                algorithm.isPresent(),
                Check.Subject.ALGORITHM,
                "RSA, PSS or ECDSA with SHA-256 or more",
                uri,
                Reason.ALGORITHM_REFUSED);
        var signature = value("Signature").flatMap(Base64Text::find).orElse(new byte[0]);
        keys.require(
                algorithm.orElseThrow(),
                signed().getBytes(StandardCharsets.UTF_8),
                signature,
                Set.of());
    }

    private String signed() {
        var state = raw.containsKey("RelayState") ? "&RelayState=" + raw.get("RelayState") : "";
        return field() + "=" + raw.get(field()) + state + "&SigAlg=" + raw.get("SigAlg");
    }

    boolean isRequest() {
        return raw.containsKey(REQUEST);
    }

    private String field() {
        return isRequest() ? REQUEST : RESPONSE;
    }

    /** The bytes of the message. */
    byte[] message() throws Refusal {
        var deflated = value(field()).flatMap(Base64Text::find);
        checks.refuseUnless(
                deflated.isPresent(),
                Check.Subject.ENCODING,
                "base64",
                "something else",
                Reason.NOT_BASE64);
        return inflated(deflated.orElseThrow());
    }

    private byte[] inflated(byte[] deflated) throws Refusal {
        var message = new ByteArrayOutputStream();
        try (var inflater = new Inflater(true)) {
            inflater.setInput(deflated);
            var buffer = new byte[4096];
            var more = true;
            while (more) {
                var length = inflater.inflate(buffer);
                message.write(buffer, 0, length);
                more = length > 0 && message.size() <= MESSAGE_BYTES_MAX;
            }
        } catch (DataFormatException other) {
            throw checks.refused(
                    Check.Subject.ENCODING, "deflated", "something else", Reason.NOT_BASE64);
        }
        if (message.size() > MESSAGE_BYTES_MAX) {
            throw checks.refused(
                    Check.Subject.SIZE, "at most " + MESSAGE_BYTES_MAX, "more", Reason.TOO_LARGE);
        }
        return message.toByteArray();
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(raw.get(name)).flatMap(Query::decoded);
    }

    private static Optional<String> decoded(String text) {
        try {
            return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
