package muster.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The JSON of a report, token by token and strictly: what is odd is refused, never guessed. */
final class Tokens {
    private static final int REASON_CHARACTERS_MAX = 160;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(Limits.DEPTH_MAX)
                                    .maxNameLength(Limits.TEXT_CHARACTERS_MAX)
                                    .maxStringLength(Limits.REPORT_BYTES_MAX)
                                    .build())
                    .build();

    private final JsonParser json;
    private final Report.Version version;

    /** Reads the value that begins at the current token. */
    interface Reader<T> {
        T read() throws IOException;
    }

    /** Reads the value of one field. */
    interface Fields {
        void read(String field) throws IOException;
    }

    /** Reads a whole document. */
    interface Document<T> {
        T read(Tokens tokens) throws IOException;
    }

    private Tokens(JsonParser json, Report.Version version) {
        this.json = json;
        this.version = version;
    }

    static <T> T whole(byte[] bytes, Report.Version version, Document<T> document) {
        if (bytes.length > Limits.REPORT_BYTES_MAX) {
            throw Report.Malformed.tooLarge(
                    "%,d bytes, at most %,d".formatted(bytes.length, Limits.REPORT_BYTES_MAX));
        }
        var text = characters(bytes);
        try (var json = JSON.createParser(text.array(), text.position(), text.remaining())) {
            json.nextToken();
            var read = document.read(new Tokens(json, version));
            if (json.nextToken() != null) {
                throw Report.Malformed.unreadable("something follows the end of the report");
            }
            return read;
        } catch (StreamConstraintsException e) {
            throw Report.Malformed.unreadable(
                    "nested deeper than %d, or a name or number longer than anybody needs"
                            .formatted(Limits.DEPTH_MAX));
        } catch (JsonProcessingException e) {
            throw Report.Malformed.unreadable("not the JSON of a report: " + why(e));
        } catch (IOException e) {
            throw Report.Malformed.unreadable("not readable: " + e.getMessage());
        }
    }

    /** Strictly: the parser's own decoder lets encoded surrogates and UTF-16 through. */
    private static CharBuffer characters(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            throw Report.Malformed.unreadable("not valid UTF-8");
        }
    }

    /** An object whose fields the reader takes one by one, each with its value. */
    void object(Fields fields) throws IOException {
        expect(JsonToken.START_OBJECT);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            fields.read(json.currentName());
        }
    }

    /** The list of objects that is the next value. */
    <T> List<T> objects(String field, int most, Reader<T> reader) throws IOException {
        json.nextToken();
        return list(field, most, JsonToken.START_OBJECT, "].", Report.Malformed::tooLarge, reader);
    }

    /** The list of texts that is the next value; null is an empty one. */
    <T> List<T> texts(String field, int most, Reader<T> reader) throws IOException {
        return json.nextToken() == JsonToken.VALUE_NULL
                ? List.of()
                : list(
                        field,
                        most,
                        JsonToken.VALUE_STRING,
                        "]: ",
                        Report.Malformed::unreadable,
                        reader);
    }

    private <T> List<T> list(
            String field,
            int most,
            JsonToken item,
            String after,
            Function<String, Report.Malformed> tooMany,
            Reader<T> reader)
            throws IOException {
        expect(JsonToken.START_ARRAY);
        var all = new ArrayList<T>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (all.size() == most) {
                throw tooMany.apply("%s: more than %,d".formatted(field, most));
            }
            if (json.currentToken() != item) {
                throw Report.Malformed.unreadable(
                        "%s[%d]: %s, expected %s"
                                .formatted(
                                        field, all.size(), kind(json.currentToken()), kind(item)));
            }
            try {
                all.add(reader.read());
            } catch (Report.Malformed e) {
                throw e.in(field + "[" + all.size() + after);
            }
        }
        return all;
    }

    /** The text that is the current value. */
    String here() throws IOException {
        return json.getText();
    }

    /** The next value, a text or null. */
    @Nullable String text() throws IOException {
        if (json.nextToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        expect(JsonToken.VALUE_STRING);
        return json.getText();
    }

    /** The next value, a whole number. */
    int number() throws IOException {
        json.nextToken();
        expect(JsonToken.VALUE_NUMBER_INT);
        return json.getIntValue();
    }

    /** The next value, a whole number or null. */
    @Nullable Integer numberOrNull() throws IOException {
        if (json.nextToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        expect(JsonToken.VALUE_NUMBER_INT);
        return json.getIntValue();
    }

    /** The next value, true or false. */
    boolean flag() throws IOException {
        var found = json.nextToken();
        if (found != JsonToken.VALUE_FALSE) {
            expect(JsonToken.VALUE_TRUE);
        }
        return found == JsonToken.VALUE_TRUE;
    }

    /** Goes on to the next value, which is an object that is to be read. */
    void value() throws IOException {
        json.nextToken();
    }

    /**
     * A field that is not known. What is ignored must still be sound: a NUL hidden there would be
     * one wherever it goes next.
     */
    void unknown() throws IOException {
        var field = Quoted.of(json.currentName());
        if (version != Report.Version.COMPATIBLE) {
            throw Report.Malformed.unreadable(
                    "%s: wire version %d has no such field".formatted(field, version.number()));
        }
        int depth = 0;
        do {
            var token = json.nextToken();
            if (token == null) {
                return;
            } else if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME) {
                Text.refuseUnstorable(field, json.getText());
            }
        } while (depth > 0);
    }

    private void expect(JsonToken expected) throws IOException {
        var found = json.currentToken();
        if (found != expected) {
            var field = json.currentName();
            throw Report.Malformed.unreadable(
                    "%s: %s, expected %s"
                            .formatted(
                                    field == null ? "the report" : field,
                                    kind(found),
                                    kind(expected)));
        }
    }

    private static String kind(@Nullable JsonToken token) {
        return switch (token) {
            case null -> "nothing";
            case START_OBJECT, END_OBJECT -> "an object";
            case START_ARRAY, END_ARRAY -> "a list";
            case VALUE_STRING -> "text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            case VALUE_NULL -> "null";
            case FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> "something else";
        };
    }

    /** The parser's own words, without the piece of the report that it may quote at length. */
    private static String why(JsonProcessingException e) {
        var message = Quoted.of(ParserWords.plain(e.getOriginalMessage()), REASON_CHARACTERS_MAX);
        var at = e.getLocation();
        return at == null
                ? message
                : "%s (line %d, column %d)".formatted(message, at.getLineNr(), at.getColumnNr());
    }
}
