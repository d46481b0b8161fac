package muster.agent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The time as the hub tells it: this machine's clock may be days off, or in another century. */
final class HubTime {
    /** A clock that is further off is wrong. */
    static final Duration OFF_MIN = Duration.ofMinutes(5);

    private final Clock clock;
    private volatile @Nullable Duration ahead;

    HubTime(Clock clock) {
        this.clock = clock;
    }

    /** The hub said what time it is; returns how far this machine is ahead of it. */
    Duration heard(Instant hub) {
        var off = Duration.between(hub, clock.instant());
        ahead = off;
        return off;
    }

    /** Whether the hub has said what time it is since the start. */
    boolean isKnown() {
        return ahead != null;
    }

    /** Whether this machine's clock agreed with the hub's when that was last heard. */
    boolean isRight() {
        var off = ahead;
        return off != null && off.abs().compareTo(OFF_MIN) <= 0;
    }

    /** The hub's time now; this machine's where it is not known. */
    Instant now() {
        var off = ahead;
        return off == null ? clock.instant() : clock.instant().minus(off);
    }
}
