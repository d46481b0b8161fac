package muster.organizations;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list as programs get it. */
record Items(List<?> items, @Nullable String nextCursor) {
    static Items all(List<?> items) {
        return new Items(items, null);
    }
}
