package muster.agent;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that went otherwise than it should, told to the hub with a heartbeat.
 *
 * @param from when it began, null for what happened at once
 * @param batches lost, or set aside
 * @param events in these batches; for a hub that was away, what was delivered late
 */
public record Note(
        Instant at,
        Kind kind,
        @Nullable Instant from,
        @Nullable Instant to,
        long batches,
        long events,
        @Nullable String text) {
    static final int TEXT_CHARACTERS_MAX = 500;

    /** The kinds that the hub knows. */
    public enum Kind {
        HUB_AWAY,
        SET_ASIDE,
        DROPPED,
        FORKED,
        CLOCK_OFF,
        SOURCE_FAILED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Note {
        if (text != null) {
            var line = text.replaceAll("\\p{Cntrl}+", " ").strip();
            text = line.substring(0, Math.min(line.length(), TEXT_CHARACTERS_MAX));
        }
    }

    static Note of(Kind kind, Instant at, String text) {
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
                Arrays.stream(Kind.values())
                        .filter(kind -> kind.word().equals(word))
                        .findFirst()
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
