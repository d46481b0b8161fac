package muster.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import muster.wire.NoteKind;
import muster.wire.Report;

/** Looks at the device from time to time, and keeps what there is to say of it. */
final class Looks {
    private final Setup setup;
    private final Losses losses;
    private final Notes notes;
    private final Reported reported;
    private final Spool spool;
    private final Due due;

    Looks(Setup setup, Losses losses, Notes notes, Reported reported, Spool spool) {
        this.setup = setup;
        this.losses = losses;
        this.notes = notes;
        this.reported = reported;
        this.spool = spool;
        due = new Due(setup.clock(), setup.pace().inventory());
    }

    /** How long until the next; some time where there is nothing to look at. */
    Duration left() {
        return setup.inventory() == null ? setup.pace().inventory() : due.left();
    }

    /** The next is one that somebody asks for. */
    void postpone() {
        due.done();
    }

    void lookIfDue() throws IOException {
        if (losses.takeInventoryLost()) {
            reported.forget();
        }
        if (reported.takeWanted()) {
            due.atOnce();
        }
        if (setup.inventory() != null && due.isNow()) {
            look(false);
        }
    }

    /**
     * Looks now.
     *
     * @param everything whether what the hub knows is said again
     * @return false where neither the device could be looked at nor the disk take what was seen
     */
    boolean look(boolean everything) throws IOException {
        // Before it can fail: what cannot be looked at is not looked at all the time.
        due.done();
        Report report;
        try {
            var inventory = Objects.requireNonNull(setup.inventory(), "there is no device");
            report = inventory.get();
        } catch (RuntimeException e) {
            var now = setup.clock().instant();
            notes.add(Note.of(NoteKind.SOURCE_FAILED, now, "inventory: " + e));
            return false;
        }
        var prepared = reported.next(report, everything);
        if (prepared.isEmpty()) {
            return true;
        }
        boolean kept = spool.put(prepared.get().kind, 1, prepared.get().sent);
        if (kept) {
            reported.remember(prepared.get());
        }
        return kept;
    }
}
