package muster.findings;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Terms of the query language for links. */
public final class Terms {
    private Terms() {}

    /** {@code package:"openssl"} as a part of an address. */
    public static String encoded(String field, String value) {
        var quoted = value.replace("\\", "\\\\").replace("\"", "\\\"");
        return URLEncoder.encode(field + ":\"" + quoted + "\"", StandardCharsets.UTF_8);
    }
}
