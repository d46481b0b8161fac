package muster.inventory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import muster.database.Database;
import muster.database.Sql;
import muster.devices.Provenance;
import muster.inventory.Difference.Installed;

/**
 * What goes from one device to another when they are merged or taken apart: of each kind of list
 * that of the stronger source, of equals the newer one.
 */
final class Transfers {
    private final Database database;

    /** The last list of a kind that a device sent. */
    private record Listed(Via via, Provenance provenance, Instant changedAt) {
        boolean isBetterThan(Listed other) {
            var byStrength = provenance.compareTo(other.provenance());
            return byStrength != 0 ? byStrength < 0 : changedAt.isAfter(other.changedAt());
        }
    }

    Transfers(Database database) {
        this.database = database;
    }

    /** What these devices have now, in the order of their ids. */
    Map<UUID, List<Installed>> before(UUID device, UUID other) {
        var before = new TreeMap<UUID, List<Installed>>();
        before.put(device, installed(device));
        before.put(other, installed(other));
        return before;
    }

    /**
     * Each version is looked up by its id ({@code offset 0} keeps that from becoming a join): a
     * database without statistics, which a new hub's is, could go through all versions each time.
     */
    List<Installed> installed(UUID device) {
        return database.list(
                Sql.of(
                        """
                        select i.version_id, v.software_id, i.via
                        from installations i, lateral (select software_id
                            from software_versions where id = i.version_id offset 0) v
                        where i.device_id = ? and i.removed_at is null
                        """,
                        device),
                row ->
                        new Installed(
                                row.uuid("version_id"),
                                row.uuid("software_id"),
                                Via.of(row.text("via"))));
    }

    void join(UUID merged, UUID device, Instant now) {
        for (var told : better(told(merged), told(device))) {
            replace(merged, device, told.via(), now);
        }
        database.run(
                Sql.of(
                        "update installations set removed_at = ?"
                                + " where device_id = ? and removed_at is null",
                        now,
                        merged));
    }

    /** Those of the one's lists that say more than the other's. */
    private static List<Listed> better(List<Listed> some, List<Listed> others) {
        var better = new ArrayList<Listed>();
        for (var one : some) {
            var same = find(one.via(), others);
            var report = find(Via.REPORT, others);
            var yields = one.via().yieldsToReport() && report.isPresent();
            if (!yields && same.filter(other -> !one.isBetterThan(other)).isEmpty()) {
                better.add(one);
            }
        }
        // A collector's own list already says what these would.
        if (find(Via.REPORT, better).isPresent()) {
            better.removeIf(one -> one.via().yieldsToReport());
        }
        return better;
    }

    private static Optional<Listed> find(Via via, List<Listed> lists) {
        return lists.stream().filter(one -> one.via() == via).findFirst();
    }

    private List<Listed> told(UUID device) {
        return database.list(
                Sql.of(
                        """
                        select via, provenance, changed_at from device_inventories
                        where device_id = ? order by via
                        """,
                        device),
                row ->
                        new Listed(
                                Via.of(row.text("via")),
                                Provenance.of(row.text("provenance")),
                                row.instant("changed_at")));
    }

    /** One device's list takes the place of the other's, which is kept for the way back. */
    private void replace(UUID from, UUID to, Via via, Instant now) {
        var replaced = via.replaced().stream().map(Via::word).toArray(String[]::new);
        database.run(
                Sql.of(
                        """
                        insert into replaced_inventories
                            (device_id, at, via, provenance, digest, items, changed_at, unread)
                        select device_id, ?, via, provenance, digest, items, changed_at, unread
                        from device_inventories where device_id = ? and via = ?
                        """,
                        now,
                        to,
                        via.word()));
        database.run(
                Sql.of(
                        """
                        insert into device_inventories
                            (device_id, via, provenance, digest, items, changed_at, unread)
                        select ?, via, provenance, digest, items, changed_at, unread
                        from device_inventories where device_id = ? and via = ?
                        on conflict (org_id, device_id, via) do update
                        set provenance = excluded.provenance, digest = excluded.digest,
                            items = excluded.items, changed_at = excluded.changed_at,
                            unread = excluded.unread
                        """,
                        to,
                        from,
                        via.word()));
        database.run(
                Sql.of(
                        """
                        update installations set removed_at = ?
                        where device_id = ? and removed_at is null and via = any (?::text[])
                            and (via <> ? or version_id <> all (array(select version_id
                                from installations
                                where device_id = ? and removed_at is null and via = ?)))
                        """,
                        now,
                        to,
                        replaced,
                        via.word(),
                        from,
                        via.word()));
        database.run(
                Sql.of(
                        """
                        insert into installations
                            (device_id, version_id, name_order, via, first_seen)
                        select ?, version_id, name_order, via, ? from installations
                        where device_id = ? and removed_at is null and via = ?
                            and version_id <> all (array(select version_id from installations
                                where device_id = ? and removed_at is null))
                        """,
                        to,
                        now,
                        from,
                        via.word(),
                        to));
    }

    /**
     * Where no newer list came since, the device has again what it had; a newer one of a source
     * that is gone goes along, any other is what the device has.
     */
    void part(UUID merged, UUID device, Set<Provenance> gone, Instant joined, Instant now) {
        database.run(
                Sql.of(
                        """
                        update installations set removed_at = null
                        where device_id = ? and removed_at = ?
                        """,
                        merged,
                        joined));
        var newer = told(device).stream().filter(one -> gone.contains(one.provenance())).toList();
        var same =
                database.list(
                        Sql.of(
                                """
                                select one.via from device_inventories one
                                join device_inventories of_merged using (via, digest, changed_at)
                                where one.device_id = ? and of_merged.device_id = ?
                                """,
                                device,
                                merged),
                        row -> Via.of(row.text("via")));
        for (var one : newer) {
            if (!same.contains(one.via())) {
                replace(device, merged, one.via(), now);
                putBack(device, one.via(), joined, now);
            }
        }
        same.forEach(via -> putBack(device, via, joined, now));
    }

    private void putBack(UUID device, Via via, Instant joined, Instant now) {
        var replaced = via.replaced().stream().map(Via::word).toArray(String[]::new);
        database.run(
                Sql.of(
                        """
                        update installations set removed_at = ?
                        where device_id = ? and removed_at is null and via = ? and first_seen >= ?
                        """,
                        now,
                        device,
                        via.word(),
                        joined));
        database.run(
                Sql.of(
                        """
                        update installations set removed_at = null
                        where device_id = ? and removed_at = ? and via = any (?::text[])
                            and version_id <> all (array(select version_id from installations
                                where device_id = ? and removed_at is null))
                        """,
                        device,
                        joined,
                        replaced,
                        device));
        database.run(
                Sql.of(
                        "delete from device_inventories where device_id = ? and via = ?",
                        device,
                        via.word()));
        database.run(
                Sql.of(
                        """
                        with back as (
                            delete from replaced_inventories
                            where device_id = ? and at = ? and via = ?
                            returning device_id, via, provenance, digest, items, changed_at, unread)
                        insert into device_inventories
                            (device_id, via, provenance, digest, items, changed_at, unread)
                        select device_id, via, provenance, digest, items, changed_at, unread from back
                        """,
                        device,
                        joined,
                        via.word()));
    }
}
