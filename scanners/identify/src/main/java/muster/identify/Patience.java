package muster.identify;

import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long what one device gave is looked at: so many characters as the rules' patterns read, which
 * is the same on every machine. Patterns go back and forth, and who knows them can write texts that
 * make them do so for hours.
 */
final class Patience {
    /** Some twenty times what the wordiest output takes that we know; a second or two. */
    static final long CHARACTERS_MAX = 200_000_000;

    private static final ScopedValue<Patience> CURRENT = ScopedValue.newInstance();

    private long left;

    /** It is at its end. */
    static final class Lost extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Lost() {
            super("too long to read", null, false, false);
        }
    }

    Patience(long characters) {
        left = characters;
    }

    /** Whatever is looked for inside takes from this. */
    <T> T in(Supplier<T> work) {
        return ScopedValue.where(CURRENT, this).call(work::get);
    }

    /** What a pattern finds in a text, which somebody waits for. */
    static Matcher matcher(Pattern pattern, String text) {
        return pattern.matcher(CURRENT.isBound() ? CURRENT.get().reading(text) : text);
    }

    /**
     * A text of which each look at a character is counted.
     *
     * @throws Lost where there were too many
     */
    CharSequence reading(String text) {
        return new Counted(text, this);
    }

    long left() {
        return left;
    }

    private record Counted(String text, Patience patience) implements CharSequence {
        @Override
        public char charAt(int index) {
            if (--patience.left < 0) {
                throw new Lost();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
