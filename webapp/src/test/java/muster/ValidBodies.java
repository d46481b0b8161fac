package muster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Bodies that routes understand, made from the records that they say they read. */
final class ValidBodies {
    /** What a field must say to be more than a text. */
    private static final Map<String, Object> SENSIBLE =
            Map.of(
                    "role", "viewer",
                    "email", "new@acme.example",
                    "scopes", List.of("devices:read"),
                    "expires_at", "2099-01-01T00:00:00Z",
                    "ip_allow", List.of("192.0.2.0/24"),
                    "slug", "new-slug");

    private static final ObjectMapper JSON = new ObjectMapper();

    private ValidBodies() {}

    /** A body with every field of the record; an empty one where a route reads none. */
    static String of(@Nullable Class<? extends Record> record) {
        var body = new TreeMap<String, Object>();
        if (record != null) {
            for (var component : record.getRecordComponents()) {
                var name = word(component);
                body.put(name, SENSIBLE.getOrDefault(name, value(component.getType())));
            }
        }
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String word(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static Object value(Class<?> type) {
        if (type == boolean.class || type == Boolean.class) {
            return true;
        } else if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return 1;
        } else if (Collection.class.isAssignableFrom(type)) {
            return List.of();
        } else {
            return "said";
        }
    }
}
