package muster.packages;

import java.util.ArrayList;
import java.util.List;

/**
 * Small questions about characters, answered without regular expressions because they are asked of
 * every line.
 */
final class Text {
    private Text() {}

    static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    static boolean hasDigit(String text) {
        return text.chars().anyMatch(character -> isDigit((char) character));
    }

    static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(character -> isDigit((char) character));
    }

    static boolean isAlphanumeric(char character) {
        return isDigit(character)
                || (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z');
    }

    /** Whether all characters are letters or digits of ASCII or one of {@code others}. */
    static boolean consistsOf(String text, String others) {
        return !text.isEmpty()
                && text.chars()
                        .allMatch(character ->
                                isAlphanumeric((char) character) || others.indexOf(character) >= 0);
    }

    /** At most this many characters of a text, never half of a surrogate pair. */
    static String cut(String text, int charactersMax) {
        if (text.length() <= charactersMax) {
            return text;
        }
        int end =
                Character.isHighSurrogate(text.charAt(charactersMax - 1))
                        ? charactersMax - 1
                        : charactersMax;
        return text.substring(0, end);
    }

    /**
     * The words of a line, split at blanks and tabs; what follows the last of {@code wordsMax}
     * stays one word.
     */
    static List<String> words(String line, int wordsMax) {
        var words = new ArrayList<String>(wordsMax);
        int at = skipBlanks(line, 0);
        while (at < line.length()) {
            int end = line.length();
            if (words.size() < wordsMax - 1) {
                end = at;
                while (end < line.length() && !isBlank(line.charAt(end))) {
                    end++;
                }
            }
            words.add(line.substring(at, end));
            at = skipBlanks(line, end);
        }
        return words;
    }

    static int skipBlanks(String line, int from) {
        int at = from;
        while (at < line.length() && isBlank(line.charAt(at))) {
            at++;
        }
        return at;
    }

    static boolean isBlank(char character) {
        return character == ' ' || character == '\t' || character == '\u00a0';
    }
}
