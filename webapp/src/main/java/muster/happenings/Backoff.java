package muster.happenings;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a happening that failed is tried again: soon at first, then ever later, and not for ever.
 */
final class Backoff {
    /** Half a day in all, so that what breaks in the evening is mended by morning. */
    static final int ATTEMPTS_MAX = 24;

    static final Duration FIRST = Duration.ofSeconds(2);
    static final Duration LONGEST = Duration.ofHours(1);

    private Backoff() {}

    /** The time of the next attempt after so many that failed; none once it is set aside. */
    static Optional<Instant> next(int attempts, Instant now) {
        if (attempts >= ATTEMPTS_MAX) {
            return Optional.empty();
        } else {
            var seconds = FIRST.toSeconds() << (attempts - 1);
            return Optional.of(now.plusSeconds(Math.min(seconds, LONGEST.toSeconds())));
        }
    }
}
