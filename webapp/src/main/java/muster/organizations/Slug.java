package muster.organizations;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** An organization's name in addresses: {@code /o/acme-tools}. */
public record Slug(String text) {
    public static final int LETTERS_MIN = 2;
    public static final int LETTERS_MAX = 50;

    private static final Pattern SHAPE = Pattern.compile("[a-z0-9](?:-?[a-z0-9])+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern OTHER = Pattern.compile("[^a-z0-9]+");
    private static final String NAMELESS = "organization";

    public Slug {
        if (!isSlug(text)) {
            throw new IllegalArgumentException("no slug: " + text);
        }
    }

    /** The slug that was typed, if it is one. */
    public static Optional<Slug> of(String typed) {
        var text = typed.strip().toLowerCase(Locale.ROOT);
        return isSlug(text) ? Optional.of(new Slug(text)) : Optional.empty();
    }

    /** A slug for an organization of this name: "Ärzte & Söhne" is "arzte-sohne". */
    public static Slug named(String name) {
        var plain = MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD)).replaceAll("");
        var words = OTHER.matcher(plain.toLowerCase(Locale.ROOT)).replaceAll("-");
        var text = trimmed(words.substring(0, Math.min(words.length(), LETTERS_MAX)));
        return isSlug(text) ? new Slug(text) : new Slug(NAMELESS);
    }

    /** The same with something behind it, for when it is taken. */
    Slug with(String ending) {
        var room = LETTERS_MAX - ending.length() - 1;
        return new Slug(trimmed(text.substring(0, Math.min(text.length(), room))) + "-" + ending);
    }

    @Override
    public String toString() {
        return text;
    }

    private static String trimmed(String text) {
        return text.replaceAll("^-+|-+$", "");
    }

    private static boolean isSlug(String text) {
        return text.length() >= LETTERS_MIN
                && text.length() <= LETTERS_MAX
                && SHAPE.matcher(text).matches()
                && !isId(text);
    }

    // Addresses take a slug or an id: a slug that reads like an id could be somebody else's.
    private static boolean isId(String text) {
        try {
            UUID.fromString(text);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
