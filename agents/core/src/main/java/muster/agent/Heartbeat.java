package muster.agent;

import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import muster.wire.NoteKind;
import org.jspecify.annotations.Nullable;

/** Says that a collector lives, what waits in its spool, and what went otherwise than it should. */
final class Heartbeat {
    static final String VERB = "heartbeat";

    /** Of this wire, see {@code /docs/protocol}. */
    private static final int WIRE = 2;

    private final String version;
    private final Clock clock;
    private final HubTime time;
    private final Spool spool;
    private final Notes notes;
    private final Line line;
    private @Nullable Instant last;
    private boolean clockOff;

    Heartbeat(String version, Clock clock, HubTime time, Spool spool, Notes notes, Line line) {
        this.version = version;
        this.clock = clock;
        this.time = time;
        this.spool = spool;
        this.notes = notes;
        this.line = line;
    }

    Outcome send(Connection connection) throws IOException {
        var message = Connection.Message.json(VERB, body());
        var answer =
                line.ask(
                        VERB,
                        () -> connection.post(message, spool.epoch(), Connection.NO_SEQUENCE));
        return answer.isPresent() ? react(answer.get()) : Outcome.PAUSE;
    }

    /** When the hub last answered one, null before it did. */
    @Nullable Instant last() {
        return last;
    }

    private byte[] body() {
        var told = notes.first();
        var oldest = spool.oldest();
        return Json.object(json -> {
            json.writeNumberField("wire", WIRE);
            json.writeStringField("version", version);
            json.writeStringField("clock", clock.instant().toString());
            json.writeObjectFieldStart("spool");
            json.writeNumberField("batches", spool.batches());
            json.writeNumberField("bytes", spool.bytes());
            if (oldest.isPresent()) {
                json.writeStringField("oldest_at", oldest.get().toString());
            } else {
                json.writeNullField("oldest_at");
            }
            json.writeEndObject();
            json.writeArrayFieldStart("notes");
            for (var note : told) {
                note.write(json);
            }
            json.writeEndArray();
        });
    }

    private Outcome react(Answer answer) throws IOException {
        return switch (answer.meaning()) {
            case DELIVERED -> {
                last = clock.instant();
                notes.told();
                compare(answer.json());
                line.worked();
                yield Outcome.GO_ON;
            }
            case ENROLL_AGAIN -> Outcome.ENROLL;
            case GONE -> Outcome.STOP;
            case CERTIFICATE_REFUSED -> {
                line.failed(VERB + ": " + answer.why(), answer);
                yield Outcome.RENEW;
            }
            case SET_ASIDE -> {
                notes.refused(answer.why());
                line.failed(VERB + ": " + answer.why(), answer);
                yield Outcome.PAUSE;
            }
            case FORBIDDEN, CERTIFICATE_REQUIRED, FORKED, FULL_NEEDED, LATER, ELSEWHERE -> {
                line.failed(VERB + ": " + answer.why(), answer);
                yield Outcome.PAUSE;
            }
        };
    }

    /** Tells once that the clock is off, and is ready to tell it again when it was right. */
    private void compare(Json said) throws IOException {
        try {
            var off = time.heard(Instant.parse(said.text("server_time")));
            boolean isOff = !time.isRight();
            if (isOff && !clockOff) {
                var text =
                        "%,d s %s"
                                .formatted(
                                        off.abs().toSeconds(),
                                        off.isNegative() ? "behind" : "ahead");
                notes.add(Note.of(NoteKind.CLOCK_OFF, clock.instant(), text));
            }
            clockOff = isOff;
        } catch (DateTimeException e) {
            throw new IOException("the hub's time is none: " + e.getMessage(), e);
        }
    }
}
