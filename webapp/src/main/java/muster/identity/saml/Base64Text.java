package muster.identity.saml;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** Base64 as XML and forms carry it: in lines or not, and strict otherwise. */
final class Base64Text {
    private static final Pattern LINES = Pattern.compile("[ \\t\\r\\n]+");

    private Base64Text() {}

    static Optional<byte[]> find(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(LINES.matcher(text).replaceAll("")));
        } catch (IllegalArgumentException other) {
            return Optional.empty();
        }
    }
}
