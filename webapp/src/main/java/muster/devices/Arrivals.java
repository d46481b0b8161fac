package muster.devices;

import java.time.Instant;
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
    private final Identifiers identifiers;
    private final Sources sources;
    private final Aliases aliases;
    private final ArrivalNotes notes;
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

    private record Sighting(DeviceFacts said, Marks marks, List<Identifier> seen) {}

    private record State(
            boolean retired,
            @Nullable Provenance source,
            @Nullable Instant observedAt,
            Look.@Nullable Place place) {}

    public Arrivals(Database database, Timeline timeline) {
        this.database = database;
        this.identifiers = new Identifiers(database);
        this.sources = new Sources(database);
        this.aliases = new Aliases(database);
        this.notes = new ArrivalNotes(database, timeline);
        this.shown = new Shown(database);
    }

    /**
     * Notes what is said about a device. Until the transaction ends, nobody else notes the same.
     */
    public Arrival of(DeviceFacts said, Look look) {
        return of(said, Marks.NONE, look);
    }

    /** The same of a device that somebody else asked. */
    public Arrival of(DeviceFacts said, Marks marks, Look look) {
        var sighting = new Sighting(said, marks, Identifier.of(said, marks));
        var seen = sighting.seen();
        identifiers.lock(seen, look.site());
        var known = known(sighting, look);
        var bound = bound(look, known);
        var recognition = recognition(seen, known, bound, look);
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
            notes.clashes(device, recognition.clashes(), true, look);
            return known(old, sighting, recognition.forked(), look);
        } else {
            // Where a device was split, who speaks decides of which of the two.
            return known(identifiers.known(old.other()), sighting, recognition.forked(), look);
        }
    }

    /** Whether this is a device that counts already. It notes nothing. */
    public boolean know(DeviceFacts said, Marks marks, Look look) {
        var sighting = new Sighting(said, marks, Identifier.of(said, marks));
        var known = known(sighting, look);
        return recognition(sighting.seen(), known, bound(look, known), look)
                .device()
                .filter(device -> !held(device).retired())
                .isPresent();
    }

    private List<Known> known(Sighting sighting, Look look) {
        return identifiers.known(sighting.seen(), look).stream()
                .filter(one -> !Identifier.isContained(sighting.said()) || !one.hasHardware())
                .toList();
    }

    private static Recognition recognition(
            List<Identifier> seen, List<Known> known, Optional<Known> bound, Look look) {
        // Who is no agent only tells of a device, and takes it from nobody.
        var open = look.collector() == null ? known.stream().map(Known::open).toList() : known;
        return Recognition.of(seen, open, bound);
    }

    /**
     * Notes what is made now of what a source said of a device before: nobody heard it since.
     * Nothing where the device is retired, or the source's word was not noted then.
     */
    public Optional<Arrival> again(UUID device, DeviceFacts said, Marks marks, Look look) {
        var state = held(device);
        var before = sources.of(device);
        if (state.retired() || !before.sources().contains(look.provenance())) {
            return Optional.empty();
        }
        var news = before.news(said, look.provenance(), look.at());
        if (!news.isEmpty()) {
            var after = before.with(news);
            sources.add(device, news);
            notes.changes(device, before, after, look.provenance(), look.received());
            shown.again(device, after, sources.heard(device));
            var old = identifiers.known(device);
            identifiers.add(device, unknown(old, Identifier.of(said, marks), before, news), look);
        }
        return Optional.of(new Arrival(device, false, false, false, Optional.empty(), look));
    }

    private Arrival unknown(
            DeviceFacts said, List<Identifier> seen, Recognition recognition, Look look) {
        var device = shown.add(look.site(), look.at(), look.received());
        var nothing = new Facts(List.of());
        note(device, nothing, nothing.news(said, look.provenance(), look.at()), look);
        identifiers.add(device, seen, look);
        notes.clashes(device, recognition.clashes(), false, look);
        notes.fork(device, recognition.forked(), look);
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

    private Arrival known(Known old, Sighting sighting, Optional<UUID> forked, Look taken) {
        var said = sighting.said();
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
                && old.isKnownByNameAlone(sighting.seen())) {
            Adoptions.keep(database, device, before.sources(), look);
        }
        var all = before.news(said, look.provenance(), look.at());
        var news = kept(device, all, before, sighting.marks());
        note(device, before, news, look);
        identifiers.add(device, unknown(old, sighting.seen(), before, news), look);
        notes.fork(device, forked, look);
        return new Arrival(device, state.retired(), false, false, forked, look);
    }

    /** Without another address of a device that still answers at the one that is known. */
    private static List<Fact> kept(UUID device, List<Fact> news, Facts before, Marks marks) {
        return news.stream()
                .filter(fact ->
                        fact.name() != Facts.Name.IP_ADDRESS
                                || before.said(fact.name(), fact.provenance())
                                        .filter(known -> marks.answersAt().test(device, known))
                                        .isEmpty())
                .toList();
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
        notes.returned(device, look);
    }

    private void note(UUID device, Facts before, List<Fact> news, Look look) {
        var after = before.with(news);
        if (!news.isEmpty()) {
            sources.add(device, news);
            notes.changes(device, before, after, look.provenance(), look.received());
            shown.index(device, after);
        }
        shown.heard(device, after, look);
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
}
