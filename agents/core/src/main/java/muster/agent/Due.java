package muster.agent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that comes back at an interval: at once the first time, and when the clock was set. */
final class Due {
    private final Clock clock;
    private final Duration interval;
    private @Nullable Instant last;

    Due(Clock clock, Duration interval) {
        this.clock = clock;
        this.interval = interval;
    }

    boolean isNow() {
        return left().isZero();
    }

    Duration left() {
        if (last == null) {
            return Duration.ZERO;
        }
        var passed = Duration.between(last, clock.instant());
        return passed.isNegative() || passed.compareTo(interval) >= 0
                ? Duration.ZERO
                : interval.minus(passed);
    }

    void done() {
        last = clock.instant();
    }

    void atOnce() {
        last = null;
    }
}
