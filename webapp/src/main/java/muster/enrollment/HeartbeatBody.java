package muster.enrollment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import muster.identity.Line;
import muster.packages.Redaction;
import muster.web.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What a collector says when it checks in.
 *
 * @param wire the version that it speaks
 * @param clock what its clock says
 * @param notes what went otherwise than it should, the oldest first
 */
record HeartbeatBody(
        int wire, String version, Instant clock, Spool spool, @Nullable List<Note> notes) {
    static final int NOTES_MAX = 20;

    /** What waits to be sent. */
    record Spool(int batches, long bytes, @Nullable Instant oldestAt) {}

    /** Something that went otherwise than it should. */
    record Note(
            Instant at,
            String kind,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Long batches,
            @Nullable Long events,
            @Nullable String text) {
        private static final int LETTERS_MAX = 500;

        private CollectorNotes.Note checked() {
            if (!CollectorNotes.SAID_BY_COLLECTORS.contains(kind)) {
                throw Problem.badRequest(
                        "notes: kind: one of " + CollectorNotes.SAID_BY_COLLECTORS);
            }
            var said = text == null || text.isBlank() ? null : line(text);
            return new CollectorNotes.Note(at, kind, from, to, count(batches), count(events), said);
        }

        private static String line(String text) {
            return Line.of(text, LETTERS_MAX)
                    .map(Redaction::of)
                    .orElseThrow(() ->
                            Problem.badRequest(
                                    "notes: text: a line of at most " + LETTERS_MAX + " letters"));
        }

        private static @Nullable Long count(@Nullable Long number) {
            if (number != null && number < 0) {
                throw Problem.badRequest("notes: nothing is counted below 0");
            }
            return number;
        }
    }

    /** What is kept of it, or it is refused: 400. */
    Heartbeats.Beat beat(Instant now) {
        if (wire < 1 || spool.batches() < 0 || spool.bytes() < 0) {
            throw Problem.badRequest("wire from 1, spool from 0");
        }
        var named =
                Line.of(version, Introduction.LETTERS_MAX)
                        .map(Redaction::of)
                        .orElseThrow(() ->
                                Problem.badRequest(
                                        "version: a line of at most "
                                                + Introduction.LETTERS_MAX
                                                + " letters"));
        return new Heartbeats.Beat(
                named,
                Duration.between(now, clock).toMillis(),
                spool.batches(),
                spool.bytes(),
                spool.oldestAt());
    }

    /** The same of what it has to say. */
    List<CollectorNotes.Note> checkedNotes() {
        if (notes == null) {
            return List.of();
        } else if (notes.size() > NOTES_MAX) {
            throw Problem.badRequest("notes: %d, at most %d".formatted(notes.size(), NOTES_MAX));
        }
        return notes.stream().map(Note::checked).toList();
    }
}
