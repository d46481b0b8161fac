package muster.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import muster.wire.NoteKind;
import org.junit.jupiter.api.Test;

class SpoolTest extends OnASpool {
    @Test
    void keepsOrderAndNumbersOverRestarts() throws IOException {
        putEvents("a");
        putEvents("b");
        var epoch = spool.epoch();
        spool.delivered(first());
        open(Spool.Bounds.USUAL);
        assertEquals("b", text(first()));
        assertEquals(2, spool.sequence(first()));
        spool.delivered(first());
        open(Spool.Bounds.USUAL);
        putEvents("c");

        assertEquals(3, spool.sequence(first()));
        assertEquals(epoch, spool.epoch());
    }

    @Test
    void beginsANewEpochWhereWhatSaysTheOldOneIsLost() throws IOException {
        putEvents("a");
        var epoch = spool.epoch();
        Files.delete(folder.resolve("epoch.json"));
        open(Spool.Bounds.USUAL);

        assertNotEquals(epoch, spool.epoch());
        assertEquals(1, spool.sequence(first()));
    }

    @Test
    void setsAsideAFileThatIsTornAtAnyByteAndGoesOn() throws IOException {
        var random = new Random(7);
        for (int i = 0; i < 40; i++) {
            putEvents("torn " + i);
            putEvents("whole " + i);
            var file = folder.resolve("spool").resolve(first().fileName());
            damage(file, random);
            open(Spool.Bounds.USUAL);

            assertEquals("whole " + i, text(first()));
            spool.delivered(first());
            assertEquals(0, spool.batches());
        }
        assertEquals(40, notes.all().size());
        assertEquals(NoteKind.SET_ASIDE, notes.all().getFirst().kind());
    }

    private static void damage(Path file, Random random) throws IOException {
        var bytes = Files.readAllBytes(file);
        if (random.nextBoolean()) {
            bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
        } else {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(7));
        }
        Files.write(file, bytes);
    }

    @Test
    void goesOnBehindAFileThatIsGoneOrCannotBeRead() throws IOException {
        putEvents("gone");
        putEvents("unreadable");
        putEvents("whole");
        Files.delete(first().in(folder.resolve("spool")));
        assertEquals(Optional.empty(), spool.content(first()));
        var file = first().in(folder.resolve("spool"));
        Files.delete(file);
        Files.createDirectories(file.resolve("not a file"));

        assertEquals(Optional.empty(), spool.content(first()));
        assertEquals("whole", text(first()));
        assertEquals(2, notes.all().size());
        Files.createDirectories(folder.resolve("spool").resolve(file.getFileName()));
        open(Spool.Bounds.USUAL);
        assertEquals("whole", text(first()));
    }

    @Test
    void notesWhatItCannotKeepAside() throws IOException {
        putEvents("bad");
        putEvents("good");
        Files.write(folder.resolve("aside"), new byte[0]);
        spool.setAside(first(), "the hub said so");

        assertEquals("good", text(first()));
        assertEquals(1, notes.all().size());
        open(Spool.Bounds.USUAL);
        assertEquals(1, spool.batches());
    }

    @Test
    void throwsAwayWhatWasNeverWhollyWritten() throws IOException {
        Files.write(folder.resolve("spool").resolve("events-1.batch.new"), new byte[10]);
        open(Spool.Bounds.USUAL);

        assertEquals(0, spool.batches());
        assertTrue(notes.all().isEmpty());
    }

    @Test
    void numbersAllAnewInAnotherEpoch() throws IOException {
        putEvents("a");
        putEvents("b");
        spool.delivered(first());
        spool.beginAnew();
        open(Spool.Bounds.USUAL);

        assertEquals(1, spool.sequence(first()));
        assertEquals("b", text(first()));
    }

    @Test
    void keepsABoundedNumberOfWhatWasSetAside() throws IOException {
        for (int i = 0; i < 70; i++) {
            putEvents("bad " + i);
            spool.setAside(first(), "the hub said so");
        }

        try (var files = Files.list(folder.resolve("aside"))) {
            var names = files.map(file -> file.getFileName().toString()).sorted().toList();
            assertEquals(100, names.size());
            assertTrue(names.getLast().contains("000000000070"), names.getLast());
        }
    }
}
