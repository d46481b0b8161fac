package muster.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request as a fake hub got it. */
final class Asked {
    private final String verb;
    private final Map<String, String> headers;
    private final byte[] body;

    /** The certificate that was shown with it, null where none was. */
    final @Nullable X509Certificate shown;

    Asked(String verb, Map<String, String> headers, byte[] body, @Nullable X509Certificate shown) {
        this.verb = verb;
        this.headers = headers;
        this.body = body;
        this.shown = shown;
    }

    String verb() {
        return verb;
    }

    Map<String, String> headers() {
        return headers;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    byte[] body() {
        return body;
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    Json json() {
        try {
            return Json.read(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
