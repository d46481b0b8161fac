package muster.intake;

import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import muster.database.Database;
import muster.devices.Arrivals.Arrival;
import muster.devices.Forks;
import muster.devices.Forks.Evidence;
import muster.devices.Labels;
import muster.devices.Look;
import muster.devices.Provenance;
import muster.enrollment.Batch;
import muster.enrollment.Batches;
import muster.enrollment.Bindings;
import muster.enrollment.CollectorNotes;
import muster.enrollment.CollectorNotes.Kind;
import muster.inventory.Via;
import muster.organizations.Sites;
import muster.scans.ScanIntake;
import muster.scans.ScanIntake.Sender;
import muster.scans.ScanReport;
import muster.tenancy.Actor;
import muster.tenancy.Tenant;
import org.jspecify.annotations.Nullable;

/**
 * Where the reports of collectors come in that sign them, batch by batch: each counts once, stays
 * with its collector's device, and tells nothing that a newer one has told better.
 */
public final class SignedReports {
    /** Nobody's spool is older, and no collector's clock is believed further back. */
    static final Duration OLDEST = Retention.REPORTS_KEPT;

    private final Sorting sorting;
    private final Batches batches;
    private final Bindings bindings;
    private final Labels labels;
    private final CollectorNotes notes;
    private final Forks forks;
    private final Sites sites;
    private final Database database;
    private final ScanIntake scans;

    /** What becomes of a batch. */
    public sealed interface Outcome {}

    /** It is kept, now or since before. */
    public record Kept(Intake.Receipt receipt) implements Outcome {}

    /** A part of a scan is kept, now or since before. */
    public record KeptScan(ScanReceipt receipt) implements Outcome {}

    /**
     * What a scanner gets.
     *
     * @param targets that its report brought, which are so many devices
     */
    public record ScanReceipt(
            UUID report, UUID scan, int targets, int devices, boolean duplicate) {}

    /** Something else is kept at its place; that was noted. */
    public record Forked(String why) implements Outcome {}

    public SignedReports(
            Database database,
            ScanIntake scans,
            Sorting sorting,
            Batches batches,
            Bindings bindings,
            Labels labels,
            CollectorNotes notes,
            Forks forks,
            Sites sites) {
        this.database = database;
        this.scans = scans;
        this.sorting = sorting;
        this.batches = batches;
        this.bindings = bindings;
        this.labels = labels;
        this.notes = notes;
        this.forks = forks;
        this.sites = sites;
    }

    /**
     * Takes a batch in the transaction that is open, which is to be committed whatever comes of it.
     *
     * @throws muster.inventory.Inventories.BaseUnknown it changes a list that is not known: nothing
     *     is to be committed
     */
    public Outcome accept(Batch batch, Submission sent, Actor collector, Instant now) {
        try {
            var before = batches.find(batch);
            if (sent.scan().isPresent()) {
                return new KeptScan(scan(batch, sent.scan().get(), before, now));
            }
            return before.isPresent()
                    ? new Kept(again(batch, sent, before.get()))
                    : new Kept(take(batch, sent, collector, now));
        } catch (Batches.Forked forked) {
            var why = String.valueOf(forked.getMessage());
            forks.raise(batch.collector(), Evidence.COLLISION, why, collector, now);
            return new Forked(why);
        }
    }

    /**
     * Takes in the devices that a scanner saw, while no transaction is open: each has one of its
     * own. The batch is remembered afterwards by {@link #accept}, so that it is sent again where
     * this was stopped half-way, and then changes nothing twice.
     *
     * @throws NoScanner the collector speaks for its own device only
     */
    public void prepare(Batch batch, Submission sent, Tenant tenant, Actor collector, Instant now) {
        var report = sent.scan();
        if (report.isPresent() && database.inTenant(tenant, () -> isNew(batch))) {
            var place = new Look.Place(batch.epoch(), batch.sequence());
            var seenAt = clamped(sent.observedAt(), now);
            scans.accept(
                    report.get(),
                    new Sender(tenant, batch.collector(), collector, place, seenAt, now));
        }
    }

