package muster.devices;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.devices.Facts.Fact;
import muster.devices.Identifier.Kind;
import muster.devices.Recognition.Known;
import muster.wire.DeviceFacts;
import org.jspecify.annotations.Nullable;

/**
 * How a sighting becomes a device: a known one where it is told by what it carries, or a new one.
 */
public final class Arrivals {
    private final Database database;
    private final Timeline timeline;
    private final Identifiers identifiers;
    private final Sources sources;
    private final Aliases aliases;
    private final Clashes clashes;
    private final Shown shown;

    /**
     * The device of a sighting.
     *
     * @param counts whether there is one device more than before: a new or a returned one
     * @param late whether more recent things are known of it, so that nothing of this was noted
     * @param outspoken whether an agent on it tells the same and better, so that nothing of this
     *     was noted
     * @param forked the device that the collector is on, where this is another machine
     * @param look that was taken at it
     */
    public record Arrival(
            UUID device,
            boolean counts,
            boolean late,
            boolean outspoken,
            Optional<UUID> forked,
            Look look) {}

    private record State(
            boolean retired,
            @Nullable Provenance source,
            @Nullable Instant observedAt,
            Look.@Nullable Place place) {}

    public Arrivals(Database database, Timeline timeline) {
        this.database = database;
        this.timeline = timeline;
        this.identifiers = new Identifiers(database);
        this.sources = new Sources(database);
        this.aliases = new Aliases(database);
        this.clashes = new Clashes(database);
        this.shown = new Shown(database);
    }

    /**
     * Notes what is said about a device. Until the transaction ends, nobody else notes the same.
     */
    public Arrival of(DeviceFacts said, Look look) {
        var seen = Identifier.of(said);
        identifiers.lock(seen, look.site());
        var known =
                identifiers.known(seen, look).stream()
                        .filter(one -> !Identifier.isContained(said) || !one.hasHardware())
                        .toList();
        var bound = bound(look, known);
        // Who is no agent only tells of a device, and takes it from nobody.
        var open = look.collector() == null ? known.stream().map(Known::open).toList() : known;
        var recognition = Recognition.of(seen, open, bound);
        if (recognition.device().isEmpty()) {
            return unknown(said, seen, recognition, look);
        }
        var device = recognition.device().get();
        var old =
                Stream.concat(bound.stream(), known.stream())
                        .filter(one -> one.device().equals(device))
                        .findFirst()
                        .orElseThrow();
        if (bound.isPresent() || old.other() == null || old.other().equals(device)) {
            noteClashes(device, recognition.clashes(), true, look);
            return known(old, said, recognition.forked(), look);
        } else {
            // Where a device was split, who speaks decides of which of the two.
            return known(identifiers.known(old.other()), said, recognition.forked(), look);
        }
    }

    private Arrival unknown(
            DeviceFacts said, List<Identifier> seen, Recognition recognition, Look look) {
        var device = shown.add(look.site(), look.at(), look.received());
        var nothing = new Facts(List.of());
        note(device, nothing, nothing.news(said, look.provenance(), look.at()), look);
        identifiers.add(device, seen, look);
        noteClashes(device, recognition.clashes(), false, look);
        noteFork(device, recognition.forked(), look);
        return new Arrival(device, true, false, false, recognition.forked(), look);
    }

    private Optional<Known> bound(Look look, List<Known> known) {
        if (look.bound() == null) {
            return Optional.empty();
        }
        var bound = aliases.leadTo(look.bound()).orElse(look.bound());
        return known.stream()
                .filter(one -> one.device().equals(bound))
                .findFirst()
                .or(() ->
                        Optional.of(identifiers.known(bound))
                                .filter(one -> !one.identifiers().isEmpty()));
    }

