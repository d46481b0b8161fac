package muster.agent;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A small JSON object, as the hub answers and as a collector remembers.
 *
 * @param fields texts, numbers, flags, lists and objects of these
 */
record Json(Map<String, @Nullable Object> fields) {
    private static final int DEPTH_MAX = 8;
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build())
                    .build();

    /** Writes the fields of one object. */
    interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    /** Not the JSON that was expected; the message says what is missing. */
    static final class Unreadable extends IOException {
        Unreadable(String message) {
            super(message);
        }
    }

    static byte[] object(Fields fields) {
        var bytes = new ByteArrayOutputStream();
        try (var json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static Json read(byte[] text) throws Unreadable {
        try (var json = FACTORY.createParser(text)) {
            json.nextToken();
            if (value(json) instanceof Json read) {
                return read;
            }
        } catch (IOException e) {
            throw new Unreadable("not JSON");
        }
        throw new Unreadable("not a JSON object");
    }

    String text(String field) throws Unreadable {
        return textIfAny(field).orElseThrow(() -> new Unreadable("no \"" + field + "\""));
    }

    Optional<String> textIfAny(String field) {
        return fields.get(field) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    long number(String field) throws Unreadable {
        if (fields.get(field) instanceof Number number) {
            return number.longValue();
        }
        throw new Unreadable("no number \"" + field + "\"");
    }

    Optional<Json> objectIfAny(String field) {
        return fields.get(field) instanceof Json object ? Optional.of(object) : Optional.empty();
    }

    Json object(String field) throws Unreadable {
        return objectIfAny(field).orElseThrow(() -> new Unreadable("no \"" + field + "\""));
    }

    List<Json> objects(String field) {
        return fields.get(field) instanceof List<?> list
                ? list.stream().filter(Json.class::isInstance).map(Json.class::cast).toList()
                : List.of();
    }

    private static @Nullable Object value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> fields(json);
            case START_ARRAY -> {
                var list = new ArrayList<@Nullable Object>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(json));
                }
                yield list;
            }
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case null, default -> null;
        };
    }

    private static Json fields(JsonParser json) throws IOException {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            json.nextToken();
            fields.put(name, value(json));
        }
        return new Json(fields);
    }
}
