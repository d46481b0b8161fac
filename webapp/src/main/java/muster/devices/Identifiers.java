package muster.devices;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import muster.database.Database;
import muster.database.Sql;
import muster.devices.Identifier.Kind;
import muster.devices.Recognition.Known;

/** What every device of the organization is known by. */
public final class Identifiers {
    /** So long after it was last heard an agent still speaks for its device. */
    private static final Duration AGENT_LIVES = Duration.ofDays(7);

    private final Database database;

    /** What a device is known by, and who said so first. */
    public record Held(String kind, String value, Provenance provenance, Instant firstSeen) {
        Identifier identifier() {
            return new Identifier(Kind.of(kind), value);
        }
    }

    Identifiers(Database database) {
        this.database = database;
    }

    /**
     * Until the transaction ends, nobody else reports one of these: two first reports of one device
     * make one device. Locks are taken in the order of their keys, so nobody waits in a ring.
     */
    void lock(List<Identifier> seen, UUID site) {
        database.list(
                Sql.of(
                        """
                        select pg_advisory_xact_lock(key) from (
                            select hashtextextended(
                                concat(tenant(), ' ', kind, ' ', scope, ' ', value), 0) as key
                            from unnest(?::text[], ?::uuid[], ?::text[]) as seen(kind, scope, value)
                            order by key) as in_order
                        """,
                        kinds(seen),
                        scopes(seen, site),
                        values(seen)),
                row -> true);
    }

    /** The same for all that these devices are known by. */
    void lockAll(UUID device, UUID other) {
        database.list(
                Sql.of(
                                """
                                select pg_advisory_xact_lock(key) from (
                                    select hashtextextended(
                                        concat(tenant(), ' ', kind, ' ', scope, ' ', value), 0)
                                        as key
                                    from device_identifiers where device_id =
                                """)
                        .and(Aliases.all(device))
                        .and("or device_id =")
                        .and(Aliases.all(other))
                        .and("order by key) as in_order"),
                row -> true);
    }

    /**
     * The devices that hold any of these, with all that each is known by, and of which device this
     * source speaks where one was split.
     */
    List<Known> known(List<Identifier> seen, Look look) {
        var identifiers = new HashMap<UUID, Set<Identifier>>();
        var others = new HashMap<UUID, UUID>();
        var spokenFor = new HashSet<UUID>();
        database.list(
                Sql.of(
                        """
                        with held as materialized (
                            select distinct coalesce(
                                (select a.device_id from device_aliases a where a.id = i.device_id),
                                i.device_id) as id
                            from unnest(?::text[], ?::uuid[], ?::text[]) as seen(kind, scope, value)
                            join device_identifiers i using (kind, scope, value))
                        select held.id, every.kind, every.value,
                            (select coalesce((select a.device_id from device_aliases a
                                    where a.id = s.other_id), s.other_id)
                                from device_splits s
                                where s.device_id = any (array(select id from device_aliases
                                        where device_id = held.id) || held.id)
                                    and ? = any (s.sources)
                                order by s.at desc limit 1) as other_id,
                            exists (select from collectors c
                                where c.device_id = held.id and c.kind = 'agent'
                                    and c.revoked_at is null
                                    and c.id is distinct from ?::uuid
                                    and (c.replaced_by is null
                                        or c.replaced_by is distinct from ?::uuid)
                                    and coalesce(c.seen_at, c.enrolled_at) > ?) as spoken_for
                        from held, lateral (select kind, value from device_identifiers
                            where device_id = any (array(select id from device_aliases
                                where device_id = held.id) || held.id) offset 0) as every
                        """,
                        kinds(seen),
                        scopes(seen, look.site()),
                        values(seen),
                        look.provenance().word(),
                        look.collector(),
                        look.collector(),
                        look.received().minus(AGENT_LIVES)),
                row -> {
                    if (row.flag("spoken_for")) {
                        spokenFor.add(row.uuid("id"));
                    }
                    var other = row.uuidOrNull("other_id");
                    if (other != null) {
                        others.put(row.uuid("id"), other);
                    }
                    return identifiers
                            .computeIfAbsent(row.uuid("id"), id -> new HashSet<>())
                            .add(new Identifier(Kind.of(row.text("kind")), row.text("value")));
                });
        return identifiers.entrySet().stream()
                .map(one ->
                        new Known(
                                one.getKey(),
                                one.getValue(),
                                others.get(one.getKey()),
                                spokenFor.contains(one.getKey())))
                .toList();
    }

    /** A device and all that it and its parts are known by. */
    Known known(UUID device) {
        return new Known(
                device, of(device).stream().map(Held::identifier).collect(Collectors.toSet()));
    }

    List<Held> of(UUID device) {
        return database.list(
                Sql.of(
                                """
                                select kind, value, provenance, first_seen
                                from device_identifiers where device_id =
                                """)
                        .and(Aliases.all(device))
                        .and("order by first_seen, kind, value"),
                row ->
                        new Held(
                                row.text("kind"),
                                row.text("value"),
                                Provenance.of(row.text("provenance")),
                                row.instant("first_seen")));
    }

    /** A name goes to whoever took it last; hardware stays with whom it was seen on first. */
    void add(UUID device, List<Identifier> added, Look look) {
        if (added.isEmpty()) {
            return;
        }
        database.run(
                Sql.of(
                        """
                        insert into device_identifiers
                            (kind, scope, value, device_id, provenance, first_seen)
                        select kind, scope, value, ?, ?, ?
                        from unnest(?::text[], ?::uuid[], ?::text[]) as seen(kind, scope, value)
                        on conflict (org_id, kind, scope, value) do update
                        set device_id = excluded.device_id, provenance = excluded.provenance,
                            first_seen = excluded.first_seen
                        where device_identifiers.kind = 'hostname'
                            and device_identifiers.device_id <> excluded.device_id
                        """,
                        device,
                        look.provenance().word(),
                        look.at(),
                        kinds(added),
                        scopes(added, look.site()),
                        values(added)));
    }

    void remove(UUID device, Identifier identifier) {
        database.run(
                Sql.of("delete from device_identifiers where device_id =")
                        .and(Aliases.all(device))
                        .and(
                                "and kind = ? and value = ?",
                                identifier.kind().word(),
                                identifier.value()));
    }

    /** What these sources said first, the one is no longer known by, but the other. */
    void move(UUID device, UUID other, Collection<Provenance> sources) {
        database.run(
                Sql.of("update device_identifiers set device_id = ? where device_id =", other)
                        .and(Aliases.all(device))
                        .and(
                                "and provenance = any (?::text[])",
                                (Object) Provenance.words(sources)));
    }

    /** The one is no longer known by these, but the other. */
    void moveThese(UUID device, UUID other, List<Identifier> moved) {
        database.run(
                Sql.of("update device_identifiers set device_id = ? where device_id =", other)
                        .and(Aliases.all(device))
                        .and(
                                """
                                and (kind, value) in (select kind, value
                                    from unnest(?::text[], ?::text[]) as moved(kind, value))
                                """,
                                kinds(moved),
                                values(moved)));
    }

    private static String[] kinds(List<Identifier> identifiers) {
        return identifiers.stream().map(one -> one.kind().word()).toArray(String[]::new);
    }

    private UUID[] scopes(List<Identifier> identifiers, UUID site) {
        var tenant = database.tenant();
        return identifiers.stream().map(one -> one.scope(tenant, site)).toArray(UUID[]::new);
    }

    private static String[] values(List<Identifier> identifiers) {
        return identifiers.stream().map(Identifier::value).toArray(String[]::new);
    }
}
