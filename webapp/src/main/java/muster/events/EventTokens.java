package muster.events;

import static muster.events.EventLines.DEPTH_MAX;
import static muster.events.EventLines.LINE_BYTES_MAX;
import static muster.events.EventLines.TEXT_LETTERS_MAX;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import muster.events.EventLines.Malformed;
import muster.wire.ParserWords;
import org.jspecify.annotations.Nullable;

/** The JSON of one event, token by token: sound as a whole, and without what is withheld. */
final class EventTokens {
    private static final int REASON_LETTERS_MAX = 160;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEPTH_MAX)
                                    .maxNameLength(TEXT_LETTERS_MAX)
                                    .maxNumberLength(40)
                                    .maxStringLength(LINE_BYTES_MAX)
                                    .build())
                    // Names that strangers send are not worth keeping for ever.
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build();

    private final JsonParser json;
    private final CharBuffer line;

    // UTF-8 by itself says neither NUL within a text nor half a surrogate pair.
    private final boolean escaped;
    private boolean withheld;

    /** Reads a whole event. */
    interface Document {
        Event read(EventTokens tokens) throws IOException;
    }

    /** Reads what the current field holds. */
    interface Fields {
        void read(String field) throws IOException;
    }

    private EventTokens(JsonParser json, CharBuffer line) {
        this.json = json;
        this.line = line;
        this.escaped = isEscaped(line);
    }

    private static boolean isEscaped(CharBuffer line) {
        var letters = line.array();
        int end = line.arrayOffset() + line.limit() - 1;
        for (int at = line.arrayOffset(); at < end; at++) {
            if (letters[at] == '\\' && letters[at + 1] == 'u') {
                return true;
            }
        }
        return false;
    }

    private static JsonParser parser(CharBuffer line) throws IOException {
        return JSON.createParser(line.array(), line.arrayOffset(), line.limit());
    }

    /** The event of a line, which has no line break in it. */
    static Event whole(CharBuffer line, Document document) {
        if (line.length() > LINE_BYTES_MAX / 3
                && line.toString().getBytes(StandardCharsets.UTF_8).length > LINE_BYTES_MAX) {
            throw new Malformed("more than %,d bytes".formatted(LINE_BYTES_MAX));
        }
        try (var json = parser(line)) {
            return document.read(new EventTokens(json, line));
        } catch (StreamConstraintsException e) {
            throw new Malformed(
                    "nested deeper than %d, or a name, text or number longer than anybody needs"
                            .formatted(DEPTH_MAX));
        } catch (InputCoercionException e) {
            throw new Malformed("a number is too large");
        } catch (JsonProcessingException e) {
            throw new Malformed("no JSON: " + why(e));
        } catch (IOException e) {
            throw new UncheckedIOException("reading what is in memory", e);
        }
    }

    /** The object that is the whole line. */
    void all(Fields fields) throws IOException {
        json.nextToken();
        expect(JsonToken.START_OBJECT, "the line", "an object");
        each(fields);
        if (json.nextToken() != null) {
            throw new Malformed("something follows the end of the event");
        }
    }

    /** The object that is the next value, or null. */
    void object(String name, Fields fields) throws IOException {
        if (json.nextToken() != JsonToken.VALUE_NULL) {
            expect(JsonToken.START_OBJECT, name, "an object");
            each(fields);
        }
    }

    private void each(Fields fields) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            refuseUnstorable("a field's name", name);
            if (Withheld.is(name)) {
                withheld = true;
                pass();
            } else {
                fields.read(name);
            }
        }
    }

    /** Over the value of a field that nothing is read of; it must be sound, as it is kept. */
    void pass() throws IOException {
        int depth = 0;
        do {
            var token = json.nextToken();
            if (token == null) {
                return;
            } else if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.FIELD_NAME) {
                withheld |= Withheld.is(json.currentName());
                refuseUnstorable("a field's name", json.currentName());
            } else if (escaped && token == JsonToken.VALUE_STRING) {
                refuseUnstorable(String.valueOf(json.currentName()), json.getText());
            }
        } while (depth > 0);
    }

    /** The next value, a whole number from 0. */
    long number(String name, long most, String words) throws IOException {
        json.nextToken();
        expect(JsonToken.VALUE_NUMBER_INT, name, words);
        long number = json.getLongValue();
        if (number < 0 || number > most) {
            throw new Malformed("%s: %s, from 0 to %,d".formatted(name, words, most));
        }
        return number;
    }

    /** The next value, a text or null. */
    @Nullable String text(String name) throws IOException {
        if (json.nextToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        expect(JsonToken.VALUE_STRING, name, "a text");
        var text = json.getText();
        refuseUnstorable(name, text);
        return text;
    }

    /** The next value, a text that is a name; null where it says nothing. */
    @Nullable String shortText(String name) throws IOException {
        var text = text(name);
        if (text != null && text.length() > TEXT_LETTERS_MAX) {
            throw new Malformed("%s: at most %d letters".formatted(name, TEXT_LETTERS_MAX));
        }
        return text == null || text.isBlank() ? null : text;
    }

    /** The line without what is withheld; the line itself where nothing is. */
    String kept() throws IOException {
        if (!withheld) {
            return line.toString();
        }
        var kept = new StringWriter(line.length());
        try (var from = parser(line);
                var to = JSON.createGenerator(kept)) {
            for (var token = from.nextToken(); token != null; token = from.nextToken()) {
                if (token == JsonToken.FIELD_NAME && Withheld.is(from.currentName())) {
                    from.nextToken();
                    from.skipChildren();
                } else {
                    to.copyCurrentEventExact(from);
                }
            }
        }
        return kept.toString();
    }

    /** PostgreSQL stores neither, and no honest collector sends them. */
    private void refuseUnstorable(String name, String text) {
        if (!escaped) {
            return;
        } else if (text.indexOf('\0') >= 0) {
            throw new Malformed(shortened(name) + ": a NUL character");
        } else if (!StandardCharsets.UTF_16.newEncoder().canEncode(text)) {
            throw new Malformed(shortened(name) + ": half a surrogate pair");
        }
    }

    private void expect(JsonToken expected, String name, String words) {
        if (json.currentToken() != expected) {
            throw new Malformed(name + ": expected " + words);
        }
    }

    private static String why(JsonProcessingException e) {
        var at = e.getLocation();
        var why = shortened(ParserWords.plain(e.getOriginalMessage()));
        return at == null ? why : "%s (column %d)".formatted(why, at.getColumnNr());
    }

    private static String shortened(String text) {
        var clean = text.replaceAll("\\p{Cntrl}|\\p{Cs}", " ");
        return clean.length() <= REASON_LETTERS_MAX
                ? clean
                : clean.substring(0, REASON_LETTERS_MAX) + "…";
    }
}
