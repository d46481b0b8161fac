package muster.intake;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import muster.database.Database;
import muster.database.Sql;
import muster.devices.Look;
import muster.devices.Provenance;
import muster.inventory.Via;
import muster.organizations.Sites;
import muster.scans.Inspections;
import muster.scans.Pasted;

/**
 * Where every report comes in that nobody signed, whoever sends it and however it is written. A
 * report with an id is taken once: again with the same content it is acknowledged again, with other
 * content refused.
 */
public final class Intake {
    private final Database database;
    private final Sorting sorting;
    private final Inspections inspections;
    private final Sites sites;

    /**
     * What the sender gets once the transaction is committed.
     *
     * @param duplicate whether this id was taken before
     * @param heeded whether nobody who knows better tells the same of the device
     */
    public record Receipt(
            UUID report, UUID device, int products, boolean duplicate, boolean heeded) {}

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

    public Intake(Database database, Sorting sorting, Inspections inspections, Sites sites) {
        this.database = database;
        this.sorting = sorting;
        this.inspections = inspections;
        this.sites = sites;
    }

    /** Takes a pasted list in the transaction that is open. */
    public Receipt accept(Import list, Instant now) {
        return accept(list.submission(), list.via(), Provenance.PASTE, now);
    }

    /** Takes what a network device printed of itself in the transaction that is open. */
    public Receipt accept(Pasted pasted, Instant now) {
        var arrival = inspections.paste(pasted, Look.now(Provenance.PASTE, sites.first(), now));
        return new Receipt(
                UUID.randomUUID(), arrival.device(), pasted.items(), false, !arrival.outspoken());
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
        return new Receipt(id, before.device(), before.products(), true, true);
    }

    private Receipt observe(UUID id, Submission sent, Via via, Provenance provenance, Instant now) {
        var seen = sorting.sort(sent, via, Look.now(provenance, sites.first(), now));
        return new Receipt(id, seen.arrival().device(), seen.products(), false, seen.heeded());
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
