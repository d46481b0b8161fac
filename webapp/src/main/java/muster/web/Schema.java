package muster.web;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A record as JSON Schema: what {@link Json} understands, told to programs.
 *
 * @see <a href="https://json-schema.org/draft/2020-12">JSON Schema 2020-12</a>
 */
final class Schema {
    private Schema() {}

    static Map<String, Object> of(Class<? extends Record> record) {
        var properties = new LinkedHashMap<String, Object>();
        var required = new ArrayList<String>();
        for (var component : record.getRecordComponents()) {
            // A name that Java keeps for itself has a stroke behind it.
            var name = Whole.snake(component.getName()).replaceFirst("_$", "");
            properties.put(name, of(component));
            if (isRequired(component)) {
                required.add(name);
            }
        }
        var schema = new LinkedHashMap<String, Object>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("required", required);
        // A field that nobody knows is refused: it may have been a misspelled one.
        schema.put("additionalProperties", false);
        return schema;
    }

    /** Whether a record must have it; a primitive that is absent is 0 or false. */
    private static boolean isRequired(RecordComponent component) {
        return !Whole.isNullable(component) && !component.getType().isPrimitive();
    }

    private static Map<String, Object> of(RecordComponent component) {
        var schema = new LinkedHashMap<String, Object>(of(component.getGenericType()));
        if (Whole.isNullable(component)) {
            schema.computeIfPresent("type", (_, type) -> List.of(type, "null"));
        }
        var told = component.getAnnotation(Told.class);
        if (told != null) {
            schema.put("description", told.value());
        }
        return schema;
    }

    private static Map<String, Object> of(Type type) {
        if (type instanceof ParameterizedType list
                && list.getRawType() instanceof Class<?> raw
                && Collection.class.isAssignableFrom(raw)) {
            return Map.of("type", "array", "items", of(list.getActualTypeArguments()[0]));
        } else if (type == String.class) {
            return Map.of("type", "string");
        } else if (type == UUID.class) {
            return Map.of("type", "string", "format", "uuid");
        } else if (type == Instant.class) {
            return Map.of("type", "string", "format", "date-time");
        } else if (type == boolean.class || type == Boolean.class) {
            return Map.of("type", "boolean");
        } else if (type == int.class
                || type == Integer.class
                || type == long.class
                || type == Long.class) {
            return Map.of("type", "integer");
        } else if (type instanceof Class<?> nested && nested.isRecord()) {
            return of(nested.asSubclass(Record.class));
        } else {
            throw new IllegalStateException("no schema for " + type);
        }
    }
}
