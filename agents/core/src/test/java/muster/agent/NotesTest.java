package muster.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import muster.wire.NoteKind;
import org.junit.jupiter.api.Test;

/** What a collector tells of what went otherwise than it should. */
class NotesTest extends AgainstAHub {
    @Test
    void checksInWithoutTheNotesThatTheHubRefuses() {
        agent.settle();
        hub.next("events", 400);
        keepEvent(1);
        agent.settle();
        FakeHub.Prank refusing =
                asked -> asked.json().objects("notes").isEmpty() ? null : Reply.of(400);
        for (int minute = 0; minute < 5; minute++) {
            hub.next("heartbeat", refusing);
            clock.go(Duration.ofMinutes(1));
            agent.settle();
        }

        assertEquals(clock.instant(), agent.running().status().heardAt());
        assertTrue(agent.said.toString().contains("the hub refused a note"), agent.said + "");
    }

    @Test
    void cutsNoCharacterInTwo() {
        var text = "x" + "😀".repeat(600);
        var note = Note.of(NoteKind.DROPPED, clock.instant(), text);
        var answer =
                new Answer(Answer.Meaning.SET_ASIDE, 400, "{\"detail\": \"" + text + "\"}", null);

        assertEquals("x" + "😀".repeat(498) + "…", note.text());
        assertTrue(answer.why().endsWith("😀…"), answer.why());
    }

    @Test
    void tellsThatItsClockIsOff() {
        hub.next(
                "heartbeat",
                _ ->
                        new Reply(
                                200,
                                "{\"server_time\": \"2026-11-23T12:00:00.123456789Z\"}",
                                Map.of()));
        agent.settle();
        clock.go(Duration.ofMinutes(1));
        agent.settle();

        assertEquals("clock_off", hub.notes.getFirst().fields().get("kind"));
        assertEquals("86,400 s behind", hub.notes.getFirst().fields().get("text"));
    }
}
