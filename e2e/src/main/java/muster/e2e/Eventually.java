package muster.e2e;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for a condition, never for a time. */
public final class Eventually {
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Eventually() {}

    public static void holds(String what, Duration atMost, BooleanSupplier condition) {
        found(what, atMost, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    public static <T> T found(String what, Duration atMost, Supplier<Optional<T>> search) {
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            var result = search.get();
            if (result.isPresent()) {
                return result.get();
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + atMost + ": " + what);
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
