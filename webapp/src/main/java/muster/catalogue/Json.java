package muster.catalogue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A strict walk through untrusted JSON: bounded, without duplicate keys, trees or reflection. */
final class Json {
    static final int DEPTH_MAX = 64;
    static final int TEXT_CHARACTERS_MAX = 4_000_000;
    static final int NAME_CHARACTERS_MAX = 1_000;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEPTH_MAX)
                                    .maxStringLength(TEXT_CHARACTERS_MAX)
                                    .maxNameLength(NAME_CHARACTERS_MAX)
                                    .build())
                    .build();

    private Json() {}

    /** What an object's field is read with; the parser stands on the value. */
    interface Field {
        void read(String name, JsonParser parser) throws IOException;
    }

    /** What an array's element is read with; the parser stands on it. */
    interface Element {
        void read(JsonParser parser) throws IOException;
    }

    static JsonParser parser(byte[] bytes) throws IOException {
        return FACTORY.createParser(bytes);
    }

    static JsonParser parser(InputStream stream) throws IOException {
        return FACTORY.createParser(stream);
    }

    /** Reads one whole object and nothing behind it. */
    static void document(JsonParser parser, Field field) throws IOException {
        parser.nextToken();
        object(parser, field);
        if (parser.nextToken() != null) {
            throw new Unreadable("something follows the end of the document");
        }
    }

    static void object(JsonParser parser, Field field) throws IOException {
        expect(parser, JsonToken.START_OBJECT, "an object");
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            parser.nextToken();
            field.read(name, parser);
        }
    }

    static void array(JsonParser parser, Element element) throws IOException {
        expect(parser, JsonToken.START_ARRAY, "a list");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            element.read(parser);
        }
    }

    static String text(JsonParser parser) throws IOException {
        expect(parser, JsonToken.VALUE_STRING, "a text");
        return storable(parser.getText());
    }

    static @Nullable String textOrNull(JsonParser parser) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_NULL ? null : text(parser);
    }

    static List<String> texts(JsonParser parser, int texts) throws IOException {
        var found = new ArrayList<String>();
        if (parser.currentToken() != JsonToken.VALUE_NULL) {
            array(
                    parser,
                    it -> {
                        if (found.size() == texts) {
                            throw new Unreadable("a list of more than " + texts + " texts");
                        }
                        found.add(text(it));
                    });
        }
        return found;
    }

    /** The database stores neither NUL nor half a character. */
    private static String storable(String text) throws Unreadable {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (c == 0 || Character.isSurrogate(c)) {
                throw new Unreadable("a text with a character that cannot be stored");
            }
        }
        return text;
    }

    private static void expect(JsonParser parser, JsonToken token, String what) throws Unreadable {
        if (parser.currentToken() != token) {
            throw new Unreadable("%s where %s should be".formatted(parser.currentToken(), what));
        }
    }
}
