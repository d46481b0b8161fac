package muster.scanner.ssh;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * What an operator would see of what a device sends: backspaces, carriage returns and escape
 * sequences (ECMA-48) do what they are for. It is read byte by byte, in time and memory of what was
 * sent, whatever that is.
 */
final class Screen {
    /** Beyond this a line goes on as the next one. */
    private static final int LINE_BYTES_MAX = 64 * 1024;

    private static final int QUESTION_BYTES_MAX = 1_024;

    /** No terminal has more columns. */
    private static final int NUMBER_MAX = 9_999;

    private static final char ESCAPE = 0x1b;
    private static final char BELL = 0x07;
    private static final char BACKSPACE = 0x08;
    private static final char DELETE = 0x7f;

    /** Where in an escape sequence the next byte belongs. */
    private enum In {
        TEXT,
        ESCAPE,
        CONTROL,
        COMMAND,
        CHARSET
    }

    private final int bytesMax;
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final StringBuilder line = new StringBuilder();
    private int cursor;
    private In in = In.TEXT;
    private int number;
    private int first;
    private int lineCount;
    private boolean full;

    /**
     * @param bytesMax of its text; what comes after is not kept
     */
    Screen(int bytesMax) {
        this.bytesMax = bytesMax;
    }

    void read(byte[] bytes, int from, int length) {
        for (int i = from; i < from + length; i++) {
            read((char) (bytes[i] & 0xff));
        }
    }

    private void read(char c) {
        switch (in) {
            case TEXT -> text(c);
            case ESCAPE -> escape(c);
            case CONTROL -> control(c);
            case COMMAND -> command(c);
            case CHARSET -> in = In.TEXT;
        }
    }

    private void text(char c) {
        if (c == ESCAPE) {
            in = In.ESCAPE;
        } else if (c == '\n') {
            endLine();
        } else if (c == '\r') {
            cursor = 0;
        } else if (c == BACKSPACE) {
            cursor = Math.max(0, cursor - 1);
        } else if (c == '\t' || (c >= ' ' && c != DELETE)) {
            put(c);
        }
    }

    private void put(char c) {
        if (cursor < line.length()) {
            line.setCharAt(cursor, c);
        } else {
            line.append(c);
        }
        cursor++;
        if (cursor >= LINE_BYTES_MAX) {
            endLine();
        }
    }

    /** ESC and one letter, or the beginning of something longer. */
    private void escape(char c) {
        in =
                switch (c) {
                    case '[' -> In.CONTROL;
                    case ']', 'P', '_', '^', 'X' -> In.COMMAND;
                    case '(', ')', '*', '+', '#', '%', ' ' -> In.CHARSET;
                    default -> In.TEXT;
                };
        number = 0;
        first = -1;
        if (c == 'E') {
            endLine();
        }
    }

    /** ESC [ numbers, and a letter that says what to do. */
    private void control(char c) {
        if (c >= '0' && c <= '9') {
            number = Math.min(NUMBER_MAX, number * 10 + c - '0');
        } else if (c == ';') {
            first = first < 0 ? number : first;
            number = 0;
        } else if (c >= '@' && c <= '~') {
            in = In.TEXT;
            act(c);
        } else if (c < ' ') {
            // A device that was cut off in the middle of a sequence goes on with text.
            in = In.TEXT;
            text(c);
        }
    }

    private void act(char c) {
        switch (c) {
            case 'C' -> move(cursor + Math.max(1, number));
            case 'D' -> move(cursor - Math.max(1, number));
            case 'G' -> move(number - 1);
            // Rows are left alone: what was written stays in the order in which it was written.
            case 'H', 'f' -> move(first < 0 ? 0 : number - 1);
            case 'K' -> eraseLine();
            default -> {}
        }
    }

    /** Never beyond what is written: blanks that nobody sent would cost memory. */
    private void move(int column) {
        cursor = Math.clamp(column, 0, line.length());
    }

    private void eraseLine() {
        if (number == 0) {
            line.setLength(cursor);
        } else if (number == 2) {
            line.setLength(0);
            cursor = 0;
        }
    }

    /** ESC ] and a text, such as a window's title; ends with a bell or the next escape. */
    private void command(char c) {
        if (c == BELL || c == '\n') {
            in = In.TEXT;
        } else if (c == ESCAPE) {
            in = In.ESCAPE;
        }
    }

    private void endLine() {
        var ended = line.toString().stripTrailing();
        if (lines.size() + ended.length() + 1 <= bytesMax) {
            lines.writeBytes(ended.getBytes(StandardCharsets.ISO_8859_1));
            lines.write('\n');
        } else {
            full = true;
        }
        lineCount++;
        forgetLine();
    }

    /** Throws the unfinished line away, as a pager's question that was answered. */
    void forgetLine() {
        line.setLength(0);
        cursor = 0;
    }

    /** Throws all lines away and leaves the unfinished one. */
    void forgetLines() {
        lines.reset();
        lineCount = 0;
        full = false;
    }

    /** The line that is not ended yet: a prompt, a pager's question, or half a line. */
    String unfinished() {
        return decoded(line.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * The line that is not ended yet, where it may be a prompt or a question: longer ones are
     * looked at once for each byte that comes, so there is nothing to see of them.
     */
    String question() {
        return line.length() > QUESTION_BYTES_MAX ? "" : unfinished();
    }

    /** The lines that are ended. */
    String lines() {
        return decoded(lines.toByteArray());
    }

    int lineCount() {
        return lineCount;
    }

    /** Whether something was left out because there was no room for it. */
    boolean isFull() {
        return full;
    }

    /** UTF-8, and what is none is Latin-1, as old devices write it. */
    private static String decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
