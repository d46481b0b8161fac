package muster.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sha256;
import muster.database.Sql;
import muster.tenancy.Actor;

/**
 * The record of who did what in an organization. Each entry carries the hash of the one before it,
 * so that an entry that is changed or left out is seen. Written in the transaction of the deed: no
 * deed without its entry, no entry without its deed.
 */
public final class Audit {
    /** For lists of entries, which {@link #entry} reads. */
    public static final Sql SELECT =
            Sql.of(
                    """
                    select e.sequence, e.at, e.actor, e.label, e.verb, e.subject, e.detail,
                        e.previous, e.hash
                    """);

    private static final String BEGINNING = "0".repeat(64);

    private final Database database;
    private final Clock clock;

    /** One entry; {@code subject} reads "kind:id", {@code detail} is a sentence without secrets. */
    public record Entry(
            @JsonProperty("id") long sequence,
            Instant at,
            String actor,
            String label,
            String verb,
            String subject,
            String detail,
            String previous,
            String hash) {
        /** What the hash of this entry must be. */
        String expectedHash() {
            var fields =
                    List.of(previous, sequence + "", at + "", actor, label, verb, subject, detail);
            // Lengths keep "a" + "bc" and "ab" + "c" apart.
            var text = new StringBuilder();
            fields.forEach(field -> text.append(field.length()).append(':').append(field));
            return Sha256.of(text.toString());
        }
    }

    private record Head(long sequence, String hash) {}

    public Audit(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Adds an entry to the current organization's record. */
    public void record(Actor actor, String verb, String subject, String detail) {
        var head = lockedHead();
        var unsealed =
                new Entry(
                        head.sequence() + 1,
                        clock.instant().truncatedTo(ChronoUnit.MICROS),
                        actor.reference(),
                        actor.label(),
                        verb,
                        subject,
                        detail,
                        head.hash(),
                        "");
        var hash = unsealed.expectedHash();
        database.run(
                Sql.of(
                        """
                        insert into audit_entries
                            (sequence, at, actor, label, verb, subject, detail, previous, hash)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                        unsealed.sequence(),
                        unsealed.at(),
                        unsealed.actor(),
                        unsealed.label(),
                        verb,
                        subject,
                        detail,
                        unsealed.previous(),
                        hash));
        database.run(
                Sql.of("update audit_heads set sequence = ?, hash = ?", unsealed.sequence(), hash));
    }

    /** When this was last done to this subject in the current organization. */
    public Optional<Entry> last(String verb, String subject) {
        return database.first(
                SELECT.and(
                        """
                        from audit_entries e where e.verb = ? and e.subject = ?
                        order by e.sequence desc limit 1
                        """,
                        verb,
                        subject),
                Audit::entry);
    }

    public static Entry entry(Row row) {
        return new Entry(
                row.number("sequence"),
                row.instant("at"),
                row.text("actor"),
                row.text("label"),
                row.text("verb"),
                row.text("subject"),
                row.text("detail"),
                row.text("previous"),
                row.text("hash"));
    }

    /** Whether these entries, newest first, form an unbroken chain. */
    public static boolean unbroken(List<Entry> entries) {
        for (var i = 0; i < entries.size(); i++) {
            var entry = entries.get(i);
            var follows = i == 0 || entries.get(i - 1).previous().equals(entry.hash());
            if (!follows || !entry.hash().equals(entry.expectedHash())) {
                return false;
            }
        }
        return true;
    }

    private Head lockedHead() {
        database.run(
                Sql.of(
                        "insert into audit_heads (sequence, hash) values (0, ?) on conflict do nothing",
                        BEGINNING));
        return database.first(
                        Sql.of("select sequence, hash from audit_heads for update"),
                        row -> new Head(row.number("sequence"), row.text("hash")))
                .orElseThrow();
    }
}
