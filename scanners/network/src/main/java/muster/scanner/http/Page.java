package muster.scanner.http;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a web server answered, as far as it was read. */
final class Page {
    private final int status;
    private final Map<String, List<String>> headers;
    private final byte[] body;
    private final Optional<X509Certificate> certificate;

    /**
     * @param headers by their names in lower case; in the order in which they came
     * @param certificate of the server itself; empty over plain HTTP
     */
    Page(
            int status,
            Map<String, List<String>> headers,
            byte[] body,
            Optional<X509Certificate> certificate) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.certificate = certificate;
    }

    int status() {
        return status;
    }

    byte[] body() {
        return body;
    }

    Optional<X509Certificate> certificate() {
        return certificate;
    }

    /** The first header of a name. */
    Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    List<String> headers(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }
}
