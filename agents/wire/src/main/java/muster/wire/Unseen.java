package muster.wire;

import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Characters that nobody sees: they make one name look like another, or turn round what is written
 * beside them. No name of anything has them.
 */
public final class Unseen {
    /** The joiner of graphemes, fillers of Hangul, inherent vowels of Khmer, empty Braille. */
    private static final Set<Integer> SHAPELESS =
            Set.of(0x034f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x2800, 0x3164, 0xffa0);

    private Unseen() {}

    /** Where the first one stands, counted from 0; nothing where all can be seen. */
    public static OptionalInt in(String text) {
        return IntStream.range(0, text.length()).filter(at -> is(text.charAt(at))).findFirst();
    }

    /** Whether nothing at all of a text can be seen: it is empty, or all space of some width. */
    public static boolean isAll(String text) {
        return text.codePoints().allMatch(Unseen::isBlank);
    }

    /** Space, what only steers how its neighbours are written, and letters that have no shape. */
    private static boolean isBlank(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            default -> SHAPELESS.contains(c) || (c >= '\ufe00' && c <= '\ufe0f');
        };
    }

    /** Controls, and the embeddings, overrides and isolates of text that runs both ways. */
    static boolean is(int c) {
        return Character.isISOControl(c)
                || (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069');
    }
}
