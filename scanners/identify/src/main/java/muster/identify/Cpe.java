package muster.identify;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** CPE 2.3 formatted strings (NISTIR 7695, chapter 6.2). */
final class Cpe {
    private static final String VERSION = "{version}";

    /** For products of whose whole numbers the NVD's names have a fraction. */
    private static final String WHOLE_VERSION = "{version.0}";

    private static final String ANY = "*";

    private Cpe() {}

    /**
     * A name with its version filled in.
     *
     * @param version null where it is not known: any
     */
    static String of(String name, @Nullable String version) {
        var bound = version == null ? ANY : bound(version);
        boolean isWhole = !bound.isEmpty() && bound.chars().allMatch(Character::isDigit);
        return name.replace(VERSION, bound).replace(WHOLE_VERSION, isWhole ? bound + ".0" : bound);
    }

    /** What is no letter, digit, dot, hyphen or underscore stands behind a backslash. */
    private static String bound(String text) {
        var bound = new StringBuilder();
        for (char c : text.strip().toLowerCase(Locale.ROOT).toCharArray()) {
            if (Character.isWhitespace(c)) {
                bound.append('_');
            } else if (isPlain(c)) {
                bound.append(c);
            } else {
                bound.append('\\').append(c);
            }
        }
        return bound.toString();
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "._-".indexOf(c) >= 0 || c > 127;
    }
}
