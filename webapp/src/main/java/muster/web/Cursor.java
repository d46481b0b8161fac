package muster.web;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.UUID;
import muster.database.Row;

/**
 * Where a page of a list ends: the last row's place in the order. Opaque outside; it holds nothing
 * that the list did not show, so it is checked but not signed.
 */
record Cursor(Query.Sort sort, String value, UUID id) {
    private static final int LETTERS_MAX = 2_000;
    private static final int PARTS = 3;
    private static final String BETWEEN = "\n";

    static Cursor of(Query.Sort sort, Row row) {
        var value =
                switch (sort.field().type()) {
                    case NUMBER -> String.valueOf(row.number(Query.SORT_KEY));
                    case TIME -> row.instant(Query.SORT_KEY).toString();
                    case ID -> row.uuid(Query.SORT_KEY).toString();
                    case TEXT, ENUM, FLAG -> row.text(Query.SORT_KEY);
                };
        return new Cursor(sort, value, row.uuid(Query.SORT_ID));
    }

    String text() {
        var plain = String.join(BETWEEN, sort.text(), id.toString(), value);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads a cursor of a list in this order. */
    static Cursor read(String text, Query.Sort sort) {
        try {
            if (text.length() > LETTERS_MAX) {
                throw new IllegalArgumentException("too long");
            }
            var plain = JsonText.utf8(Base64.getUrlDecoder().decode(text));
            JsonText.check(plain, "cursor");
            var parts = plain.split(BETWEEN, PARTS);
            if (parts.length != PARTS || !parts[0].equals(sort.text())) {
                throw new IllegalArgumentException("of another list");
            }
            var cursor = new Cursor(sort, parts[2], UUID.fromString(parts[1]));
            cursor.key();
            return cursor;
        } catch (IllegalArgumentException | DateTimeParseException | Json.Malformed e) {
            throw new Query.Malformed("cursor", 1, "it is none of this list in this order");
        }
    }

    /** The value as the database compares it. */
    Object key() {
        return switch (sort.field().type()) {
            case NUMBER -> Long.valueOf(value);
            case TIME -> time(value);
            case ID -> UUID.fromString(value);
            case TEXT, ENUM, FLAG -> value;
        };
    }

    private static Instant time(String text) {
        var time = Instant.parse(text);
        if (time.isBefore(Json.EARLIEST) || time.isAfter(Json.LATEST)) {
            throw new IllegalArgumentException("too far away");
        }
        return time;
    }
}
