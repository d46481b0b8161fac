package muster.catalogue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import muster.database.Row;
import org.jspecify.annotations.Nullable;

/**
 * A source of published vulnerabilities and how its last import went.
 *
 * @param records of the last good copy
 * @param unread records of it that could not be read and were left out
 * @param completeFor ecosystems of which it tells everything
 * @param newestRecord when its publisher last changed a record
 * @param updatedAt when its last good copy was imported, null before the first
 */
public record Feed(
        String id,
        String title,
        Kind kind,
        String origin,
        String licence,
        boolean excerpt,
        State state,
        @Nullable String error,
        long records,
        long unread,
        List<String> completeFor,
        @Nullable Instant newestRecord,
        Instant attemptedAt,
        @Nullable Instant updatedAt) {

    /** Older data than this is shown as old. */
    private static final Duration FRESH_MAX = Duration.ofDays(3);

    /** What a feed tells. */
    public enum Kind {
        ADVISORIES,
        EXPLOITED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How the last import went. */
    public enum State {
        IMPORTING,
        READY,
        FAILED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether the publisher's newest record is so old that new vulnerabilities are missing. */
    public boolean stale(Instant now) {
        return newestRecord == null || newestRecord.isBefore(now.minus(FRESH_MAX));
    }

    static Feed of(Row row) {
        return new Feed(
                row.text("id"),
                row.text("title"),
                Kind.valueOf(row.text("kind").toUpperCase(Locale.ROOT)),
                row.text("origin"),
                row.text("licence"),
                row.flag("excerpt"),
                State.valueOf(row.text("state").toUpperCase(Locale.ROOT)),
                row.textOrNull("error"),
                row.number("records"),
                row.number("unread"),
                row.texts("complete_for"),
                row.instantOrNull("newest_record"),
                row.instant("attempted_at"),
                row.instantOrNull("updated_at"));
    }
}
