package muster.identify;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Octets written as a Python string literal: {@code \n}, {@code \x00}, {@code \\}. */
final class Escapes {
    private static final int HEXADECIMAL = 16;

    private Escapes() {}

    static byte[] bytes(String text) {
        var bytes = new ByteArrayOutputStream();
        int at = 0;
        while (at < text.length()) {
            int code = text.codePointAt(at);
            int next = at + Character.charCount(code);
            if (code == '\\' && next < text.length()) {
                at = escape(text, next, bytes);
            } else {
                bytes.writeBytes(Character.toString(code).getBytes(StandardCharsets.UTF_8));
                at = next;
            }
        }
        return bytes.toByteArray();
    }

    /** Writes what stands behind a backslash and returns the place behind it. */
    private static int escape(String text, int at, ByteArrayOutputStream bytes) {
        char kind = text.charAt(at);
        int next = at + 1;
        switch (kind) {
            case 'n' -> bytes.write('\n');
            case 'r' -> bytes.write('\r');
            case 't' -> bytes.write('\t');
            case 'x' -> {
                int end = Math.min(text.length(), next + 2);
                bytes.write(Integer.parseInt(text.substring(next, end), HEXADECIMAL));
                next = end;
            }
            default -> bytes.writeBytes(String.valueOf(kind).getBytes(StandardCharsets.UTF_8));
        }
        return next;
    }
}
