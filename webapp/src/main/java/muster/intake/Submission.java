package muster.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import muster.inventory.Told;
import muster.scans.ScanReport;
import muster.wire.Change;
import muster.wire.DeviceFacts;
import muster.wire.Inventory;
import muster.wire.Report;
import muster.wire.Scan;
import muster.wire.SourceFailure;
import muster.wire.Surroundings;
import muster.wire.Target;
import org.jspecify.annotations.Nullable;

/**
 * A report as it is taken in: without what looks like a secret, and with the digests of how it was
 * sent. Making it is most of the work on a report and needs no transaction.
 */
public final class Submission {
    private final @Nullable UUID id;
    private final @Nullable Instant observedAt;
    private final List<Of> devices = new ArrayList<>();
    private final List<SourceFailure> failures = new ArrayList<>();
    private final byte[] digest;
    private final Optional<Surroundings> surroundings;
    private final Optional<ScanReport> scan;

    /** What is said of a device's software. */
    sealed interface Of {
        DeviceFacts device();

        int products();
    }

    /** All of it; {@code state} is of the list as it was sent. */
    record Whole(Inventory inventory, Told.State state) implements Of {
        @Override
        public DeviceFacts device() {
            return inventory.device();
        }

        @Override
        public int products() {
            return inventory.software().size();
        }
    }

    /**
     * What changed in it; the digests are of the lists as they were sent.
     *
     * @param unread the kinds of software that could not be read
     */
    record Changed(Change change, Set<String> unread) implements Of {
        @Override
        public DeviceFacts device() {
            return change.device();
        }

        @Override
        public int products() {
            return change.added().size() + change.removed().size();
        }
    }

    private Submission(Report report) {
        this.id = report.id();
        this.observedAt = report.observedAt();
        this.digest = report.digest();
        var surroundings = Optional.<Surroundings>empty();
        for (var sighting : report.sightings()) {
            if (sighting instanceof SourceFailure failure) {
                failures.add(Redacted.of(failure));
            } else if (sighting instanceof Surroundings all) {
                surroundings = Optional.of(Redacted.of(all));
            }
        }
        this.surroundings = surroundings;
        this.scan = ScanReport.of(report);
        var silent = Told.kinds(unread());
        for (var sighting : report.sightings()) {
            switch (sighting) {
                case Inventory inventory ->
                        devices.add(
                                new Whole(
                                        Redacted.of(inventory), Told.State.of(inventory, silent)));
                case Change change -> devices.add(new Changed(Redacted.of(change), silent));
                case Surroundings _, SourceFailure _, Scan _, Target _ -> {}
            }
        }
    }

    public static Submission of(Report report) {
        return new Submission(report);
    }

    @Nullable UUID id() {
        return id;
    }

    /** When the collector looked, by its own clock; null where it does not say. */
    @Nullable Instant observedAt() {
        return observedAt;
    }

    List<Of> devices() {
        return List.copyOf(devices);
    }

    List<SourceFailure> failures() {
        return List.copyOf(failures);
    }

    /** The names of what could not be read. */
    Set<String> unread() {
        var names = new HashSet<String>();
        failures.forEach(failure -> names.add(failure.source()));
        return names;
    }

    Optional<Surroundings> surroundings() {
        return surroundings;
    }

    /** What a scanner saw; a report has either this or a device. */
    Optional<ScanReport> scan() {
        return scan;
    }

    byte[] digest() {
        return digest.clone();
    }
}
