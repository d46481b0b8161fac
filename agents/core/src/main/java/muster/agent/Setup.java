package muster.agent;

import java.time.Clock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import muster.wire.Report;
import org.jspecify.annotations.Nullable;

/**
 * All that makes one collector; several live in one program.
 *
 * @param token an expiring invitation, null where there is none; only ever in memory
 * @param inventory looks at the device now; null for a collector that has none of its own
 */
public record Setup(
        Home home,
        Hub hub,
        @Nullable String token,
        Applicant applicant,
        @Nullable Supplier<Report> inventory,
        Pace pace,
        Spool.Bounds bounds,
        Clock clock,
        RandomGenerator random,
        Journal journal) {
    /** Without the token: whatever is printed ends in a log. */
    @Override
    public String toString() {
        return "collector in %s for %s".formatted(home.folder(), hub.address());
    }
}
