package muster.intake;

import java.util.List;
import java.util.UUID;
import muster.wire.Change;
import muster.wire.Inventory;
import muster.wire.Report;
import muster.wire.Sighting;
import muster.wire.SourceFailure;
import muster.wire.Surroundings;
import org.jspecify.annotations.Nullable;

/**
 * A report as it is taken in: without what looks like a secret, and with the digest of how it was
 * sent. Making it is most of the work on a report and needs no transaction.
 */
public final class Submission {
    private final @Nullable UUID id;
    private final List<Sighting> sightings;
    private final byte[] digest;

    private Submission(@Nullable UUID id, List<Sighting> sightings, byte[] digest) {
        this.id = id;
        this.sightings = sightings;
        this.digest = digest;
    }

    public static Submission of(Report report) {
        var sightings = report.sightings().stream().map(Submission::redacted).toList();
        return new Submission(report.id(), sightings, report.digest());
    }

    private static Sighting redacted(Sighting sighting) {
        return switch (sighting) {
            case Inventory inventory -> Redacted.of(inventory);
            case Change _, Surroundings _, SourceFailure _ -> sighting;
        };
    }

    @Nullable UUID id() {
        return id;
    }

    List<Sighting> sightings() {
        return sightings;
    }

    byte[] digest() {
        return digest.clone();
    }
}
