package muster.e2e.swarm;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** The clock of a program that may be killed, which looks at none any more then. */
final class MortalClock extends Clock {
    private final Clock clock;
    private final MortalDisk disk;

    MortalClock(Clock clock, MortalDisk disk) {
        this.clock = clock;
        this.disk = disk;
    }

    @Override
    public Instant instant() {
        disk.requireAlive();
        return clock.instant();
    }

    @Override
    public ZoneId getZone() {
        return clock.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new MortalClock(clock.withZone(zone), disk);
    }
}
