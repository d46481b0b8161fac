package muster.enrollment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.wire.NoteKind;
import muster.wire.Quoted;
import org.jspecify.annotations.Nullable;

/**
 * What a collector and the hub say of their dealings, for the collector's page. Of each collector
 * the newest are kept. The same said twice is kept once; what the hub notes again soon is one note
 * with a count.
 */
public final class CollectorNotes {
    public static final int NOTES_MAX = 500;
    public static final int TEXT_LETTERS_MAX = 500;

    /** Within it, the same again is more of the same. */
    private static final Duration AGAIN = Duration.ofHours(1);

    /** Those that collectors themselves tell. */
    static final List<String> SAID_BY_COLLECTORS =
            Stream.of(NoteKind.values()).map(NoteKind::word).toList();

    /** Stands for those of a collector that is newer, or much older, than the hub. */
    static final String OTHER = "other";

    private final Database database;

    /** What the hub itself notes. */
    public enum Kind {
        /** A batch that the hub could not read. */
        REFUSED("refused"),
        /** A request under its key that it did not sign. */
        ALTERED("altered"),
        /** Two seem to report as one: a clone, or a restored snapshot. */
        FORKED("forked"),
        /** A certificate that is not its own, or has ended. */
        CERTIFICATE("certificate"),
        /** It was away for so long that its certificate had ended; it has another one now. */
        RETURNED("returned"),
        /** A batch that told nothing new, since a newer one was there. */
        LATE("late");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /**
     * A note; what is absent does not belong to its kind.
     *
     * @param kind one of {@link Kind}, or a collector's own word
     * @param from when it began, null for what happened at once
     * @param to when it ended
     * @param batches lost, set aside or refused
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
        /** Its kind where there is a sentence for it, else other. */
        @JsonIgnore
        public String told() {
            return hasSentence() ? kind : OTHER;
        }

        private boolean hasSentence() {
            return isAccident() || List.of("enrolled", "revoked", "replaced").contains(kind);
        }

        /** Whether something was lost, or is not what it seems. */
        @JsonIgnore
        public boolean isBad() {
            return List.of("dropped", "set_aside", "forked", "refused", "altered", "certificate")
                    .contains(kind);
        }

        /** Whether its text says more than its kind, and is not part of the sentence. */
        @JsonIgnore
        public boolean hasDetail() {
            return text != null && isAccident();
        }

        private boolean isAccident() {
            return SAID_BY_COLLECTORS.contains(kind)
                    || Stream.of(Kind.values()).anyMatch(one -> one.word().equals(kind));
        }

        /** The same by another clock. */
        Note later(Duration time) {
            return new Note(
                    at.plus(time),
                    kind,
                    from == null ? null : from.plus(time),
                    to == null ? null : to.plus(time),
                    batches,
                    events,
                    text);
        }

        /** Something that happened at once. */
        public static Note of(Instant at, String kind, @Nullable String text) {
            return new Note(at, kind, null, null, null, null, text);
        }
    }

    private record Recent(UUID id, @Nullable Instant from, Instant at, long batches) {}

    public CollectorNotes(Database database) {
        this.database = database;
    }

    /** Keeps a note in the transaction of what it is about. */
    public void add(UUID collector, Note note) {
        add(collector, note, Duration.ZERO);
    }

    /**
     * The same of a note whose time is no better known: told again, it may differ by as much.
     *
     * @param vague at most this far from the note that was told before
     */
    void add(UUID collector, Note note, Duration vague) {
        insert(collector, note, vague);
        trim(collector);
    }

    /** Adds what the hub has to say, or counts it where it has just said it. */
    public void add(UUID collector, Kind kind, @Nullable String text, Instant now) {
        var shortened = text == null ? null : shortened(text);
        var before = recent(collector, kind, shortened, now);
        before.ifPresent(one -> remove(one.id()));
        insert(
                collector,
                new Note(
                        now,
                        kind.word(),
                        before.map(one -> one.from() == null ? one.at() : one.from()).orElse(null),
                        before.isPresent() ? now : null,
                        before.map(Recent::batches).orElse(0L) + 1,
                        null,
                        shortened),
                Duration.ZERO);
        trim(collector);
    }

    /** The notes of a collector, newest first. */
    public List<Note> of(UUID collector) {
        return database.list(
                Sql.of(
                        """
                        select at, kind, from_at, to_at, batches, events, text
                        from collector_notes where collector_id = ?
                        order by at desc, id desc
                        """,
                        collector),
                CollectorNotes::note);
    }

    private Optional<Recent> recent(UUID collector, Kind kind, @Nullable String text, Instant now) {
        return database.first(
                Sql.of(
                        """
                        select id, from_at, at, batches from collector_notes
                        where collector_id = ? and at > ? and kind = ?
                            and text is not distinct from ?
                        order by at desc, id desc limit 1
                        """,
                        collector,
                        now.minus(AGAIN),
                        kind.word(),
                        text),
                row ->
                        new Recent(
                                row.uuid("id"),
                                row.instantOrNull("from_at"),
                                row.instant("at"),
                                row.number("batches")));
    }

    private void remove(UUID note) {
        database.run(Sql.of("delete from collector_notes where id = ?", note));
    }

    private void insert(UUID collector, Note note, Duration vague) {
        database.run(
                Sql.of(
                        """
                        insert into collector_notes
                            (collector_id, at, kind, from_at, to_at, batches, events, text)
                        select n.* from (values (?::uuid, ?::timestamptz, ?::text,
                            ?::timestamptz, ?::timestamptz, ?::bigint, ?::bigint, ?::text)
                        ) as n (collector_id, at, kind, from_at, to_at, batches, events, text),
                            (select make_interval(secs => ?)) as v (vague)
                        where not exists (
                            select from collector_notes o
                            where o.collector_id = n.collector_id
                                and o.at between n.at - v.vague and n.at + v.vague
                                and (o.kind, o.at - o.from_at, o.at - o.to_at, o.batches,
                                        o.events, o.text)
                                    is not distinct from
                                    (n.kind, n.at - n.from_at, n.at - n.to_at, n.batches,
                                        n.events, n.text))
                        """,
                        collector,
                        note.at(),
                        note.kind(),
                        note.from(),
                        note.to(),
                        note.batches(),
                        note.events(),
                        note.text(),
                        (double) vague.toSeconds()));
    }

    private void trim(UUID collector) {
        database.run(
                Sql.of(
                        """
                        delete from collector_notes
                        where collector_id = ? and (at, id) <= (
                            select at, id from collector_notes where collector_id = ?
                            order by at desc, id desc offset ? limit 1)
                        """,
                        collector,
                        collector,
                        NOTES_MAX));
    }

    private static String shortened(String text) {
        return Quoted.of(text, TEXT_LETTERS_MAX - 1);
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
