package muster.audit;

import org.jspecify.annotations.Nullable;

/** What was so before a deed and is after it, without secrets; null where that says nothing. */
public record Change(@Nullable String before, @Nullable String after) {
    static final Change NONE = new Change(null, null);

    /** Something that was not there before. */
    public static Change made(String after) {
        return new Change(null, after);
    }

    /** Something that is gone. */
    public static Change ended(String before) {
        return new Change(before, null);
    }
}
