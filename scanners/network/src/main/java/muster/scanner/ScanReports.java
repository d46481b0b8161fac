package muster.scanner;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import muster.identify.Identification;
import muster.wire.Limits;
import muster.wire.Report;
import muster.wire.Scan;
import muster.wire.Sighting;
import muster.wire.Target;

/** What a scan sees, in parts that the hub takes and that are told while it goes on. */
final class ScanReports implements Sweep.Outlet {
    /** Of evidence; as JSON it is more, and must stay below what a report may have. */
    private static final long PART_BYTES_MAX = Limits.REPORT_BYTES_MAX / 2;

    private static final Duration PART_EVERY = Duration.ofSeconds(10);

    private final UUID id = UUID.randomUUID();
    private final String site;
    private final int targets;
    private final Instant startedAt;
    private final Clock clock;
    private final Consumer<Report> keep;
    private final List<Sighting> part = new ArrayList<>();
    private long partBytes;
    private Instant partAt;

    /**
     * Begins a scan.
     *
     * @param keep takes each part until the hub has it
     */
    ScanReports(Site site, Clock clock, Consumer<Report> keep) {
        this.site = site.name();
        this.targets = site.addresses().count().intValueExact();
        this.clock = clock;
        this.keep = keep;
        startedAt = clock.instant();
        partAt = startedAt;
        // That it runs is news before the first address is done.
        tell(false);
    }

    @Override
    public synchronized void take(Target target) {
        long bytes = Target.bytes(target.evidence());
        if (part.size() == Limits.TARGETS_MAX || partBytes + bytes > PART_BYTES_MAX) {
            tell(false);
        }
        part.add(target);
        partBytes += bytes;
        if (Duration.between(partAt, clock.instant()).compareTo(PART_EVERY) >= 0) {
            tell(false);
        }
    }

    /** All addresses are done. */
    synchronized void finish() {
        tell(true);
    }

    /** It ends before all are: what was seen is told, and that it is not all. */
    synchronized void leave() {
        if (!part.isEmpty()) {
            tell(false);
        }
    }

    private void tell(boolean finished) {
        var sightings = new ArrayList<Sighting>();
        sightings.add(
                new Scan(id, site, startedAt, targets, finished, Identification.rulesVersion()));
        sightings.addAll(part);
        keep.accept(new Report(UUID.randomUUID(), clock.instant(), sightings));
        part.clear();
        partBytes = 0;
        partAt = clock.instant();
    }
}
