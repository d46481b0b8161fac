package muster.identity;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import muster.web.Messages;
import muster.web.Parts;
import muster.web.Problem;
import org.jspecify.annotations.Nullable;

/** What is wrong with a form, field by field. */
public final class Faults {
    /** The status of a form that comes back with its faults. */
    public static final int STATUS = 400;

    private final Messages messages;
    private final Map<String, String> sentences = new LinkedHashMap<>();

    public Faults(Messages messages) {
        this.messages = messages;
    }

    /** Notes that this field is at fault; the first fault of a field is the one told. */
    public void add(String field, String message, @Nullable Object... parameters) {
        sentences.putIfAbsent(field, messages.text(message, parameters));
    }

    /** Notes a fault unless this holds. */
    public void check(boolean holds, String field, String message) {
        if (!holds) {
            add(field, message);
        }
    }

    public boolean none() {
        return sentences.isEmpty();
    }

    /** The field as it was typed, with what is wrong with it. */
    public Parts.Field field(String name, String typed) {
        return new Parts.Field(typed, sentences.get(name));
    }

    /** A field whose content is not shown again. */
    public Parts.Field field(String name) {
        return field(name, "");
    }

    /** The same for a program. */
    public Problem problem() {
        return Problem.badRequest(
                sentences.entrySet().stream()
                        .map(fault -> fault.getKey() + ": " + fault.getValue())
                        .collect(Collectors.joining("; ")));
    }
}
