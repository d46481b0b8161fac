package muster.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of a submitted form or of a query string, in their order. */
public final class Form {
    public static final int FIELDS_MAX = 500;
    public static final int NAME_LETTERS_MAX = 100;

    /** Checked by the Desk, no part of any record. */
    public static final String CSRF = "csrf";

    private final Map<String, List<String>> fields = new LinkedHashMap<>();

    private Form() {}

    /** Reads {@code a=b&c=d}. */
    public static Form of(String text) {
        var form = new Form();
        var pairs = text.isEmpty() ? new String[0] : text.split("&", FIELDS_MAX + 1);
        if (pairs.length > FIELDS_MAX) {
            throw new Json.Malformed("form", "at most " + FIELDS_MAX + " fields");
        }
        for (var pair : pairs) {
            int equals = pair.indexOf('=');
            var name = decoded(equals < 0 ? pair : pair.substring(0, equals), "field name");
            if (name.length() > NAME_LETTERS_MAX) {
                throw new Json.Malformed("form", "a field name that is too long");
            }
            var value = equals < 0 ? "" : decoded(pair.substring(equals + 1), name);
            form.fields.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
        }
        return form;
    }

    private static String decoded(String text, String where) {
        var out = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                out.write(hex(text, i, where));
                i += 2;
            } else if (c < 0x80) {
                out.write(c == '+' ? ' ' : c);
            } else {
                // Browsers escape what is not ASCII; a program that does not is understood too.
                out.writeBytes(utf8(text, i));
                i += Character.charCount(text.codePointAt(i)) - 1;
            }
        }
        var value = JsonText.utf8(out.toByteArray());
        JsonText.check(value, where);
        return value;
    }

    private static byte[] utf8(String text, int at) {
        return Character.toString(text.codePointAt(at)).getBytes(StandardCharsets.UTF_8);
    }

    private static int hex(String text, int percent, String where) {
        int high = digit(text, percent + 1);
        int low = digit(text, percent + 2);
        if (high < 0 || low < 0) {
            throw new Json.Malformed(where, "a % without two hexadecimal digits");
        }
        return high * 16 + low;
    }

    private static int digit(String text, int at) {
        return at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
    }

    public Optional<String> first(String name) {
        return Optional.ofNullable(fields.get(name)).map(List::getFirst);
    }

    /** The fields, the first value of each. */
    public Map<String, String> firsts() {
        var firsts = new LinkedHashMap<String, String>();
        fields.forEach((name, values) -> firsts.put(name, values.getFirst()));
        return firsts;
    }

    /**
     * The fields as a record, each text read as its component wants it: an empty field is absent
     * (but stays an empty text where a text must be), a checkbox that is sent is true.
     */
    public <R extends Record> R as(Class<R> record) {
        var node = JsonNodeFactory.instance.objectNode();
        var unknown = new HashSet<>(fields.keySet());
        unknown.remove(CSRF);
        for (var component : record.getRecordComponents()) {
            var name = Whole.snake(component.getName());
            var values = fields.getOrDefault(name, List.of());
            unknown.remove(name);
            if (Collection.class.isAssignableFrom(component.getType())) {
                var list = node.putArray(name);
                values.forEach(list::add);
            } else if (values.size() > 1) {
                throw new Json.Malformed(name, "the field was sent more than once");
            } else if (!values.isEmpty()) {
                node.set(name, read(component, name, values.getFirst()));
            }
        }
        if (!unknown.isEmpty()) {
            throw new Json.Malformed(
                    JsonFault.shortened(unknown.iterator().next()), "there is no such field");
        }
        return Json.convert(node, record);
    }

    private static JsonNode read(RecordComponent component, String name, String text) {
        var type = component.getType();
        if (text.isEmpty() && (type != String.class || Whole.isNullable(component))) {
            return type == boolean.class ? BooleanNode.FALSE : NullNode.instance;
        } else if (type == boolean.class || type == Boolean.class) {
            return BooleanNode.valueOf(List.of("on", "true", "1").contains(text));
        } else if (type == int.class
                || type == long.class
                || type == Integer.class
                || type == Long.class) {
            return whole(type, name, text.strip());
        } else {
            return TextNode.valueOf(text);
        }
    }

    private static JsonNode whole(Class<?> type, String name, String text) {
        try {
            return type == int.class || type == Integer.class
                    ? JsonNodeFactory.instance.numberNode(Integer.parseInt(text))
                    : JsonNodeFactory.instance.numberNode(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new Json.Malformed(name, "expected a whole number");
        }
    }
}
