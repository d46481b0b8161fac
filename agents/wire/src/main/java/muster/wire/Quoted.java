package muster.wire;

/** A piece of somebody else's text inside a message: short, and one line. */
public final class Quoted {
    private static final int CHARACTERS_MAX = 40;

    private Quoted() {}

    static String of(String text) {
        return of(text, CHARACTERS_MAX);
    }

    /** So many characters of it at most, and a sign where there are more. */
    public static String of(String text, int charactersMax) {
        var line = new StringBuilder();
        text.codePoints()
                .limit(charactersMax)
                .map(c -> isPlain(c) ? c : '?')
                .forEach(line::appendCodePoint);
        return text.codePointCount(0, text.length()) > charactersMax
                ? line.append('…').toString()
                : line.toString();
    }

    private static boolean isPlain(int c) {
        return !Unseen.is(c) && (c > 0xffff || !Character.isSurrogate((char) c));
    }
}
