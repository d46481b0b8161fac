package muster.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import muster.wire.NoteKind;
import org.junit.jupiter.api.Test;

/** What goes where there is no room for all. */
class SpoolRoomTest extends OnASpool {
    @Test
    void dropsRepeatedInventoryFirstThenTheOldestEvents() throws IOException {
        open(SMALL);
        put(Batch.Kind.INVENTORY, 1, 200);
        put(Batch.Kind.CHANGE, 1, 200);
        put(Batch.Kind.EVENTS, 5, 200);
        put(Batch.Kind.INVENTORY, 1, 200);
        put(Batch.Kind.EVENTS, 6, 200);
        put(Batch.Kind.EVENTS, 7, 300);
        assertEquals(List.of("EVENTS 5", "INVENTORY 1", "EVENTS 6", "EVENTS 7"), waiting());

        put(Batch.Kind.EVENTS, 8, 300);

        assertEquals(List.of("INVENTORY 1", "EVENTS 6", "EVENTS 7", "EVENTS 8"), waiting());
        var note = notes.all().getFirst();
        assertEquals(NoteKind.DROPPED, note.kind());
        assertEquals(3, note.batches());
        assertEquals(5, note.events());
        assertEquals(1, notes.all().size());
    }

    @Test
    void dropsTheNewestOnlyWhereItAloneIsTooMuch() throws IOException {
        open(SMALL);
        put(Batch.Kind.EVENTS, 5, 200);

        assertFalse(spool.put(Batch.Kind.EVENTS, 9, new byte[1_001]));

        assertEquals(List.of("EVENTS 5"), waiting());
        assertEquals(9, notes.all().getFirst().events());
    }

    @Test
    void makesRoomOnAFullDiskAndSaysSo() throws IOException {
        put(Batch.Kind.INVENTORY, 1, 200);
        put(Batch.Kind.EVENTS, 5, 200);
        put(Batch.Kind.INVENTORY, 1, 200);
        disk.room = 900;

        put(Batch.Kind.EVENTS, 6, 200);

        assertEquals(List.of("EVENTS 5", "INVENTORY 1", "EVENTS 6"), waiting());
        assertEquals(1, notes.all().getFirst().batches());
        open(Spool.Bounds.USUAL);
        assertEquals(1, notes.all().getFirst().batches());
        assertEquals(List.of("EVENTS 5", "INVENTORY 1", "EVENTS 6"), waiting());
    }

    @Test
    void doesNotEmptyItselfForADiskThatTakesNothing() throws IOException {
        for (int i = 0; i < 100; i++) {
            put(Batch.Kind.EVENTS, 1, 2_000);
        }
        disk.room = 0;

        assertFalse(spool.put(Batch.Kind.EVENTS, 1, new byte[2_000]));

        assertTrue(spool.batches() >= 95, spool.batches() + " left");
    }

    @Test
    void dropsWhatIsOlderThanItsBound() throws IOException {
        time.heard(clock.instant());
        putEvents("old");
        open(Spool.Bounds.USUAL);
        clock.go(Duration.ofDays(61));
        time.heard(clock.instant());
        putEvents("new");

        assertEquals("new", text(first()));
        assertEquals(1, notes.all().getFirst().batches());
    }

    @Test
    void keepsWhatOnlyAWrongClockCallsOld() throws IOException {
        putEvents("of a clock that nobody compared");
        time.heard(clock.instant().plus(Duration.ofDays(20_000)));
        putEvents("of a clock that is wrong");
        clock.go(Duration.ofDays(20_000));
        time.heard(clock.instant());
        open(Spool.Bounds.USUAL);
        time.heard(clock.instant());
        putEvents("of one that is right");
        time.heard(clock.instant().minus(Duration.ofDays(100)));
        clock.go(Duration.ofDays(100));
        putEvents("of one that is ahead");

        assertEquals(4, spool.batches());
        assertTrue(notes.all().isEmpty());
    }

    @Test
    void doesNotDropWhatIsBeingSent() throws IOException {
        open(SMALL);
        put(Batch.Kind.EVENTS, 1, 600);
        var sending = first();
        assertFalse(spool.put(Batch.Kind.EVENTS, 2, new byte[600]));

        assertEquals(sending, first());
    }
}
