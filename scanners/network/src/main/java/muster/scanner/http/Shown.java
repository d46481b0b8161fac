package muster.scanner.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Text of a device, fit to be stored and shown. */
final class Shown {
    private static final Pattern UNSEEN =
            Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\s]+");

    private Shown() {}

    /** One line of it. */
    static String line(String text) {
        return UNSEEN.matcher(text).replaceAll(" ").strip();
    }

    /** UTF-8, and what is none is Latin-1, as old devices write it. */
    static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    /** The entities that titles have. */
    static String unescaped(String html) {
        return html.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&nbsp;", " ")
                .replace("&reg;", "®")
                .replace("&trade;", "™")
                .replace("&amp;", "&");
    }
}
