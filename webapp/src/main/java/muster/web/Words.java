package muster.web;

import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import java.lang.reflect.InvocationTargetException;
import java.util.Locale;

/** How an enum is spelled outside: by its {@code word()}, else by its name in lower case. */
final class Words extends JacksonAnnotationIntrospector {
    @Override
    public String[] findEnumValues(
            MapperConfig<?> config, AnnotatedClass type, Enum<?>[] values, String[] names) {
        for (int i = 0; i < values.length; i++) {
            names[i] = of(values[i]);
        }
        return names;
    }

    static String of(Enum<?> value) {
        try {
            var word = value.getDeclaringClass().getMethod("word");
            return word.invoke(value).toString();
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return value.name().toLowerCase(Locale.ROOT);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the word of " + value, e);
        }
    }
}
