package muster.devices;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import muster.database.Database;
import muster.database.Sql;
import muster.web.Tokens;

/** A device as lists show and find it: of each fact the strongest source's word. */
final class Shown {
    private static final int INTERVALS_UNTIL_LATE = 2;

    private final Database database;

    Shown(Database database) {
        this.database = database;
    }

    /** A device of which nothing is known yet. */
    UUID add(UUID site, Instant firstSeen, Instant lastSeen) {
        return database.first(
                        Sql.of(
                                """
                                insert into devices
                                    (site_id, hostname, name_order, type, provenance,
                                     first_seen, last_seen, late_after)
                                values (?, '', '', '', '', ?, ?, 'infinity')
                                returning id
                                """,
                                site,
                                firstSeen,
                                lastSeen),
                        row -> row.uuid("id"))
                .orElseThrow();
    }

    /** The one row that an unchanged report writes. */
    void heard(UUID device, Facts facts, Look look) {
        var provenance = look.provenance();
        var place = look.place();
        database.run(
                facts(facts)
                        .and(
                                """
                                last_source = case when last_seen > ? then last_source else ? end,
                                last_seen = greatest(last_seen, ?),
                                late_after = coalesce(?, late_after), retired_at = null,
                                observed_at = coalesce(?, observed_at),
                                epoch = coalesce(?, epoch), sequence = coalesce(?, sequence)
                                where id = ?
                                """,
                                look.received(),
                                provenance.word(),
                                look.received(),
                                lateAfter(Map.of(provenance, look.received())).orElse(null),
                                provenance.interval().isPresent() ? look.at() : null,
                                place == null ? null : place.epoch(),
                                place == null ? null : place.sequence(),
                                device));
    }

    /**
     * Writes anew what the sources say, and when the last of them was heard.
     *
     * @param all when each was last heard, others among them
     */
    void again(UUID device, Facts facts, Map<Provenance, Instant> all) {
        var heard =
                all.entrySet().stream()
                        .filter(one -> facts.sources().contains(one.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        var last = heard.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        database.run(
                facts(facts)
                        .and(
                                """
                                last_source = ?, last_seen = ?,
                                late_after = coalesce(?::timestamptz, 'infinity')
                                where id = ?
                                """,
                                last.getKey().word(),
                                last.getValue(),
                                lateAfter(heard).orElse(null),
                                device));
        index(device, facts);
    }

    private static Sql facts(Facts facts) {
        var hostname = String.valueOf(facts.value(Facts.Name.HOSTNAME));
        var type = facts.value(Facts.Name.ASSET_TYPE);
        return Sql.of(
                """
                update devices set hostname = ?, name_order = ?, type = ?, os_name = ?,
                    os_version = ?, serial = ?, ip_address = ?, agent_version = ?,
                    provenance = ?,
                """,
                hostname,
                hostname.toLowerCase(Locale.ROOT),
                type == null ? DeviceTypes.UNKNOWN : type,
                facts.value(Facts.Name.OS_NAME),
                facts.value(Facts.Name.OS_VERSION),
                facts.value(Facts.Name.SERIAL),
                facts.value(Facts.Name.IP_ADDRESS),
                facts.value(Facts.Name.AGENT_VERSION),
                facts.strongest().word());
    }

    /** Two intervals after whoever is awaited last; nobody awaits a source that only tells once. */
    private static Optional<Instant> lateAfter(Map<Provenance, Instant> heard) {
        return heard.entrySet().stream()
                .flatMap(one ->
                        one
                                .getKey()
                                .interval()
                                .map((Duration interval) ->
                                        one.getValue()
                                                .plus(interval.multipliedBy(INTERVALS_UNTIL_LATE)))
                                .stream())
                .max(Instant::compareTo);
    }

    /** The words that the device is found by. */
    void index(UUID device, Facts facts) {
        var said = Stream.of(Facts.Name.values()).map(facts::value).filter(Objects::nonNull);
        var texts =
                Stream.concat(said, Labels.of(database, device).stream())
                        .collect(Collectors.joining(" "));
        index(device, Tokens.of(texts));
    }

    /** The device is found by nothing. */
    void hide(UUID device) {
        index(device, Set.of());
    }

    private void index(UUID device, Collection<String> tokens) {
        var words = tokens.stream().sorted().toArray(String[]::new);
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
}
