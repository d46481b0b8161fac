package muster.agent.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import muster.packages.Reading;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that is read without its locks, while rpm may be writing it. */
final class RpmOnDiskTest {
    private static final Reading NOTHING = new Reading(List.of(), 0, null);

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("rpmdb.sqlite");
        Files.writeString(file, "before");
    }

    @Test
    void isReadAgainWhenItWasWrittenMeanwhile() throws IOException {
        var attempts = new AtomicInteger();

        RpmOnDisk.steady(
                file,
                () -> {
                    if (attempts.incrementAndGet() == 1) {
                        Files.writeString(folder.resolve("rpmdb.sqlite-wal"), "a commit");
                        throw new IOException("half of it is new");
                    }
                    return NOTHING;
                });
        assertEquals(2, attempts.get());
    }

    @Test
    void failsWhenItIsNeverLeftAlone() {
        var attempts = new AtomicInteger();

        assertThrows(
                RpmOnDisk.WrittenMeanwhile.class,
                () ->
                        RpmOnDisk.steady(
                                file,
                                () -> {
                                    Files.writeString(file, "x".repeat(attempts.incrementAndGet()));
                                    return NOTHING;
                                }));
    }

    @Test
    void isMissingOnOtherSystems() throws IOException {
        assertTrue(RpmOnDisk.read(folder).isEmpty());
    }
}
