package muster.organizations;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** A list as programs get it. */
record Items(List<?> items, @Nullable String nextCursor) {
    static Items all(List<?> items) {
        return new Items(items, null);
    }
}
