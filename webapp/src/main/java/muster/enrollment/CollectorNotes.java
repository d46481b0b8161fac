package muster.enrollment;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import org.jspecify.annotations.Nullable;

/** What a collector or the hub says of their dealings. The same said twice is kept once. */
public final class CollectorNotes {
    /** Of one collector; the oldest go. */
    public static final int NOTES_MAX = 500;

    private final Database database;

    /**
     * One of them.
     *
     * @param kind an open list: enrolled, renewed, revoked, hub_away, dropped, …
     * @param from when it began, null for what happened at once
     * @param batches lost or set aside
     * @param events delivered late, or in what was lost
     */
    public record Note(
            Instant at,
            String kind,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Long batches,
            @Nullable Long events,
            @Nullable String text) {
        /** Something that happened at once. */
        public static Note of(Instant at, String kind, @Nullable String text) {
            return new Note(at, kind, null, null, null, null, text);
        }
    }

    public CollectorNotes(Database database) {
        this.database = database;
    }

    /** Keeps a note in the transaction of what it is about. */
    public void add(UUID collector, Note note) {
        var added =
                database.run(
                        Sql.of(
                                """
                                insert into collector_notes
                                    (collector_id, at, kind, from_at, to_at, batches, events, text)
                                select n.* from (values (?::uuid, ?::timestamptz, ?::text,
                                    ?::timestamptz, ?::timestamptz, ?::bigint, ?::bigint, ?::text)
                                ) as n (collector_id, at, kind, from_at, to_at, batches, events, text)
                                where not exists (
                                    select from collector_notes o
                                    where o.collector_id = n.collector_id and o.at = n.at
                                        and (o.kind, o.from_at, o.to_at, o.batches, o.events, o.text)
                                            is not distinct from
                                            (n.kind, n.from_at, n.to_at, n.batches, n.events, n.text))
                                """,
                                collector,
                                note.at(),
                                note.kind(),
                                note.from(),
                                note.to(),
                                note.batches(),
                                note.events(),
                                note.text()));
        if (added > 0) {
            forgetOldest(collector);
        }
    }

    private void forgetOldest(UUID collector) {
        database.run(
                Sql.of(
                        """
                        delete from collector_notes where collector_id = ? and (at, id) <= (
                            select at, id from collector_notes where collector_id = ?
                            order by at desc, id desc limit 1 offset ?)
                        """,
                        collector,
                        collector,
                        NOTES_MAX));
    }

    /** The newest first. */
    public List<Note> of(UUID collector) {
        return database.list(
                Sql.of(
                        """
                        select at, kind, from_at, to_at, batches, events, text
                        from collector_notes where collector_id = ? order by at desc, id desc
                        """,
                        collector),
                CollectorNotes::note);
    }

    private static Note note(Row row) {
        return new Note(
                row.instant("at"),
                row.text("kind"),
                row.instantOrNull("from_at"),
                row.instantOrNull("to_at"),
                row.numberOrNull("batches"),
                row.numberOrNull("events"),
                row.textOrNull("text"));
    }
}
