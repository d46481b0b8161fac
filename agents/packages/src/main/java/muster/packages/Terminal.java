package muster.packages;

/**
 * Takes a terminal's control sequences out of copied text (<a
 * href="https://ecma-international.org/publications-and-standards/standards/ecma-48/">ECMA-48</a>);
 * newlines stay, so that line numbers do.
 */
final class Terminal {
    private static final char ESCAPE = 0x1b;
    private static final char BELL = 0x07;

    private Terminal() {}

    static String cleaned(String text) {
        boolean clean =
                text.chars()
                        .noneMatch(character ->
                                (character < ' ' && character != '\n' && character != '\t')
                                        || character == '\ufeff'
                                        || character == 0x7f);
        return clean ? text : withoutControls(text);
    }

    private static String withoutControls(String text) {
        var cleaned = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char character = text.charAt(at);
            if (character == ESCAPE) {
                at = afterSequence(text, at);
                continue;
            }
            at++;
            if (character == '\r') {
                at = afterReturns(text, at);
                cleaned.append('\n');
            } else if (character == '\b') {
                eraseLast(cleaned);
            } else if (character == '\n' || character == '\t' || isShown(character)) {
                cleaned.append(character);
            }
        }
        return cleaned.toString();
    }

    private static boolean isShown(char character) {
        return character >= ' ' && character != '\ufeff' && character != 0x7f;
    }

    /** Any number of carriage returns and the newline after them are one end of line. */
    private static int afterReturns(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == '\r') {
            at++;
        }
        return at < text.length() && text.charAt(at) == '\n' ? at + 1 : at;
    }

    /** A backspace rubs out what a pager or man page printed over. */
    private static void eraseLast(StringBuilder cleaned) {
        int last = cleaned.length() - 1;
        if (last >= 0 && cleaned.charAt(last) != '\n') {
            cleaned.setLength(last);
        }
    }

    private static int afterSequence(String text, int escape) {
        int at = escape + 1;
        if (at >= text.length()) {
            return at;
        }
        char kind = text.charAt(at);
        if (kind == '[') {
            return afterControl(text, at + 1);
        } else if (kind == ']') {
            return afterTitle(text, at + 1);
        } else if (kind == '(' || kind == ')') {
            return Math.min(at + 2, text.length());
        } else {
            return kind == '\n' ? at : at + 1;
        }
    }

    private static int afterControl(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= 0x20 && text.charAt(at) < 0x40) {
            at++;
        }
        return at < text.length() && text.charAt(at) >= 0x40 && text.charAt(at) < 0x7f
                ? at + 1
                : at;
    }

    /**
     * An operating system command ends with a bell or ESC \; one that never ends must not swallow
     * the next line.
     */
    private static int afterTitle(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != BELL && text.charAt(at) != '\n') {
            if (text.charAt(at) == ESCAPE) {
                return at + 1 < text.length() && text.charAt(at + 1) == '\\' ? at + 2 : at;
            }
            at++;
        }
        return at < text.length() && text.charAt(at) == BELL ? at + 1 : at;
    }
}
