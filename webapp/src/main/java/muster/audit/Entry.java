package muster.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import muster.database.Row;
import muster.database.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * One entry of an organization's record.
 *
 * @param subject reads "kind:id"
 * @param detail a sentence without secrets
 * @param address from where it was done; empty where nobody asked for it from outside
 * @param before what was so until then, null where that says nothing
 * @param after what is so since then, null where that says nothing
 * @param previous the hash of the entry before it
 */
public record Entry(
        @JsonProperty("id") long sequence,
        Instant at,
        String actor,
        String label,
        String verb,
        String subject,
        String detail,
        String address,
        @Nullable String before,
        @Nullable String after,
        String previous,
        String hash) {
    /** What a chain begins with, in the place of a hash. */
    static final String BEGINNING = "0".repeat(64);

    static Entry of(Row row) {
        return new Entry(
                row.number("sequence"),
                row.instant("at"),
                row.text("actor"),
                row.text("label"),
                row.text("verb"),
                row.text("subject"),
                row.text("detail"),
                row.text("address"),
                row.textOrNull("before"),
                row.textOrNull("after"),
                row.text("previous"),
                row.text("hash"));
    }

    /** The entry with the hash that only this key gives it. */
    Entry sealed(ChainKey key) {
        return new Entry(
                sequence,
                at,
                actor,
                label,
                verb,
                subject,
                detail,
                address,
                before,
                after,
                previous,
                key.hash(whole()));
    }

    /** Whether this key made it. */
    boolean isBy(ChainKey key) {
        return key.made(hash, whole());
    }

    /** Whether it is whole as entries were before chains had keys: without what they lacked. */
    boolean isWholeWithoutKey() {
        return hash.equals(Sha256.of(joined(first())))
                && address.isEmpty()
                && before == null
                && after == null;
    }

    private String whole() {
        return joined(first()) + joined(List.of(address)) + optional(before) + optional(after);
    }

    private List<String> first() {
        return List.of(previous, sequence + "", at + "", actor, label, verb, subject, detail);
    }

    // Lengths keep "a" + "bc" and "ab" + "c" apart, and nothing from an empty text.
    private static String joined(List<String> fields) {
        var text = new StringBuilder();
        fields.forEach(field -> text.append(field.length()).append(':').append(field));
        return text.toString();
    }

    private static String optional(@Nullable String field) {
        return field == null ? "-" : joined(List.of(field));
    }
}
