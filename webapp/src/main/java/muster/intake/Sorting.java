package muster.intake;

import muster.database.Database;
import muster.devices.Arrivals;
import muster.devices.Arrivals.Arrival;
import muster.devices.Look;
import muster.devices.Seats;
import muster.devices.UnreadSources;
import muster.intake.Submission.Changed;
import muster.intake.Submission.Whole;
import muster.inventory.Inventories;
import muster.inventory.Via;
import muster.network.Networks;
import muster.web.Announcements;

/** Brings what a submission says to the rooms that it is for. */
public final class Sorting {
    private static final String ANNOUNCED_KIND = "devices";

    private final Database database;
    private final Arrivals arrivals;
    private final Inventories inventories;
    private final UnreadSources unread;
    private final Networks networks;
    private final Seats seats;
    private final Announcements announcements;

    public Sorting(
            Database database,
            Arrivals arrivals,
            Inventories inventories,
            Networks networks,
            Seats seats,
            Announcements announcements) {
        this.database = database;
        this.arrivals = arrivals;
        this.inventories = inventories;
        this.unread = new UnreadSources(database);
        this.networks = networks;
        this.seats = seats;
        this.announcements = announcements;
    }

    /**
     * The device that a submission saw, and how many products it named.
     *
     * @param heeded whether nobody who knows better tells the same of the device
     */
    record Seen(Arrival arrival, int products, boolean heeded) {}

    /** Takes in all of a submission, or says that it came late. */
    Seen sort(Submission sent, Via via, Look look) {
        if (sent.devices().size() != 1) {
            throw new IllegalArgumentException(
                    "a report of %d devices".formatted(sent.devices().size()));
        }
        var of = sent.devices().getFirst();
        var arrival = arrivals.of(of.device(), look);
        var heeded = !arrival.outspoken();
        if (heeded && !arrival.late()) {
            if (via == Via.REPORT) {
                unread.observe(arrival.device(), sent.failures(), arrival.look().at());
            }
            switch (of) {
                case Whole whole ->
                        heeded =
                                inventories.observe(arrival, whole.inventory(), whole.state(), via);
                case Changed changed ->
                        inventories.observe(arrival, changed.change(), changed.unread());
            }
            sent.surroundings().ifPresent(all -> networks.observe(arrival, all, sent.unread()));
            if (arrival.counts()) {
                seats.admitOneMore();
            }
            announce(arrival);
        }
        return new Seen(arrival, of.products(), heeded);
    }

    /** Tells open pages, once it is true. */
    private void announce(Arrival arrival) {
        var tenant = database.tenant();
        database.afterCommit(
                () -> announcements.announce(tenant, ANNOUNCED_KIND, arrival.device().toString()));
    }
}
