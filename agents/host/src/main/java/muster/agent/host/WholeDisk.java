package muster.agent.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import muster.wire.SoftwareFact;
import muster.wire.SourceFailure;

/**
 * The libraries that a walk over the whole disk finds. On a large disk that is dear, so that what
 * one walk found is told again until the next is due: on the whole, walking takes no more than a
 * thousandth of a processor. On a disk of a million files that is once in two hours.
 */
final class WholeDisk {
    /**
     * What a walk may take, and what it took.
     *
     * @param cpuMillis how long this process has kept a processor busy so far
     */
    record Effort(
            Walk.Bounds bounds, Walk.Rest rest, LongSupplier cpuMillis, LongSupplier nanoTime) {}

    private static final int PROCESSORS_SHARE = 1_000;
    private static final Duration OLD = Duration.ofHours(24);

    private final Path root;
    private final Effort effort;
    private List<SoftwareFact> found = List.of();
    private List<SourceFailure> failed = List.of();
    private boolean walked;
    private long walkedNanos;
    private long heldNanos;

    WholeDisk(Path root, Effort effort) {
        this.root = root;
        this.effort = effort;
    }

    /** Adds what is found now, or was when it was last worth the effort. */
    void into(Gathered gathered, Failures failures) {
        if (!walked || effort.nanoTime().getAsLong() - walkedNanos >= heldNanos) {
            walk();
        }
        found.forEach(gathered::add);
        failed.forEach(failure -> failures.add(failure.source(), failure.why()));
    }

    private void walk() {
        long before = effort.cpuMillis().getAsLong();
        var failures = new Failures();
        var gathered = new Gathered(new HashMap<>(), failures);
        var foreign = failures.attempt("mounts", () -> Mounts.foreign(root), Set.<Path>of());
        var libraries = new Libraries(root, gathered);
        new Walk(root, foreign, effort.bounds(), effort.nanoTime(), effort.rest())
                .over(libraries)
                .ifPresent(why -> failures.add("files", why));
        libraries.close();
        found = gathered.software();
        failed = failures.all();
        walked = true;
        walkedNanos = effort.nanoTime().getAsLong();
        long cost = effort.cpuMillis().getAsLong() - before;
        heldNanos = Math.min(Duration.ofMillis(cost * PROCESSORS_SHARE).toNanos(), OLD.toNanos());
    }
}
