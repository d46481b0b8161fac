package muster.devices;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.devices.Facts.Fact;
import muster.devices.Identifier.Kind;
import muster.devices.Recognition.Known;
import muster.web.Tokens;
import muster.wire.DeviceFacts;
import org.jspecify.annotations.Nullable;

/**
 * How a sighting becomes a device: a known one where it is told by what it carries, or a new one.
 */
public final class Arrivals {
    private static final int INTERVALS_UNTIL_LATE = 2;

    private final Database database;
    private final Timeline timeline;
    private final Identifiers identifiers;
    private final Sources sources;

    /**
     * The device of a sighting.
     *
     * @param counts whether there is one device more than before: a new or a returned one
     * @param late whether more recent things are known of it, so that nothing of this was noted
     * @param forked the device that the collector is on, where this is another machine
     * @param look that was taken at it
     */
    public record Arrival(
            UUID device, boolean counts, boolean late, Optional<UUID> forked, Look look) {}

    private record State(
            boolean retired, @Nullable Instant observedAt, Look.@Nullable Place place) {}

    public Arrivals(Database database, Timeline timeline) {
        this.database = database;
        this.timeline = timeline;
        this.identifiers = new Identifiers(database);
        this.sources = new Sources(database);
    }

    /**
     * Notes what is said about a device. Until the transaction ends, nobody else notes the same.
     */
    public Arrival of(DeviceFacts said, Look look) {
        var seen = Identifier.of(said);
        identifiers.lock(seen, look.site());
        var known = identifiers.known(seen, look.site());
        var bound = bound(look, known);
        var recognition = Recognition.of(seen, known, bound);
        if (recognition.device().isPresent()) {
            var device = recognition.device().get();
            var old =
                    Stream.concat(known.stream(), bound.stream())
                            .filter(one -> one.device().equals(device))
                            .findFirst()
                            .orElseThrow();
            return known(old, said, recognition.forked(), look);
        } else {
            var device = register(said, look);
            identifiers.add(device, seen, look);
            noteClashes(device, recognition.clashes(), look);
            noteFork(device, recognition.forked(), look);
            return new Arrival(device, true, false, recognition.forked(), look);
        }
    }

    private Optional<Known> bound(Look look, List<Known> known) {
        var bound = look.bound();
        return bound == null
                ? Optional.empty()
                : known.stream()
                        .filter(one -> one.device().equals(bound))
                        .findFirst()
                        .or(() -> identifiers.known(bound));
    }

    private Arrival known(Known old, DeviceFacts said, Optional<UUID> forked, Look taken) {
        var device = old.device();
        var state = held(device);
        if (taken.isBefore(state.observedAt(), state.place())) {
            return new Arrival(device, false, true, Optional.empty(), taken);
        }
        var look = taken.notBefore(state.observedAt());
        if (state.retired()) {
            bringBack(device, look);
        }
        var before = sources.of(device);
        var news = before.news(said, look.provenance(), look.at());
        note(device, before, news, look);
        identifiers.add(device, unknown(old, Identifier.of(said), before, news), look);
        noteFork(device, forked, look);
        return new Arrival(device, state.retired(), false, forked, look);
    }

    private UUID register(DeviceFacts said, Look look) {
        var device =
                database.first(
                                Sql.of(
                                        """
                                        insert into devices
                                            (site_id, hostname, name_order, type, provenance,
                                             first_seen, last_seen, late_after)
                                        values (?, '', '', '', '', ?, ?, 'infinity')
                                        returning id
                                        """,
                                        look.site(),
                                        look.at(),
                                        look.received()),
                                row -> row.uuid("id"))
                        .orElseThrow();
        var nothing = new Facts(List.of());
        note(device, nothing, nothing.news(said, look.provenance(), look.at()), look);
        return device;
    }

    /** Takes the device's row for this transaction. */
    private State held(UUID device) {
        return database.first(
                        Sql.of(
                                """
                                select retired_at is not null as retired, observed_at, epoch,
                                    sequence
                                from devices where id = ? for update
                                """,
                                device),
                        Arrivals::state)
                .orElseThrow(() -> new IllegalStateException("device " + device + " is gone"));
    }

    private static State state(Row row) {
        var epoch = row.uuidOrNull("epoch");
        return new State(
                row.flag("retired"),
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
            index(device, after);
        }
        show(device, after, look);
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

    /** The one row that an unchanged report writes. */
    private void show(UUID device, Facts facts, Look look) {
        var hostname = String.valueOf(facts.value(Facts.Name.HOSTNAME));
        var type = facts.value(Facts.Name.ASSET_TYPE);
        var place = look.place();
        database.run(
                Sql.of(
                        """
                        update devices set hostname = ?, name_order = ?, type = ?, os_name = ?,
                            os_version = ?, serial = ?, ip_address = ?, agent_version = ?,
                            provenance = ?, last_seen = greatest(last_seen, ?),
                            late_after = coalesce(?, late_after), retired_at = null,
                            observed_at = coalesce(?, observed_at),
                            epoch = coalesce(?, epoch), sequence = coalesce(?, sequence)
                        where id = ?
                        """,
                        hostname,
                        hostname.toLowerCase(Locale.ROOT),
                        type == null ? DeviceTypes.UNKNOWN : type,
                        facts.value(Facts.Name.OS_NAME),
                        facts.value(Facts.Name.OS_VERSION),
                        facts.value(Facts.Name.SERIAL),
                        facts.value(Facts.Name.IP_ADDRESS),
                        facts.value(Facts.Name.AGENT_VERSION),
                        facts.strongest().word(),
                        look.received(),
                        lateAfter(look.provenance(), look.received()),
                        look.provenance().interval().isPresent() ? look.at() : null,
                        place == null ? null : place.epoch(),
                        place == null ? null : place.sequence(),
                        device));
    }

    private static @Nullable Instant lateAfter(Provenance provenance, Instant now) {
        return provenance
                .interval()
                .map((Duration interval) -> now.plus(interval.multipliedBy(INTERVALS_UNTIL_LATE)))
                .orElse(null);
    }

    private void index(UUID device, Facts facts) {
        var texts =
                Stream.of(Facts.Name.values())
                        .map(facts::value)
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(" "));
        var words = Tokens.of(texts).stream().sorted().toArray(String[]::new);
        database.run(
                Sql.of(
                        "delete from device_tokens where device_id = ? and token <> all (?::text[])",
                        device,
                        words));
        database.run(
                Sql.of(
                        """
                        insert into device_tokens (token, device_id)
                        select token, ? from unnest(?::text[]) as token on conflict do nothing
                        """,
                        device,
                        words));
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

    private void noteClashes(UUID device, List<Recognition.Clash> clashes, Look look) {
        var told = new HashSet<UUID>();
        for (var clash : clashes) {
            if (told.add(clash.other())) {
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
