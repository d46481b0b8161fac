package muster.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import muster.wire.NoteKind;

/** What a spool could not keep or the hub would not take: each is noted, for a while kept too. */
final class Losses {
    private static final int ASIDE_BATCHES_MAX = 50;

    private static final String FOLDER = "aside";
    private static final String WHY = ".why";

    private final Home home;
    private final Clock clock;
    private final Notes notes;
    private final Journal journal;
    private final Outage outage;
    private final Missed missed;

    /** Whether something was lost of which no later report says the same. */
    private boolean inventoryLost;

    Losses(Home home, Clock clock, Notes notes, Outage outage, Missed missed, Journal journal) {
        this.home = home;
        this.clock = clock;
        this.notes = notes;
        this.outage = outage;
        this.missed = missed;
        this.journal = journal;
    }

    /** Whether a report was lost since this was asked the last time. */
    synchronized boolean takeInventoryLost() {
        boolean lost = inventoryLost;
        inventoryLost = false;
        return lost;
    }

    synchronized void dropped(Batch batch, String why) {
        outage.lost(batch);
        lost(batch, why);
        note(
                new Note(
                        clock.instant(),
                        NoteKind.DROPPED,
                        batch.at(),
                        batch.at(),
                        1,
                        batch.kind() == Batch.Kind.EVENTS ? batch.items() : 0,
                        why));
    }

    private void lost(Batch batch, String why) {
        inventoryLost |= batch.kind().isInventory();
        if (batch.kind() == Batch.Kind.SCAN) {
            missed.add(batch.items(), why);
        }
    }

    /** A file that is not what was written. */
    synchronized void torn(Path file) {
        inventoryLost = true;
        note(
                new Note(
                        clock.instant(),
                        NoteKind.SET_ASIDE,
                        null,
                        null,
                        1,
                        0,
                        file.getFileName() + ": damaged on the disk"));
        aside(file, "damaged on the disk");
    }

    /** A batch that the hub does not take as it is. */
    synchronized void setAside(Batch batch, Path file, String why) {
        lost(batch, why);
        note(
                new Note(
                        clock.instant(),
                        NoteKind.SET_ASIDE,
                        null,
                        null,
                        1,
                        batch.kind() == Batch.Kind.EVENTS ? batch.items() : 0,
                        "%s of %s: %s".formatted(batch.kind().word(), batch.at(), why)));
        aside(file, why);
    }

    /** Out of the way in any case: that it is kept is worth less than what waits behind it. */
    private void aside(Path file, String why) {
        try {
            var folder = home.folder(FOLDER);
            var kept = folder.resolve(file.getFileName());
            Files.move(file, kept, StandardCopyOption.REPLACE_EXISTING);
            Files.write(
                    folder.resolve(file.getFileName() + WHY),
                    (why + "\n").getBytes(StandardCharsets.UTF_8));
            forgetOldest(folder);
        } catch (IOException e) {
            journal.say("%s is not kept aside: %s".formatted(file.getFileName(), e));
            delete(file);
        }
    }

    private void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException stays) {
            journal.say("%s stays, and is met again: %s".formatted(file.getFileName(), stays));
        }
    }

    private static void forgetOldest(Path folder) throws IOException {
        var all = new ArrayList<Path>();
        try (var files = Files.newDirectoryStream(folder)) {
            files.forEach(all::add);
        }
        // Their numbers order them, and a reason lies beside its batch.
        all.sort(Comparator.comparingLong(Losses::number));
        for (int i = 0; i < all.size() - 2 * ASIDE_BATCHES_MAX; i++) {
            Files.delete(all.get(i));
        }
    }

    private static long number(Path file) {
        return Batch.numberIn(file.getFileName().toString().replace(WHY, ""));
    }

    private void note(Note note) {
        try {
            notes.add(note);
        } catch (IOException e) {
            journal.say("a note is only in memory: " + e.getMessage());
        }
    }
}
