package muster.enrollment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import muster.identity.Line;
import muster.packages.Redaction;
import muster.web.Problem;
import muster.wire.NoteKind;
import muster.wire.Quoted;
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
        /** All that can be kept of it: a heartbeat is not refused for the words of a note. */
        private CollectorNotes.Note checked() {
            boolean known = NoteKind.of(kind).isPresent();
            var said =
                    Stream.of(known ? "" : kind, text == null ? "" : text)
                            .filter(part -> !part.isBlank())
                            .collect(Collectors.joining(": "));
            return new CollectorNotes.Note(
                    at,
                    known ? kind : CollectorNotes.OTHER,
                    from,
                    to,
                    count(batches),
                    count(events),
                    said.isEmpty() ? null : line(said.strip()));
        }

        private static String line(String text) {
            return Redaction.of(Quoted.of(text, CollectorNotes.TEXT_LETTERS_MAX - 1));
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
