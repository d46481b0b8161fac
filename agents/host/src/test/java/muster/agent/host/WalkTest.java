package muster.agent.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the walk over a disk goes, where it does not, and how it ends. */
final class WalkTest {
    @TempDir private Path folder;

    private final List<String> seen = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger rests = new AtomicInteger();

    @Test
    void followsNoLinks() throws IOException {
        root().file("a/one", "").link("a/circle", "../a").link("a/out", "/etc");

        assertEquals(Optional.empty(), walk(FakeRoot.BOUNDS, Set.of()));
        assertEquals(List.of("a/one"), seen);
    }

    @Test
    void entersNeitherForeignMountsNorCachesNorContainers() throws IOException {
        root().file("mnt/nas/one", "")
                .file("home/ann/.cache/two", "")
                .file("var/lib/docker/overlay2/x/three", "")
                .file("proc/1/four", "")
                .file("home/ann/proc/five", "");

        assertEquals(Optional.empty(), walk(FakeRoot.BOUNDS, Set.of(folder.resolve("mnt/nas"))));
        assertEquals(List.of("home/ann/proc/five"), seen);
    }

    @Test
    void saysThatItStoppedAtItsBound() throws IOException {
        for (int i = 0; i < 20; i++) {
            root().file("a/" + i, "");
        }
        var bounds = new Walk.Bounds(24, 10, Duration.ofMinutes(1));

        assertEquals(
                Optional.of("stopped after 11 files, which is its bound"), walk(bounds, Set.of()));
        assertEquals(9, seen.size());
    }

    @Test
    void endsInTimeAndRestsMeanwhile() throws IOException {
        for (int i = 0; i < 600; i++) {
            root().file("a/" + i, "");
        }
        var bounds = new Walk.Bounds(24, 10_000, Duration.ofSeconds(30));

        assertTrue(walk(bounds, Set.of()).isPresent());
        assertEquals(2, rests.get());
        assertTrue(seen.size() < 600, seen.size() + " seen");
    }

    @Test
    void goesNoDeeperThanItsBound() throws IOException {
        root().file("a/one", "").file("a/b/c/two", "");

        walk(new Walk.Bounds(2, 10_000, Duration.ofMinutes(1)), Set.of());
        assertEquals(List.of("a/one"), seen);
    }

    @Test
    void goesOnPastAFileThatCannotBeRead() throws IOException {
        root().file("a/broken", "").file("b/one", "");

        assertEquals(
                Optional.of("1 folders or files may not or could not be read"),
                walk(FakeRoot.BOUNDS, Set.of()));
        assertEquals(List.of("b/one"), seen);
    }

    private FakeRoot root() {
        return new FakeRoot(folder);
    }

    /** Each rest takes twenty seconds. */
    private Optional<String> walk(Walk.Bounds bounds, Set<Path> foreign) {
        Walk.Rest rest =
                () -> {
                    rests.incrementAndGet();
                    nanos.addAndGet(Duration.ofSeconds(20).toNanos());
                };
        return new Walk(folder, foreign, bounds, nanos::get, rest)
                .over(file -> {
                    if (file.endsWith("broken")) {
                        throw new IOException("broken");
                    }
                    seen.add(folder.relativize(file).toString());
                });
    }
}