    private Arrival known(Known old, DeviceFacts said, Optional<UUID> forked, Look taken) {
        var device = old.device();
        var state = held(device);
        if (taken.isBefore(state.observedAt(), state.place())) {
            return new Arrival(device, false, true, false, Optional.empty(), taken);
        }
        if (old.spokenFor() && taken.collector() == null && !state.retired()) {
            return new Arrival(device, false, false, true, forked, taken);
        }
        var look = taken.notBefore(state.observedAt());
        if (state.retired()) {
            bringBack(device, look);
        }
        if (state.source() != null && state.source() != look.provenance()) {
            sources.keepLast(device);
        }
        var before = sources.of(device);
        if (!before.isEmpty()
                && look.provenance().outranks(before.strongest())
                && old.isKnownByNameAlone(Identifier.of(said))) {
            Adoptions.keep(database, device, before.sources(), look);
        }
        var news = before.news(said, look.provenance(), look.at());
        note(device, before, news, look);
        identifiers.add(device, unknown(old, Identifier.of(said), before, news), look);
        noteFork(device, forked, look);
        return new Arrival(device, state.retired(), false, false, forked, look);
    }

    /** Takes the device's row for this transaction. */
    private State held(UUID device) {
        return database.first(
                        Sql.of(
                                """
                                select retired_at is not null as retired, last_source,
                                    observed_at, epoch, sequence
                                from devices where id = ? for update
                                """,
                                device),
                        Arrivals::state)
                .orElseThrow(() -> new IllegalStateException("device " + device + " is gone"));
    }

    private static State state(Row row) {
        var epoch = row.uuidOrNull("epoch");
        var source = row.textOrNull("last_source");
        return new State(
                row.flag("retired"),
                source == null ? null : Provenance.of(source),
                row.instantOrNull("observed_at"),
                epoch == null ? null : new Look.Place(epoch, row.number("sequence")));
    }

    /** Whoever reports is not retired any more. */
    private void bringBack(UUID device, Look look) {
        database.run(Sql.of("delete from retirements where device_id = ?", device));
        timeline.add(
                device,
                Timeline.Entry.of(look.received(), Timeline.Kind.RETURNED, look.provenance()));
    }

    private void note(UUID device, Facts before, List<Fact> news, Look look) {
        var after = before.with(news);
        if (!news.isEmpty()) {
            sources.add(device, news);
            noteChanges(device, before, after, look.provenance(), look.received());
            shown.index(device, after);
        }
        shown.heard(device, after, look);
    }

    private void noteChanges(
            UUID device, Facts before, Facts after, Provenance provenance, Instant now) {
        if (before.isEmpty()) {
            timeline.add(device, Timeline.Entry.of(now, Timeline.Kind.FIRST_SEEN, provenance));
        } else if (after.strongest().outranks(before.strongest())) {
            timeline.add(device, Timeline.Entry.of(now, Timeline.Kind.ADOPTED, provenance));
        }
        for (var change : after.changesSince(before)) {
            timeline.add(device, Timeline.Entry.changed(now, provenance, change));
        }
    }

    /** What the device was not known by before; a new name takes the place of the old one. */
    private List<Identifier> unknown(
            Known old, List<Identifier> seen, Facts before, List<Fact> news) {
        var renamed = news.stream().filter(fact -> fact.name() == Facts.Name.HOSTNAME).findFirst();
        renamed.flatMap(fact -> before.said(Facts.Name.HOSTNAME, fact.provenance()))
                .ifPresent(name ->
                        identifiers.remove(old.device(), new Identifier(Kind.HOSTNAME, name)));
        // Two machines of one name must not take it from each other with every report.
        return seen.stream()
                .filter(one ->
                        one.kind() == Kind.HOSTNAME
                                ? renamed.isPresent()
                                : !old.identifiers().contains(one))
                .toList();
    }

    /** Devices that share something: for both timelines, and for somebody to decide. */
    private void noteClashes(
            UUID device, List<Recognition.Clash> shared, boolean recognized, Look look) {
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
    private void noteFork(UUID device, Optional<UUID> forked, Look look) {
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
