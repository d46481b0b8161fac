package muster.web;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Tells a form of ours from one that another site made a browser send: first by what the browser
 * says of the request's origin, then by the session's token.
 */
final class Csrf {
    static final String HEADER = "X-CSRF-Token";
    static final String FIELD = "csrf";

    private Csrf() {}

    /** Whether the browser says that the request comes from our own pages, or says nothing. */
    static boolean sameOrigin(Optional<String> site, Optional<String> origin, URI publicUrl) {
        var bySite = site.map(word -> word.equals("same-origin") || word.equals("none"));
        return bySite.or(() -> origin.map(text -> text.equals(publicUrl.toString()))).orElse(true);
    }

    static boolean matches(String token, Request request) {
        var shown = request.header(HEADER).or(() -> request.field(FIELD)).orElse("");
        return !token.isEmpty()
                && MessageDigest.isEqual(
                        token.getBytes(StandardCharsets.UTF_8),
                        shown.getBytes(StandardCharsets.UTF_8));
    }
}
