package muster.web;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks that a record that was read is whole: only {@code @Nullable} components are absent. */
final class Whole {
    private Whole() {}

    static <T> T checked(@Nullable T value) {
        if (value == null) {
            throw new Json.Malformed("body", "it is null");
        }
        check(value, "");
        return value;
    }

    private static void check(Object value, String where) {
        switch (value) {
            case Record fields -> {
                for (var component : fields.getClass().getRecordComponents()) {
                    check(fields, component, where);
                }
            }
            case Collection<?> items -> {
                int i = 0;
                for (var item : items) {
                    present(item, where + "[" + i++ + "]");
                }
            }
            case Double number when !Double.isFinite(number) ->
                    throw new Json.Malformed(where, "the number is too large");
            default -> {}
        }
    }

    private static void check(Record fields, RecordComponent component, String where) {
        var name = snake(component.getName());
        var value = value(fields, component);
        if (value != null || !isNullable(component)) {
            present(value, where.isEmpty() ? name : where + "." + name);
        }
    }

    private static void present(@Nullable Object value, String where) {
        if (value == null) {
            throw new Json.Malformed(where, "it is missing");
        }
        check(value, where);
    }

    private static @Nullable Object value(Record fields, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(fields);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(component.toString(), e);
        }
    }

    static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    /** The spelling of a component outside: firstSeen is first_seen. */
    static String snake(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
