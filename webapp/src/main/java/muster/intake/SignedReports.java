package muster.intake;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
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
import muster.tenancy.Actor;
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

    /** What becomes of a batch. */
    public sealed interface Outcome {}

    /** It is kept, now or since before. */
    public record Kept(Intake.Receipt receipt) implements Outcome {}

    /** Something else is kept at its place; that was noted. */
    public record Forked(String why) implements Outcome {}

    public SignedReports(
            Sorting sorting,
            Batches batches,
            Bindings bindings,
            Labels labels,
            CollectorNotes notes,
            Forks forks,
            Sites sites) {
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
            return before.isPresent()
                    ? new Kept(again(batch, sent, before.get()))
                    : new Kept(take(batch, sent, collector, now));
        } catch (Batches.Forked forked) {
            var why = String.valueOf(forked.getMessage());
            forks.raise(batch.collector(), Evidence.COLLISION, why, collector, now);
            return new Forked(why);
        }
    }

    /** Notes that a batch was not understood, which its collector sets aside. */
    public void refused(UUID collector, String why, Instant now) {
        notes.add(collector, Kind.REFUSED, why, now);
    }

    private static Intake.Receipt again(Batch batch, Submission sent, Batches.Taken before) {
        return new Intake.Receipt(id(batch, sent), before.device(), before.items(), true, true);
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
                id(batch, sent), arrival.device(), seen.products(), false, seen.heeded());
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
    private static UUID id(Batch batch, Submission sent) {
        var given = sent.id();
        var place = "%s %s %d".formatted(batch.collector(), batch.epoch(), batch.sequence());
        return given == null
                ? UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8))
                : given;
    }
}