    private boolean isNew(Batch batch) {
        if (bindings.of(batch.collector()).agent()) {
            throw new NoScanner();
        }
        try {
            return batches.find(batch).isEmpty();
        } catch (Batches.Forked forked) {
            // Said where it is noted.
            return false;
        }
    }

    /** A scan comes from who speaks for its own device only. */
    public static final class NoScanner extends RuntimeException {
        @Serial private static final long serialVersionUID = 1;

        private NoScanner() {
            super("scan: an agent tells of its own device; enroll as a scanner");
        }
    }

    /** Notes that a batch was not understood, which its collector sets aside. */
    public void refused(UUID collector, String why, Instant now) {
        notes.add(collector, Kind.REFUSED, why, now);
    }

    /** Of a scan, its id stands where a device's would. */
    private ScanReceipt scan(
            Batch batch, ScanReport report, Optional<Batches.Taken> before, Instant now) {
        var scan = report.scan().id();
        var targets = report.targets().size();
        if (before.isEmpty()) {
            bindings.isBack(batch, bindings.of(batch.collector()), now);
            scans.close(report, now);
            batches.remember(batch, scan, targets, now);
        }
        var id = id(batch, report.id());
        return new ScanReceipt(id, scan, targets, scans.devices(report), before.isPresent());
    }

    private static Intake.Receipt again(Batch batch, Submission sent, Batches.Taken before) {
        return new Intake.Receipt(
                id(batch, sent.id()), before.device(), before.items(), true, true);
    }

    private Intake.Receipt take(Batch batch, Submission sent, Actor collector, Instant now) {
        var binding = bindings.of(batch.collector());
        var seen = sorting.sort(sent, Via.REPORT, look(batch, sent, binding, now));
        var arrival = seen.arrival();
        note(batch, arrival, collector, now);
        if (bindings.isBack(batch, binding, now)) {
            var why =
                    "batches of two epochs take turns, the last of them at batch %d of %s"
                            .formatted(batch.sequence(), batch.epoch());
            forks.raise(batch.collector(), Evidence.TURNS, why, collector, now);
        }
        if (binding.agent() && !arrival.device().equals(binding.device())) {
            bindings.bind(batch.collector(), arrival.device());
            labels.enrolled(arrival.device(), batch.collector(), binding.labels(), now);
        }
        batches.remember(batch, arrival.device(), seen.products(), now);
        return new Intake.Receipt(
                id(batch, sent.id()), arrival.device(), seen.products(), false, seen.heeded());
    }

    private Look look(Batch batch, Submission sent, Bindings.Binding binding, Instant now) {
        var site = binding.site();
        return new Look(
                Provenance.AGENT,
                batch.collector(),
                site == null ? sites.first() : site,
                binding.agent() ? binding.device() : null,
                new Look.Place(batch.epoch(), batch.sequence()),
                clamped(sent.observedAt(), now),
                now);
    }

    /** A collector's clock says when something was seen, within reason. */
    static Instant clamped(@Nullable Instant observedAt, Instant received) {
        if (observedAt == null || observedAt.isAfter(received)) {
            return received;
        }
        var oldest = received.minus(OLDEST);
        return observedAt.isBefore(oldest) ? oldest : observedAt;
    }

    private void note(Batch batch, Arrival arrival, Actor collector, Instant now) {
        if (arrival.late()) {
            var why = "it was seen before what is known already: that stays";
            notes.add(batch.collector(), Kind.LATE, why, now);
        }
        if (arrival.forked().isPresent() && arrival.counts()) {
            var why = "another machine uses this credential: it is a device of its own now";
            forks.raise(batch.collector(), Evidence.HARDWARE, why, collector, now);
        }
    }

    /** The same for the same batch, also where its sender gave it none. */
    private static UUID id(Batch batch, @Nullable UUID given) {
        var place = "%s %s %d".formatted(batch.collector(), batch.epoch(), batch.sequence());
        return given == null
                ? UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8))
                : given;
    }
}
