package muster.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list; in JSON {@code {items, next_cursor}}.
 *
 * @param nextCursor where the next page begins; none on the last one
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {
    public Page {
        items = List.copyOf(items);
    }

    /** A whole list, when there is no more of it. */
    public static <T> Page<T> whole(List<T> items) {
        return new Page<>(items, null);
    }

    /** The same page of what is made from its items, such as their JSON. */
    public <R> Page<R> map(Function<T, R> made) {
        return new Page<>(items.stream().map(made).toList(), nextCursor);
    }

    /** For programs, with room for more beside the list, such as how much of it was checked. */
    public Map<String, @Nullable Object> json() {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("items", items);
        json.put("next_cursor", nextCursor);
        return json;
    }

    public boolean hasNext() {
        return nextCursor != null;
    }
}
