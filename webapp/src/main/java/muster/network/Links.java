package muster.network;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.devices.Aliases;
import org.jspecify.annotations.Nullable;

/** The cables of devices, and who is at their other ends where that is known here. */
final class Links {
    private final Database database;

    /**
     * A cable as the device at one end tells it.
     *
     * @param deviceId who is at the other end; null where nobody of that name is known at the site
     */
    public record Linked(
            UUID id,
            @Nullable String localInterface,
            @Nullable String remoteName,
            @Nullable String remoteInterface,
            @Nullable String remotePlatform,
            @Nullable UUID deviceId,
            @Nullable String hostname,
            Instant since) {}

    /** The same, and whose it is. */
    record Told(UUID device, UUID site, Linked link) {}

    /** A device that is known by some name. */
    record Known(UUID id, String hostname, String type) {}

    Links(Database database) {
        this.database = database;
    }

    /** Those of one device. */
    List<Linked> of(UUID device, int most) {
        var told =
                database.list(
                        SELECT.and("where l.device_id =")
                                .and(Aliases.all(device))
                                .and(
                                        "order by l.local_interface, l.remote_name, l.id limit ?",
                                        most),
                        Links::told);
        return told.isEmpty() ? List.of() : named(told, told.getFirst().site());
    }

    private List<Linked> named(List<Told> told, UUID site) {
        var known = known(told, site);
        return told.stream().map(Told::link).map(link -> named(link, known)).toList();
    }

    static Linked named(Linked link, Map<String, Known> known) {
        var there = find(link.remoteName(), known);
        return there == null
                ? link
                : new Linked(
                        link.id(),
                        link.localInterface(),
                        link.remoteName(),
                        link.remoteInterface(),
                        link.remotePlatform(),
                        there.id(),
                        there.hostname(),
                        link.since());
    }

    private static @Nullable Known find(@Nullable String name, Map<String, Known> known) {
        return name == null
                ? null
                : RemoteNames.spellings(name).stream()
                        .filter(known::containsKey)
                        .findFirst()
                        .map(known::get)
                        .orElse(null);
    }

    /** All links of devices at a site, or of all where it is null. */
    List<Told> at(@Nullable UUID site, int most) {
        return database.list(
                SELECT.and(
                        """
                        where d.retired_at is null and (?::uuid is null or d.site_id = ?::uuid)
                        order by d.name_order, l.local_interface, l.id limit ?
                        """,
                        site,
                        site,
                        most),
                Links::told);
    }

    private static final Sql SELECT =
            Sql.of(
                    """
                    select l.id, coalesce(a.device_id, l.device_id) as device_id, d.site_id,
                        l.local_interface, l.remote_name, l.remote_interface, l.remote_platform,
                        l.since
                    from device_links l
                    left join device_aliases a on a.org_id = l.org_id and a.id = l.device_id
                    join devices d on d.org_id = l.org_id
                        and d.id = coalesce(a.device_id, l.device_id)
                    """);

    private static Told told(Row row) {
        return new Told(
                row.uuid("device_id"),
                row.uuid("site_id"),
                new Linked(
                        row.uuid("id"),
                        row.textOrNull("local_interface"),
                        row.textOrNull("remote_name"),
                        row.textOrNull("remote_interface"),
                        row.textOrNull("remote_platform"),
                        null,
                        null,
                        row.instant("since")));
    }

    /** Devices of the site by the names that links tell, in every spelling. */
    Map<String, Known> known(Collection<Told> told, UUID site) {
        var spellings = new LinkedHashSet<String>();
        told.stream()
                .map(one -> one.link().remoteName())
                .forEach(name -> {
                    if (name != null) {
                        spellings.addAll(RemoteNames.spellings(name));
                    }
                });
        var known = new HashMap<String, Known>();
        database.list(
                Sql.of(
                        """
                        select s.name, d.id, d.hostname, d.type
                        from unnest(?::text[]) as s(name)
                        cross join lateral (
                            select i.device_id from device_identifiers i
                            where i.kind = 'hostname' and i.scope = ? and i.value = s.name
                            union all
                            select i.device_id from device_identifiers i
                            where i.kind = 'hostname' and i.scope = ?
                                and i.value > s.name || '.' and i.value < s.name || '/'
                            union all
                            select i.device_id from device_identifiers i
                            where i.kind in ('serial', 'mac') and i.scope = tenant()
                                and i.value = s.name
                            limit 2) named
                        left join device_aliases a on a.id = named.device_id
                        join devices d on d.id = coalesce(a.device_id, named.device_id)
                            and d.retired_at is null
                        """,
                        spellings.toArray(String[]::new),
                        site,
                        site),
                row ->
                        known.merge(
                                row.text("name"),
                                new Known(row.uuid("id"), row.text("hostname"), row.text("type")),
                                (first, _) -> first));
        return known;
    }
}
