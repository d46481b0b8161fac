package muster.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import muster.wire.NoteKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    private static final Spool.Bounds SMALL = new Spool.Bounds(1_000, Duration.ofDays(60));

    private final TestClock clock = new TestClock();
    private final FullDisk disk = new FullDisk();
    private Path folder;
    private Home home;
    private Notes notes;
    private HubTime time;
    private Spool spool;

    /** A disk with so much room left for batches. */
    private static final class FullDisk implements Disk {
        private final Disk real = Disk.real();
        private long room = Long.MAX_VALUE;

        @Override
        public void write(Path file, byte[] content) throws IOException {
            if (file.toString().endsWith(".batch")) {
                long used = 0;
                try (var files = Files.newDirectoryStream(file.getParent())) {
                    for (var other : files) {
                        used += Files.size(other);
                    }
                }
                if (used + content.length > room) {
                    throw new IOException("No space left on device");
                }
            }
            real.write(file, content);
        }
    }

    @BeforeEach
    void begin(@TempDir Path temporary) throws IOException {
        folder = temporary.resolve("home");
        open(Spool.Bounds.USUAL);
    }

    @AfterEach
    void end() throws IOException {
        home.close();
    }

    private void open(Spool.Bounds bounds) throws IOException {
        if (home != null) {
            home.close();
        }
        home = Home.open(folder, disk);
        var journal = new Journal(clock, _ -> {});
        notes = Notes.in(home, journal);
        var outage = Outage.in(home, clock, notes, journal);
        time = new HubTime(clock);
        var losses = new Losses(home, clock, notes, outage, new Missed(), journal);
        spool = new Spool(home, bounds, clock, time, losses);
    }

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

    private List<String> waiting() throws IOException {
        var all = new ArrayList<String>();
        try (var files = Files.list(folder.resolve("spool"))) {
            for (var file : files.toList()) {
                var batch = Batch.read(Files.readAllBytes(file));
                all.add(
                        batch == null
                                ? "torn"
                                : "%05d %s %d"
                                        .formatted(batch.number(), batch.kind(), batch.items()));
            }
        }
        return all.stream().sorted().map(line -> line.substring(6)).toList();
    }

    private void putEvents(String text) {
        assertTrue(spool.put(Batch.Kind.EVENTS, 1, text.getBytes(StandardCharsets.UTF_8)));
    }

    private void put(Batch.Kind kind, long items, int bytes) {
        assertTrue(spool.put(kind, items, new byte[bytes]));
    }

    private Batch first() {
        return spool.first().orElseThrow();
    }

    private String text(Batch batch) throws IOException {
        return new String(spool.content(batch).orElseThrow(), StandardCharsets.UTF_8);
    }
}
