package muster.web;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/**
 * The words of a text as token tables hold them and queries ask for them: letters and digits in
 * lower case, in compatibility form, so that {@code Web-01} is {@code web} and {@code 01}.
 */
public final class Tokens {
    public static final int WORD_LETTERS_MAX = 64;
    public static final int WORDS_MAX = 200;

    private Tokens() {}

    /**
     * The words from one on, up to another that is not among them.
     *
     * @param below the least word behind them
     */
    public record Range(String from, String below) {
        // Sorts behind everything that begins with what stands before it.
        private static final String LAST = "\uDBFF\uDFFD";

        // Sorts right behind what stands before it: no word has such a letter.
        private static final String NEXT = "\u0001";

        public static Range of(String word) {
            return new Range(word, word + NEXT);
        }

        public static Range beginning(String start) {
            return new Range(start, start + LAST);
        }
    }

    /** The words of a text as ranges; one that is still typed goes on after its last letter. */
    public static List<Range> ranges(String text, boolean typing) {
        var words = of(text);
        return words.stream()
                .map(word ->
                        typing && word.equals(words.getLast())
                                ? Range.beginning(word)
                                : Range.of(word))
                .toList();
    }

    /** The distinct words, in the order in which they first come. */
    public static List<String> of(String text) {
        var lower = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        var words = new LinkedHashSet<String>();
        int start = 0;
        for (int i = 0; i <= lower.length() && words.size() < WORDS_MAX; ) {
            int letter = i < lower.length() ? lower.codePointAt(i) : ' ';
            if (!Character.isLetterOrDigit(letter)) {
                if (i > start) {
                    words.add(cut(lower.substring(start, i)));
                }
                start = i + Character.charCount(letter);
            }
            i += Character.charCount(letter);
        }
        return List.copyOf(words);
    }

    private static String cut(String word) {
        int letters = word.codePointCount(0, word.length());
        return letters <= WORD_LETTERS_MAX
                ? word
                : word.substring(0, word.offsetByCodePoints(0, WORD_LETTERS_MAX));
    }
}
