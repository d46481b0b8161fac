package muster.scans;

import java.time.Clock;
import muster.database.Database;
import muster.devices.Arrivals;
import muster.devices.Seats;
import muster.inventory.Inventories;
import muster.organizations.Sites;
import muster.web.Announcements;

/** The parts of this room that others are made with. */
public final class Scanning {
    public final Inspections inspections;
    public final ScanIntake intake;
    public final Reidentification reidentification;

    public Scanning(
            Database database,
            Arrivals arrivals,
            Inventories inventories,
            Seats seats,
            Sites sites,
            Announcements announcements,
            Clock clock) {
        inspections = new Inspections(database, arrivals, inventories, seats, announcements);
        intake = new ScanIntake(database, inspections, sites, announcements);
        reidentification = new Reidentification(database, inspections, clock);
    }

    /** Looks for devices that were identified by other rules, in the background. */
    public void start() {
        Thread.ofVirtual().name("reidentification").start(reidentification);
    }
}
