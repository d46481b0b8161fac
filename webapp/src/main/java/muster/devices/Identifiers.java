package muster.devices;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import muster.database.Database;
import muster.database.Sql;
import muster.devices.Identifier.Kind;
import muster.devices.Recognition.Known;

/** What every device of the organization is known by. */
public final class Identifiers {
    private final Database database;

    /** What a device is known by, and who said so first. */
    public record Held(String kind, String value, Provenance provenance, Instant firstSeen) {}

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

    /** The devices that hold any of these, with all that each is known by. */
    List<Known> known(List<Identifier> seen, UUID site) {
        var identifiers = new HashMap<UUID, Set<Identifier>>();
        database.list(
                Sql.of(
                        """
                        select distinct every.device_id, every.kind, every.value
                        from unnest(?::text[], ?::uuid[], ?::text[]) as seen(kind, scope, value)
                        join device_identifiers as one using (kind, scope, value)
                        join device_identifiers as every on every.device_id = one.device_id
                        """,
                        kinds(seen),
                        scopes(seen, site),
                        values(seen)),
                row ->
                        identifiers
                                .computeIfAbsent(row.uuid("device_id"), id -> new HashSet<>())
                                .add(new Identifier(Kind.of(row.text("kind")), row.text("value"))));
        return identifiers.entrySet().stream()
                .map(entry -> new Known(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** The same of one device; empty where it is known by nothing, or is none. */
    Optional<Known> known(UUID device) {
        var all =
                of(device).stream()
                        .map(held -> new Identifier(Kind.of(held.kind()), held.value()))
                        .collect(Collectors.toUnmodifiableSet());
        return all.isEmpty() ? Optional.empty() : Optional.of(new Known(device, all));
    }

    List<Held> of(UUID device) {
        return database.list(
                Sql.of(
                        """
                        select kind, value, provenance, first_seen from device_identifiers
                        where device_id = ? order by first_seen, kind, value
                        """,
                        device),
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
                Sql.of(
                        "delete from device_identifiers where device_id = ? and kind = ? and value = ?",
                        device,
                        identifier.kind().word(),
                        identifier.value()));
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
