package muster.agent;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import muster.wire.NoteKind;
import muster.wire.Quoted;
import org.jspecify.annotations.Nullable;

/**
 * Something that went otherwise than it should, told to the hub with a heartbeat.
 *
 * @param from when it began, null for what happened at once
 * @param batches lost, or set aside; for a hub that was away, what was lost: events and reports
 * @param events in these batches; for a hub that was away, what was delivered late, counted
 *     likewise
 */
public record Note(
        Instant at,
        NoteKind kind,
        @Nullable Instant from,
        @Nullable Instant to,
        long batches,
        long events,
        @Nullable String text) {
    static final int TEXT_CHARACTERS_MAX = 500;

    public Note {
        if (text != null) {
            // With the sign that something is left out.
            text = Quoted.of(text.replaceAll("\\p{Cntrl}+", " ").strip(), TEXT_CHARACTERS_MAX - 1);
        }
    }

    static Note of(NoteKind kind, Instant at, String text) {
        return new Note(at, kind, null, null, 0, 0, text);
    }

    /** Both in one: losses of an hour are one line, not a thousand. */
    Note and(Note more) {
        var begin = from == null ? at : from;
        var end = more.to == null ? more.at : more.to;
        return new Note(
                more.at,
                kind,
                more.from != null && more.from.isBefore(begin) ? more.from : begin,
                to != null && to.isAfter(end) ? to : end,
                batches + more.batches,
                events + more.events,
                more.text);
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("at", at.toString());
        json.writeStringField("kind", kind.word());
        if (from != null) {
            json.writeStringField("from", from.toString());
        }
        if (to != null) {
            json.writeStringField("to", to.toString());
        }
        json.writeNumberField("batches", batches);
        json.writeNumberField("events", events);
        if (text != null) {
            json.writeStringField("text", text);
        }
        json.writeEndObject();
    }

    static Note read(Json json) throws Json.Unreadable {
        var word = json.text("kind");
        return new Note(
                Instant.parse(json.text("at")),
                NoteKind.of(word)
                        .orElseThrow(() -> new Json.Unreadable("no kind of note: " + word)),
                json.textIfAny("from").map(Instant::parse).orElse(null),
                json.textIfAny("to").map(Instant::parse).orElse(null),
                json.number("batches"),
                json.number("events"),
                json.textIfAny("text").orElse(null));
    }

    @Override
    public String toString() {
        var line = new StringBuilder(kind.word().replace('_', ' '));
        if (from != null && to != null) {
            line.append(" from ").append(from).append(" to ").append(to);
        }
        if (batches > 0 || events > 0) {
            line.append(": %,d batches, %,d events".formatted(batches, events));
        }
        return text == null ? line.toString() : line.append(": ").append(text).toString();
    }
}
