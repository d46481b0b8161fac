package muster.intake;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import muster.database.Database;
import muster.database.Sql;
import muster.devices.Arrivals;
import muster.devices.Provenance;
import muster.devices.Seats;
import muster.inventory.Inventories;
import muster.inventory.Via;
import muster.organizations.Sites;
import muster.web.Announcements;
import muster.wire.Change;
import muster.wire.Inventory;
import muster.wire.SourceFailure;
import muster.wire.Surroundings;

/**
 * Where every report comes in, whoever sends it and however it is written. A report with an id is
 * taken once: again with the same content it is acknowledged again, with other content refused.
 */
public final class Intake {
    private static final String ANNOUNCED_KIND = "devices";

    private final Database database;
    private final Arrivals arrivals;
    private final Inventories inventories;
    private final Seats seats;
    private final Sites sites;
    private final Announcements announcements;

    /**
     * What the sender gets once the transaction is committed.
     *
     * @param duplicate whether this id was taken before
     */
    public record Receipt(UUID report, UUID device, int products, boolean duplicate) {}

    /** The id of a report came before, with other content: a clone, or a restored snapshot. */
    public static final class Altered extends RuntimeException {
        private Altered(UUID report, Instant receivedAt) {
            super(
                    "report "
                            + report
                            + " was received at "
                            + receivedAt
                            + " with other content: every report needs an id of its own");
        }
    }

    private record Received(boolean same, UUID device, int products, Instant at) {}

    public Intake(
            Database database,
            Arrivals arrivals,
            Inventories inventories,
            Announcements announcements,
            Seats seats,
            Sites sites) {
        this.database = database;
        this.arrivals = arrivals;
        this.inventories = inventories;
        this.seats = seats;
        this.sites = sites;
        this.announcements = announcements;
    }

    /** Takes a pasted list in the transaction that is open. */
    public Receipt accept(Import list, Instant now) {
        return accept(list.submission(), list.via(), Provenance.PASTE, now);
    }

    /** Takes what was sent in the transaction that is open. */
    public Receipt accept(Submission sent, Via via, Provenance provenance, Instant now) {
        var id = sent.id();
        if (id == null) {
            return observe(UUID.randomUUID(), sent, via, provenance, now);
        }
        lock(id);
        var before = received(id, sent);
        if (before.isPresent()) {
            return again(id, before.get());
        }
        var receipt = observe(id, sent, via, provenance, now);
        remember(receipt, sent, now);
        return receipt;
    }

    private static Receipt again(UUID id, Received before) {
        if (!before.same()) {
            throw new Altered(id, before.at());
        }
        return new Receipt(id, before.device(), before.products(), true);
    }

    private Receipt observe(UUID id, Submission sent, Via via, Provenance provenance, Instant now) {
        var site = sites.first();
        UUID device = null;
        int products = 0;
        for (var sighting : sent.sightings()) {
            switch (sighting) {
                case Inventory inventory -> {
                    var arrival = arrivals.of(inventory.device(), provenance, site, now);
                    inventories.observe(arrival, inventory, via, provenance, now);
                    if (arrival.counts()) {
                        seats.admitOneMore();
                    }
                    device = arrival.device();
                    announce(device);
                    products += inventory.software().size();
                }
                case Change _, Surroundings _, SourceFailure _ ->
                        throw new IllegalArgumentException("version 1 has no " + sighting);
            }
        }
        if (device == null) {
            throw new IllegalArgumentException("report " + id + " saw nothing");
        }
        return new Receipt(id, device, products, false);
    }

    /** Tells open pages, once it is true. */
    private void announce(UUID device) {
        var tenant = database.tenant();
        database.afterCommit(
                () -> announcements.announce(tenant, ANNOUNCED_KIND, device.toString()));
    }

    /** The same report twice at once: the second waits here and is then a duplicate. */
    private void lock(UUID id) {
        database.first(
                Sql.of(
                        "select pg_advisory_xact_lock("
                                + "hashtextextended(concat(tenant(), ' report ', ?::uuid), 0))",
                        id),
                row -> true);
    }

    private Optional<Received> received(UUID id, Submission sent) {
        return database.first(
                Sql.of(
                        "select digest = ? as same, device_id, products, received_at from reports"
                                + " where id = ?",
                        sent.digest(),
                        id),
                row ->
                        new Received(
                                row.flag("same"),
                                row.uuid("device_id"),
                                row.integer("products"),
                                row.instant("received_at")));
    }

    private void remember(Receipt receipt, Submission sent, Instant now) {
        database.run(
                Sql.of(
                        """
                        insert into reports (id, digest, device_id, products, received_at)
                        values (?, ?, ?, ?, ?)
                        """,
                        receipt.report(),
                        sent.digest(),
                        receipt.device(),
                        receipt.products(),
                        now));
    }
}
