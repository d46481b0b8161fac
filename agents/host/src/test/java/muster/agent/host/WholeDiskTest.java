package muster.agent.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import muster.wire.SoftwareFact;
import muster.wire.SourceFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often the whole disk is walked over, by what that costs. */
final class WholeDiskTest {
    /** Of the processor, by each walk. */
    private static final long COST_MILLIS = 2_000;

    @TempDir private Path folder;

    /** The platform counts from anywhere. */
    private final AtomicLong nanos = new AtomicLong(-Duration.ofDays(1).toNanos());

    private final AtomicLong asked = new AtomicLong();
    private final Failures failures = new Failures();
    private WholeDisk disk;

    @BeforeEach
    void make() {
        disk =
                new WholeDisk(
                        folder,
                        new WholeDisk.Effort(
                                FakeRoot.BOUNDS,
                                () -> {},
                                () -> asked.getAndIncrement() * COST_MILLIS,
                                nanos::get));
        install("one");
    }

    @Test
    void tellsWhatTheLastWalkFoundUntilAnotherIsWorthIt() {
        assertEquals(List.of("one"), look());

        install("two");
        pass(Duration.ofMinutes(33));
        assertEquals(List.of("one"), look());

        pass(Duration.ofMinutes(1));
        assertEquals(List.of("one", "two"), look());
    }

    @Test
    void tellsWhatItCouldNotReadAgainToo() {
        new FakeRoot(folder).file("opt/broken.jar", "no zip");
        look();
        look();

        assertEquals(
                List.of("jar", "jar"), failures.all().stream().map(SourceFailure::source).toList());
    }

    private void install(String name) {
        new FakeRoot(folder)
                .file(
                        "srv/node_modules/" + name + "/package.json",
                        "{\"name\": \"" + name + "\", \"version\": \"1.0.0\"}");
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private List<String> look() {
        var gathered = new Gathered(new HashMap<>(), failures);
        disk.into(gathered, failures);
        return gathered.software().stream().map(SoftwareFact::name).sorted().toList();
    }
}
