package muster.identity.saml;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * A message of ours in an address: deflated, and signed over the letters of the query.
 *
 * @see <a href="https://docs.oasis-open.org/security/saml/v2.0/saml-bindings-2.0-os.pdf">Bindings
 *     for SAML 2.0, 3.4.4</a>
 */
final class Redirect {
    static final int RELAY_STATE_BYTES_MAX = 80;

    private Redirect() {}

    /**
     * The address to send the browser to.
     *
     * @param field SAMLRequest or SAMLResponse
     */
    static URI to(
            URI location, String field, String message, String relayState, Credential signing) {
        if (relayState.getBytes(StandardCharsets.UTF_8).length > RELAY_STATE_BYTES_MAX) {
            throw new IllegalArgumentException("a relay state of more than 80 bytes");
        }
        var state = relayState.isEmpty() ? "" : "&RelayState=" + encoded(relayState);
        var signed =
                field
                        + "="
                        + encoded(Base64.getEncoder().encodeToString(deflated(message)))
                        + state
                        + "&SigAlg="
                        + encoded(SignatureAlgorithm.RSA_SHA256.uri());
        var signature = signing.sign(signed.getBytes(StandardCharsets.US_ASCII));
        var query = signed + "&Signature=" + encoded(Base64.getEncoder().encodeToString(signature));
        return URI.create(location + (location.getRawQuery() == null ? "?" : "&") + query);
    }

    private static byte[] deflated(String message) {
        var bytes = new ByteArrayOutputStream();
        var raw = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try (var out = new DeflaterOutputStream(bytes, raw)) {
            out.write(message.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            raw.end();
        }
        return bytes.toByteArray();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
