package muster.packages;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A package URL, {@code pkg:deb/debian/libssl3@3.0.11-1?arch=amd64&distro=debian-12} (<a
 * href="https://github.com/package-url/purl-spec">purl specification</a>).
 *
 * @param namespace empty where there is none
 * @param version null where there is none
 */
record Purl(
        String type,
        String namespace,
        String name,
        @Nullable String version,
        Map<String, String> qualifiers,
        String canonical) {
    /**
     * Qualifiers that hold addresses, and with them what addresses may hold: names and passwords.
     */
    private static final Set<String> ADDRESSES =
            Set.of(
                    "download_url",
                    "vcs_url",
                    "repository_url",
                    "file_name",
                    "checksum",
                    "file_path");

    Purl {
        qualifiers = Map.copyOf(qualifiers);
    }

    static @Nullable Purl of(@Nullable String text) {
        if (text == null
                || !text.startsWith("pkg:")
                || text.length() > 4 * Limits.FIELD_CHARACTERS_MAX) {
            return null;
        }
        String rest = withoutSlashes(before(text.substring(4), '#'));
        String path = before(rest, '?');
        int slash = path.indexOf('/');
        int at = path.lastIndexOf('@');
        // The @ of a scope, as in npm/@angular/core, begins no version.
        at = at > path.lastIndexOf('/') + 1 ? at : -1;
        String whole = at < 0 ? path : path.substring(0, at);
        int name = whole.lastIndexOf('/');
        if (slash < 1
                || name + 1 >= whole.length()
                || !Text.consistsOf(path.substring(0, slash), ".+-")) {
            return null;
        }
        var qualifiers =
                qualifiers(rest.length() > path.length() ? rest.substring(path.length() + 1) : "");
        return new Purl(
                path.substring(0, slash).toLowerCase(Locale.ROOT),
                name > slash ? decoded(whole.substring(slash + 1, name)) : "",
                decoded(whole.substring(name + 1)),
                at < 0 ? null : decoded(path.substring(at + 1)),
                decodedValues(qualifiers),
                canonical(path, qualifiers));
    }

    @Nullable String qualifier(String key) {
        return qualifiers.get(key);
    }

    private static String withoutSlashes(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) == '/') {
            at++;
        }
        return text.substring(at);
    }

    private static String before(String text, char mark) {
        int at = text.indexOf(mark);
        return at < 0 ? text : text.substring(0, at);
    }

    private static Map<String, String> qualifiers(String query) {
        var qualifiers = new TreeMap<String, String>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && !ADDRESSES.contains(pair.substring(0, equals))) {
                qualifiers.put(
                        pair.substring(0, equals).toLowerCase(Locale.ROOT),
                        pair.substring(equals + 1));
            }
        }
        return qualifiers;
    }

    private static Map<String, String> decodedValues(Map<String, String> qualifiers) {
        var decoded = new HashMap<String, String>();
        qualifiers.forEach((key, value) -> decoded.put(key, decoded(value)));
        return decoded;
    }

    private static String canonical(String path, Map<String, String> qualifiers) {
        var canonical = new StringBuilder("pkg:").append(path);
        char separator = '?';
        for (var qualifier : qualifiers.entrySet()) {
            canonical
                    .append(separator)
                    .append(qualifier.getKey())
                    .append('=')
                    .append(qualifier.getValue());
            separator = '&';
        }
        return canonical.toString();
    }

    private static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException halfAnEscape) {
            return text;
        }
    }
}
