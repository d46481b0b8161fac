package muster.devices;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import muster.database.Database;
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
     */
    public record Arrival(UUID device, boolean counts) {}

    public Arrivals(Database database, Timeline timeline) {
        this.database = database;
        this.timeline = timeline;
        this.identifiers = new Identifiers(database);
        this.sources = new Sources(database);
    }

    /**
     * Notes what is said about a device. Until the transaction ends, nobody else notes the same.
     */
    public Arrival of(DeviceFacts said, Provenance provenance, UUID site, Instant now) {
        var seen = Identifier.of(said);
        identifiers.lock(seen, site);
        var known = identifiers.known(seen, site);
        var recognition = Recognition.of(seen, known);
        if (recognition.device().isPresent()) {
            var device = recognition.device().get();
            var returned = returned(device, provenance, now);
            var before = sources.of(device);
            var news = before.news(said, provenance, now);
            note(device, before, news, provenance, now);
            identifiers.add(
                    device, unknown(device, seen, known, before, news), site, provenance, now);
            return new Arrival(device, returned);
        } else {
            var device = register(said, provenance, site, now);
            identifiers.add(device, seen, site, provenance, now);
            noteClashes(device, recognition.clashes(), provenance, now);
            return new Arrival(device, true);
        }
    }

    private UUID register(DeviceFacts said, Provenance provenance, UUID site, Instant now) {
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
                                        site,
                                        now,
                                        now),
                                row -> row.uuid("id"))
                        .orElseThrow();
        var nothing = new Facts(List.of());
        note(device, nothing, nothing.news(said, provenance, now), provenance, now);
        return device;
    }

    /** Takes the device's row for this transaction; whoever reports is not retired any more. */
    private boolean returned(UUID device, Provenance provenance, Instant now) {
        var retired =
                database.first(
                                Sql.of(
                                        "select retired_at is not null as retired from devices"
                                                + " where id = ? for update",
                                        device),
                                row -> row.flag("retired"))
                        .orElse(false);
        if (retired) {
            database.run(Sql.of("delete from retirements where device_id = ?", device));
            timeline.add(device, Timeline.Entry.of(now, Timeline.Kind.RETURNED, provenance));
        }
        return retired;
    }

    private void note(
            UUID device, Facts before, List<Fact> news, Provenance provenance, Instant now) {
        var after = before.with(news);
        if (!news.isEmpty()) {
            sources.add(device, news);
            noteChanges(device, before, after, provenance, now);
            index(device, after);
        }
        show(device, after, provenance, now);
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
    private void show(UUID device, Facts facts, Provenance provenance, Instant now) {
        var hostname = String.valueOf(facts.value(Facts.Name.HOSTNAME));
        var type = facts.value(Facts.Name.ASSET_TYPE);
        database.run(
                Sql.of(
                        """
                        update devices set hostname = ?, name_order = ?, type = ?, os_name = ?,
                            os_version = ?, serial = ?, ip_address = ?, agent_version = ?,
                            provenance = ?, last_seen = greatest(last_seen, ?),
                            late_after = coalesce(?, late_after), retired_at = null
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
                        now,
                        lateAfter(provenance, now),
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
            UUID device, List<Identifier> seen, List<Known> known, Facts before, List<Fact> news) {
        var old =
                known.stream()
                        .filter(one -> one.device().equals(device))
                        .findFirst()
                        .orElseThrow()
                        .identifiers();
        var renamed = news.stream().filter(fact -> fact.name() == Facts.Name.HOSTNAME).findFirst();
        renamed.flatMap(fact -> before.said(Facts.Name.HOSTNAME, fact.provenance()))
                .ifPresent(name -> identifiers.remove(device, new Identifier(Kind.HOSTNAME, name)));
        // Two machines of one name must not take it from each other with every report.
        return seen.stream()
                .filter(one ->
                        one.kind() == Kind.HOSTNAME ? renamed.isPresent() : !old.contains(one))
                .toList();
    }

    private void noteClashes(
            UUID device, List<Recognition.Clash> clashes, Provenance provenance, Instant now) {
        var told = new HashSet<UUID>();
        for (var clash : clashes) {
            if (told.add(clash.other())) {
                timeline.add(
                        device,
                        Timeline.Entry.clash(now, provenance, clash.shared(), clash.other()));
                timeline.add(
                        clash.other(),
                        Timeline.Entry.clash(now, provenance, clash.shared(), device));
            }
        }
    }
}
