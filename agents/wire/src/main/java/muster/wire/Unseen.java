package muster.wire;

import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Characters that nobody sees: they make one name look like another, or turn round what is written
 * beside them. No name of anything has them.
 */
public final class Unseen {
    private Unseen() {}

    /** Where the first one stands, counted from 0; nothing where all can be seen. */
    public static OptionalInt in(String text) {
        return IntStream.range(0, text.length()).filter(at -> is(text.charAt(at))).findFirst();
    }

    /** Controls, and the embeddings, overrides and isolates of text that runs both ways. */
    static boolean is(int c) {
        return Character.isISOControl(c)
                || (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069');
    }
}
