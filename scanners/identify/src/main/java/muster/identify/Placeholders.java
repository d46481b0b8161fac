package muster.identify;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What devices say where they have nothing to say. */
final class Placeholders {
    private static final Set<String> WORDS =
            Set.of(
                    "n/a",
                    "na",
                    "none",
                    "unknown",
                    "null",
                    "nil",
                    "undefined",
                    "unavailable",
                    "not available",
                    "not applicable",
                    "not set",
                    "not specified",
                    "not supported",
                    "unspecified",
                    "default string",
                    "default",
                    "to be filled by o.e.m.",
                    "system serial number",
                    "system product name",
                    "<private>",
                    "private",
                    "empty",
                    "no such instance",
                    "no such object",
                    "unset",
                    "invalid",
                    "notavailable",
                    "serial number",
                    "(none)",
                    "<none>",
                    "no value",
                    "xxxx",
                    // What stands where evidence was kept back or blotted out.
                    SnmpQuestion.NOT_KEPT,
                    DeviceSecrets.INSTEAD);

    /** The same sign and nothing else, or memory that nobody wrote. */
    private static final Pattern FILLING =
            Pattern.compile("[0\\W_]*|(?:[fF]{2})+|[xX?\\W]+|\\[redacted-[a-z-]{1,40}]");

    private Placeholders() {}

    /** Whether a text says nothing. */
    static boolean has(String text) {
        var plain = text.strip();
        return FILLING.matcher(plain).matches() || WORDS.contains(plain.toLowerCase(Locale.ROOT));
    }
}
