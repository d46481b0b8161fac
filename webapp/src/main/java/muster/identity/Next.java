package muster.identity;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import muster.web.Request;
import org.jspecify.annotations.Nullable;

/** Where somebody wanted to go when signing in, or showing who they are, came between. */
public final class Next {
    /** A path of ours, which names no other host and has no letters that a browser rewrites. */
    private static final Pattern PATH =
            Pattern.compile("/(?![/\\\\])[\\x21-\\x7e&&[^\\\\]]{0,2000}");

    private Next() {}

    /** What a form or an address says, if it is a path of ours; else empty text. */
    public static String of(Optional<String> text) {
        // Nobody signs in to be signed out again.
        return text.filter(it -> PATH.matcher(it).matches() && !it.startsWith("/logout"))
                .orElse("");
    }

    /** The same of a field that may be missing. */
    public static String ofField(@Nullable String text) {
        return of(Optional.ofNullable(text));
    }

    /** As it stands in another address. */
    public static String encoded(String next) {
        return URLEncoder.encode(next, StandardCharsets.UTF_8);
    }

    /** What the address of this request says. */
    public static String of(Request request) {
        return of(request.query("next"));
    }
}
