package muster.devices;

import java.time.Instant;
import java.util.UUID;
import muster.audit.Audit;
import muster.database.Database;
import muster.enrollment.Bindings;
import muster.enrollment.CollectorNotes;
import muster.enrollment.CollectorNotes.Kind;
import muster.tenancy.Actor;

/**
 * The alarm that two report as one: a disk was cloned, or a snapshot restored. Said where people
 * look: on the collector's page, on its device's timeline and in the audit record.
 */
public final class Forks {
    private final CollectorNotes notes;
    private final Bindings bindings;
    private final Timeline timeline;
    private final Audit audit;

    public Forks(Database database, Timeline timeline, Audit audit) {
        this.notes = new CollectorNotes(database);
        this.bindings = new Bindings(database);
        this.timeline = timeline;
        this.audit = audit;
    }

    /** Raises it for a collector whose batch is not the one that is there. */
    public void raise(UUID collector, Actor actor, String why, Instant now) {
        notes.add(collector, Kind.FORKED, why, now);
        audit.record(actor, "collector.forked", "collector:" + collector, why);
        var device = bindings.of(collector).device();
        if (device != null) {
            timeline.add(device, Timeline.Entry.forked(now, Provenance.AGENT, null));
        }
    }
}
