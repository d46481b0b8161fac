package muster.devices;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.devices.Facts.Fact;

/** What each source said about each device, since when, and when it was last heard. */
final class Sources {
    private final Database database;

    Sources(Database database) {
        this.database = database;
    }

    /** What is said of a device and of all that became part of it. */
    Facts of(UUID device) {
        return Facts.newest(
                database.list(
                        Sql.of(
                                        "select name, provenance, value, since from device_facts"
                                                + " where device_id =")
                                .and(Aliases.all(device))
                                .and("order by name, provenance, since desc, value"),
                        Sources::fact));
    }

    /** Who spoke of what is part of a device. */
    Set<Provenance> ofParts(UUID device) {
        return Set.copyOf(
                database.list(
                        Sql.of(
                                """
                                select distinct provenance from device_facts where device_id = any (
                                    array(select id from device_aliases where device_id = ?))
                                """,
                                device),
                        row -> Provenance.of(row.text("provenance"))));
    }

    private static Fact fact(Row row) {
        return new Fact(
                Facts.Name.of(row.text("name")),
                Provenance.of(row.text("provenance")),
                row.text("value"),
                row.instant("since"));
    }

    void add(UUID device, List<Fact> news) {
        database.run(
                Sql.of(
                        """
                        insert into device_facts (device_id, name, provenance, value, since)
                        select ?, name, provenance, value, since
                        from unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[])
                            as news(name, provenance, value, since)
                        on conflict (org_id, device_id, name, provenance)
                        do update set value = excluded.value, since = excluded.since
                        """,
                        device,
                        news.stream().map(fact -> fact.name().word()).toArray(String[]::new),
                        news.stream().map(fact -> fact.provenance().word()).toArray(String[]::new),
                        news.stream().map(Fact::value).toArray(String[]::new),
                        news.stream().map(Fact::since).toArray(Instant[]::new)));
    }

    /** What these sources said of the one is said of the other. */
    void move(UUID device, UUID other, Collection<Provenance> sources) {
        var moved = of(device).all().stream().filter(fact -> sources.contains(fact.provenance()));
        add(other, moved.toList());
        database.run(
                Sql.of("delete from device_facts where device_id =")
                        .and(Aliases.all(device))
                        .and(
                                "and provenance = any (?::text[])",
                                (Object) Provenance.words(sources)));
        database.run(
                Sql.of(
                                """
                                insert into device_sources (device_id, provenance, heard_at)
                                select ?, provenance, max(heard_at) from device_sources where device_id =
                                """,
                                other)
                        .and(Aliases.all(device))
                        .and(
                                """
                                and provenance = any (?::text[]) group by provenance
                                on conflict (org_id, device_id, provenance) do update
                                set heard_at = greatest(excluded.heard_at, device_sources.heard_at)
                                """,
                                (Object) Provenance.words(sources)));
        database.run(
                Sql.of("delete from device_sources where device_id =")
                        .and(Aliases.all(device))
                        .and(
                                "and provenance = any (?::text[])",
                                (Object) Provenance.words(sources)));
    }

    /** Says no longer that these are the device's. */
    void remove(UUID device, Facts.Name name, String value) {
        database.run(
                Sql.of("delete from device_facts where device_id =")
                        .and(Aliases.all(device))
                        .and("and name = ? and lower(value) = lower(?)", name.word(), value));
    }

    /** When each source of a device, and of all that became part of it, was last heard. */
    Map<Provenance, Instant> heard(UUID device) {
        return heard(device, Instant.EPOCH);
    }

    /**
     * The same of a device that another was taken out of.
     *
     * @param joined what the device's own row says from before may be of the other's source
     */
    Map<Provenance, Instant> heard(UUID device, Instant joined) {
        var devices = Sql.of("=").and(Aliases.all(device));
        var heard = new EnumMap<Provenance, Instant>(Provenance.class);
        database.list(
                Sql.of(
                                """
                                select coalesce(last_source, provenance) as provenance, last_seen as heard_at
                                from devices where id = ? and last_seen >= ?
                                union all select provenance, heard_at from device_sources where device_id
                                """,
                                device,
                                joined)
                        .and(devices)
                        .and("union all select provenance, since from device_facts where device_id")
                        .and(devices),
                row ->
                        heard.merge(
                                Provenance.of(row.text("provenance")),
                                row.instant("heard_at"),
                                (one, other) -> one.isAfter(other) ? one : other));
        return Collections.unmodifiableMap(heard);
    }

    /** Notes when each of these sources of a device was last heard. */
    void keep(UUID device, Map<Provenance, Instant> heard) {
        database.run(
                Sql.of(
                        """
                        insert into device_sources (device_id, provenance, heard_at)
                        select ?, provenance, heard_at
                        from unnest(?::text[], ?::timestamptz[]) as heard(provenance, heard_at)
                        """,
                        device,
                        Provenance.words(heard.keySet()),
                        heard.values().toArray(Instant[]::new)));
    }

    /** Notes who was heard last, before somebody else is. */
    void keepLast(UUID device) {
        keepLast(device, Instant.EPOCH);
    }

    /** The same, unless that was before this moment. */
    void keepLast(UUID device, Instant since) {
        database.run(
                Sql.of(
                        """
                        insert into device_sources (device_id, provenance, heard_at)
                        select id, coalesce(last_source, provenance), last_seen
                        from devices where id = ? and provenance <> '' and last_seen >= ?
                        on conflict (org_id, device_id, provenance)
                        do update set heard_at = greatest(excluded.heard_at, device_sources.heard_at)
                        """,
                        device,
                        since));
    }
}
