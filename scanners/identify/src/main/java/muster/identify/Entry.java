package muster.identify;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** A mapping of a rule file, read strictly: a word that nobody asked for is an error. */
final class Entry {
    private final String id;
    private final Map<String, Object> values;
    private final Set<String> asked = new HashSet<>();

    private Entry(String id, Map<String, Object> values) {
        this.id = id;
        this.values = values;
    }

    static Entry of(String id, Object value) {
        if (value instanceof Map<?, ?> map) {
            var values = new LinkedHashMap<String, Object>();
            map.forEach((key, one) -> values.put(String.valueOf(key), one));
            return new Entry(id, values);
        }
        throw new IllegalArgumentException(id + ": a mapping was expected, not " + value);
    }

    /** What it is called, for messages and for {@link Why}. */
    String id() {
        return id;
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    Set<String> keys() {
        return values.keySet();
    }

    /** The text at a key, or null. */
    @Nullable String text(String key) {
        asked.add(key);
        var value = values.get(key);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw wrong(key, "a text was expected");
    }

    String required(String key) {
        var value = text(key);
        if (value == null) {
            throw wrong(key, "missing");
        }
        return value;
    }

    /**
     * The regular expression at a key, or null; found anywhere, {@code ^} and {@code $} per line.
     */
    @Nullable Pattern pattern(String key) {
        var text = text(key);
        return text == null ? null : compiled(key, text);
    }

    /** One text or several. */
    List<String> texts(String key) {
        asked.add(key);
        var value = values.get(key);
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        return value == null ? List.of() : List.of(required(key));
    }

    List<Pattern> patterns(String key) {
        return texts(key).stream().map(text -> compiled(key, text)).toList();
    }

    /** Texts by name, in the order of the file. */
    Map<String, String> map(String key) {
        var map = new LinkedHashMap<String, String>();
        entry(key).values.forEach((name, value) -> map.put(name, String.valueOf(value)));
        return map;
    }

    /** The mapping at a key, empty where there is none; its reader asks it for all of its keys. */
    Entry entry(String key) {
        asked.add(key);
        var value = values.get(key);
        return value == null ? new Entry(id + "." + key, Map.of()) : of(id + "." + key, value);
    }

    /** The mappings listed at a key; one alone needs no list. */
    List<Entry> entries(String key) {
        asked.add(key);
        var value = values.get(key);
        if (!(value instanceof List<?> list)) {
            return value == null ? List.of() : List.of(of(id + "." + key, value));
        }
        var entries = new ArrayList<Entry>();
        for (var one : list) {
            entries.add(of(id + "." + key + "[" + entries.size() + "]", one));
        }
        return entries;
    }

    /** What stands there, as it stands there: texts, lists, maps. */
    @Nullable Object raw(String key) {
        asked.add(key);
        return values.get(key);
    }

    /** Ends reading it. */
    void requireAllAsked() {
        var unknown = new ArrayList<>(values.keySet());
        unknown.removeAll(asked);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(id + ": unknown " + unknown);
        }
    }

    IllegalArgumentException wrong(String key, String why) {
        return new IllegalArgumentException(id + ": " + key + ": " + why);
    }

    private Pattern compiled(String key, String text) {
        try {
            return Pattern.compile(text, Pattern.MULTILINE);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(id + ": " + key + ": " + e.getMessage(), e);
        }
    }
}
