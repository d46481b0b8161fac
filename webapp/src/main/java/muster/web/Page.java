package muster.web;

import java.util.List;
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

    public boolean hasNext() {
        return nextCursor != null;
    }
}
