package muster.agent;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A spool of its own for each test, on a disk that can be full. */
abstract class OnASpool {
    static final Spool.Bounds SMALL = new Spool.Bounds(1_000, Duration.ofDays(60));

    final TestClock clock = new TestClock();
    final FullDisk disk = new FullDisk();
    Path folder;
    Home home;
    Notes notes;
    HubTime time;
    Spool spool;

    /** A disk with so much room left for batches. */
    static final class FullDisk implements Disk {
        final Disk real = Disk.real();
        long room = Long.MAX_VALUE;

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

    final void open(Spool.Bounds bounds) throws IOException {
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

    List<String> waiting() throws IOException {
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

    void putEvents(String text) {
        assertTrue(spool.put(Batch.Kind.EVENTS, 1, text.getBytes(StandardCharsets.UTF_8)));
    }

    void put(Batch.Kind kind, long items, int bytes) {
        assertTrue(spool.put(kind, items, new byte[bytes]));
    }

    Batch first() {
        return spool.first().orElseThrow();
    }

    String text(Batch batch) throws IOException {
        return new String(spool.content(batch).orElseThrow(), StandardCharsets.UTF_8);
    }
}
