package muster.web;

import java.lang.reflect.InvocationTargetException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A template and what it is rendered from.
 *
 * @param state names the sample among those of its template, e.g. "empty"
 */
public record PageSample(String template, String state, Record page, Shell shell) {
    /** The only sample of a template. */
    public static PageSample of(String template, Record page, Shell shell) {
        return new PageSample(template, "", page, shell);
    }

    /** What the template sees: the record's components and the shell. */
    public Map<String, @Nullable Object> variables() {
        var variables = new HashMap<String, @Nullable Object>();
        for (var component : page.getClass().getRecordComponents()) {
            try {
                var accessor = component.getAccessor();
                variables.put(component.getName(), accessor.invoke(page));
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException(component.toString(), e);
            }
        }
        variables.put("shell", shell);
        return variables;
    }

    @Override
    public String toString() {
        return state.isEmpty() ? template : template + " (" + state + ")";
    }
}
