package muster.devices;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import muster.database.Database;

/** What an arrival leaves in the timelines of the devices that it is about. */
final class ArrivalNotes {
    private final Timeline timeline;
    private final Clashes clashes;

    ArrivalNotes(Database database, Timeline timeline) {
        this.timeline = timeline;
        this.clashes = new Clashes(database);
    }

    void returned(UUID device, Look look) {
        timeline.add(
                device,
                Timeline.Entry.of(look.received(), Timeline.Kind.RETURNED, look.provenance()));
    }

    void changes(UUID device, Facts before, Facts after, Provenance provenance, Instant now) {
        if (before.isEmpty()) {
            timeline.add(device, Timeline.Entry.of(now, Timeline.Kind.FIRST_SEEN, provenance));
        } else if (after.strongest().outranks(before.strongest())) {
            timeline.add(device, Timeline.Entry.of(now, Timeline.Kind.ADOPTED, provenance));
        }
        for (var change : after.changesSince(before)) {
            timeline.add(device, Timeline.Entry.changed(now, provenance, change));
        }
    }

    /** Devices that share something: for both timelines, and for somebody to decide. */
    void clashes(UUID device, List<Recognition.Clash> shared, boolean recognized, Look look) {
        var told = new HashSet<UUID>();
        for (var clash : shared) {
            var likeness =
                    recognized
                            ? Optional.of(Clashes.Likeness.TWIN)
                            : Clashes.Likeness.ofAnother(clash.shared().kind());
            var isNews =
                    likeness.map(it -> clashes.add(device, clash.other(), clash.shared(), it, look))
                            .orElse(true);
            if (isNews && told.add(clash.other())) {
                timeline.add(device, clash(look, clash.shared(), clash.other()));
                timeline.add(clash.other(), clash(look, clash.shared(), device));
            }
        }
    }

    private static Timeline.Entry clash(Look look, Identifier shared, UUID other) {
        return Timeline.Entry.clash(look.received(), look.provenance(), shared, other);
    }

    /** Two machines report as one: said of both, and of each pair once. */
    void fork(UUID device, Optional<UUID> forked, Look look) {
        forked.filter(other -> !timeline.hasFork(device, other))
                .ifPresent(other -> {
                    timeline.add(
                            device,
                            Timeline.Entry.forked(look.received(), look.provenance(), other));
                    timeline.add(
                            other,
                            Timeline.Entry.forked(look.received(), look.provenance(), device));
                });
    }
}
