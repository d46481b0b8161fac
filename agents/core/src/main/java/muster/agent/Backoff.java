package muster.agent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long a collector leaves its hub alone after it could not take something: longer each time,
 * and at random, so that a thousand collectors do not come back in the same second.
 */
final class Backoff {
    static final Duration SHORTEST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofMinutes(5);

    /** Not even the hub's own wish keeps a collector away for longer. */
    static final Duration ASKED_MAX = Duration.ofHours(1);

    private static final int DOUBLINGS_MAX = 9;

    private final Clock clock;
    private final RandomGenerator random;
    private int failures;
    private Instant since;
    private Duration pause = Duration.ZERO;

    Backoff(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
        this.since = clock.instant();
    }

    /** Something went wrong; the hub may have said how long to wait. */
    void failed(@Nullable Duration asked) {
        var cap = SHORTEST.multipliedBy(2L << Math.min(failures, DOUBLINGS_MAX));
        var most = cap.compareTo(LONGEST) > 0 ? LONGEST : cap;
        failures++;
        since = clock.instant();
        pause = between(SHORTEST, most);
        if (asked != null) {
            var wished = asked.compareTo(ASKED_MAX) > 0 ? ASKED_MAX : asked;
            pause = wished.plus(between(Duration.ZERO, most));
        }
    }

    void worked() {
        failures = 0;
        pause = Duration.ZERO;
    }

    /** What is left to wait; nothing too where the clock was set back. */
    Duration left() {
        var passed = Duration.between(since, clock.instant());
        return passed.isNegative() || passed.compareTo(pause) >= 0
                ? Duration.ZERO
                : pause.minus(passed);
    }

    private Duration between(Duration least, Duration most) {
        long millis = most.minus(least).toMillis();
        return least.plusMillis(millis <= 0 ? 0 : random.nextLong(millis + 1));
    }
}
