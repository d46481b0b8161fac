package muster.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The text of a JSON body: valid UTF-8 without NUL or half a surrogate pair, escaped or not. */
final class JsonText {
    private static final JsonFactory TOKENS = new JsonFactory();

    private JsonText() {}

    static String of(byte[] bytes) {
        var text = utf8(bytes);
        // A decoded text is sound by itself: only escapes can bring in what UTF-8 cannot say.
        if (text.contains("\\u")) {
            checkEscapes(text);
        }
        return text;
    }

    /** Decodes, and refuses what is no UTF-8 instead of replacing it. */
    static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new Json.Malformed("body", "it is not valid UTF-8");
        }
    }

    private static void checkEscapes(String text) {
        try (var parser = TOKENS.createParser(text)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME) {
                    var location = parser.currentTokenLocation();
                    check(
                            parser.getText(),
                            "line %d, column %d"
                                    .formatted(location.getLineNr(), location.getColumnNr()));
                }
            }
        } catch (JsonProcessingException e) {
            throw JsonFault.of(e);
        } catch (IOException e) {
            throw new Json.Malformed("body", "it cannot be read");
        }
    }

    /** Refuses a text that the database cannot hold. */
    static void check(String text, String where) {
        if (text.indexOf('\0') >= 0) {
            throw new Json.Malformed(where, "a NUL character");
        }
        if (!StandardCharsets.UTF_16.newEncoder().canEncode(text)) {
            throw new Json.Malformed(where, "half a surrogate pair");
        }
    }
}
