package muster.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules for every text of a report. */
final class Text {
    private static final Pattern WORD = Pattern.compile("[a-z0-9][a-z0-9_.+-]*");

    /** Texts that are no names may have several lines and columns. */
    private static final Pattern BREAKS = Pattern.compile("[\\t\\n\\r]");

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    private static final Pattern UUID_TEXT =
            Pattern.compile("\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private Text() {}

    /** A name: one line. */
    static String required(String field, @Nullable String value) {
        var text = optional(field, value);
        if (text == null) {
            throw Report.Malformed.unreadable(field + ": missing or blank");
        }
        refuseUnseen(field, text);
        return text;
    }

    /** A name that people tell something by: it shows as something. */
    static String shown(String field, @Nullable String value) {
        var text = required(field, value);
        if (Unseen.isAll(text)) {
            throw Report.Malformed.unreadable(field + ": nothing of it can be seen");
        }
        return text;
    }

    /** Blank counts as absent: plain posters send "" for what they do not know. */
    static @Nullable String optional(String field, @Nullable String value) {
        if (value == null) {
            return null;
        }
        refuseUnstorable(field, value);
        var text = value.strip();
        refuseUnseen(field, BREAKS.matcher(text).replaceAll(" "));
        var characters = text.codePointCount(0, text.length());
        if (characters > Limits.TEXT_CHARACTERS_MAX) {
            throw Report.Malformed.unreadable(
                    "%s: %,d characters, at most %d"
                            .formatted(field, characters, Limits.TEXT_CHARACTERS_MAX));
        }
        return text.isEmpty() ? null : text;
    }

    /** A word of an open list, in lower case. */
    static @Nullable String word(String field, @Nullable String value) {
        var text = optional(field, value);
        if (text == null) {
            return null;
        }
        var word = text.toLowerCase(Locale.ROOT);
        if (word.length() > Limits.WORD_CHARACTERS_MAX || !WORD.matcher(word).matches()) {
            throw Report.Malformed.unreadable(
                    field
                            + ": not a short word (letters, digits, _ . + -, at most "
                            + Limits.WORD_CHARACTERS_MAX
                            + ")");
        }
        return word;
    }

    /** The platform's own reader takes shorter ones as well. */
    static @Nullable UUID uuid(String field, @Nullable String value) {
        if (value == null) {
            return null;
        } else if (UUID_TEXT.matcher(value).matches()) {
            return UUID.fromString(value);
        } else {
            throw Report.Malformed.unreadable(
                    field + ": \"" + Quoted.of(value) + "\" is not a UUID");
        }
    }

    static @Nullable Instant instant(String field, @Nullable String value) {
        try {
            return value == null ? null : Instant.parse(value);
        } catch (DateTimeException e) {
            throw Report.Malformed.unreadable(
                    field
                            + ": \""
                            + Quoted.of(value)
                            + "\" is no time such as 2026-01-31T12:00:00Z");
        }
    }

    /** SHA-256 in hexadecimal. */
    static String digest(String field, @Nullable String value) {
        var text = value == null ? "" : value.toLowerCase(Locale.ROOT);
        if (!DIGEST.matcher(text).matches()) {
            throw Report.Malformed.unreadable(field + ": not 64 hexadecimal digits");
        }
        return text;
    }

    private static void refuseUnseen(String field, String text) {
        var at = Unseen.in(text);
        if (at.isPresent()) {
            throw Report.Malformed.unreadable(
                    "%s: U+%04X at character %d: a control character, or one that turns text round"
                            .formatted(field, (int) text.charAt(at.getAsInt()), at.getAsInt() + 1));
        }
    }

    /**
     * PostgreSQL stores neither NUL nor half a surrogate pair, and no honest reporter sends them.
     */
    static void refuseUnstorable(String field, String value) {
        for (int i = 0; i < value.length(); i++) {
            var c = value.charAt(i);
            if (c == 0) {
                throw Report.Malformed.unreadable(field + ": NUL at character " + (i + 1));
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw Report.Malformed.unreadable(
                        field + ": lone surrogate at character " + (i + 1));
            }
        }
    }
}
