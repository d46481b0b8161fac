package muster.findings;

import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** A list of things as columns, which one statement unnests into rows. */
final class Columns {
    private Columns() {}

    static <T> Object texts(Collection<T> rows, Function<T, @Nullable String> part) {
        var texts = new @Nullable String[rows.size()];
        var at = 0;
        for (var row : rows) {
            texts[at++] = part.apply(row);
        }
        return texts;
    }

    static <T> Object ids(Collection<T> rows, Function<T, UUID> part) {
        return rows.stream().map(part).toArray(UUID[]::new);
    }

    static <T> Object integers(Collection<T> rows, ToIntFunction<T> part) {
        return rows.stream().mapToInt(part).boxed().toArray(Integer[]::new);
    }

    static <T> Object flags(Collection<T> rows, Predicate<T> part) {
        return rows.stream().map(part::test).toArray(Boolean[]::new);
    }
}
