package muster.identity.saml;

import java.util.Arrays;
import java.util.Optional;

/**
 * How a browser carries a message.
 *
 * @see <a href="https://docs.oasis-open.org/security/saml/v2.0/saml-bindings-2.0-os.pdf">Bindings
 *     for SAML 2.0</a>
 */
enum Binding {
    REDIRECT("urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"),
    POST("urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST");

    private final String uri;

    Binding(String uri) {
        this.uri = uri;
    }

    String uri() {
        return uri;
    }

    static Optional<Binding> find(String uri) {
        return Arrays.stream(values()).filter(binding -> binding.uri.equals(uri)).findFirst();
    }
}
