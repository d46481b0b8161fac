package muster.web;

import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pages to HTML: finds a page's template by its name and gives it the record's components. */
public final class Pages {
    private final Templates templates;

    public Pages(Templates templates) {
        this.templates = templates;
    }

    String html(Reply.Page page, Shell shell) {
        return templates.page(template(page.getClass()), variables(page, shell));
    }

    /** {@code muster.devices.DevicesPages.Index} → {@code devices/index}. */
    public static String template(Class<?> page) {
        var room = page.getPackageName().replaceFirst("^muster\\.", "").replace('.', '/');
        var name = page.getSimpleName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-");
        return room + "/" + name.toLowerCase(Locale.ROOT);
    }

    private static Map<String, @Nullable Object> variables(Reply.Page page, Shell shell) {
        var variables = new HashMap<String, @Nullable Object>();
        for (var component : page.getClass().getRecordComponents()) {
            variables.put(component.getName(), value(page, component));
        }
        variables.put("shell", shell);
        return variables;
    }

    private static @Nullable Object value(Reply.Page page, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            // Page records may be private to their room; the template still shows them.
            accessor.setAccessible(true);
            return accessor.invoke(page);
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException(page.getClass() + "." + component.getName(), failure);
        }
    }
}
