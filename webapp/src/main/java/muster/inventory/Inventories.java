package muster.inventory;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import muster.database.Database;
import muster.database.Sql;
import muster.devices.Arrivals.Arrival;
import muster.devices.Counters;
import muster.devices.Provenance;
import muster.devices.Retirements;
import muster.devices.Timeline;
import muster.happenings.Happening;
import muster.happenings.Happenings;
import muster.inventory.Difference.Installed;
import muster.wire.Inventory;

/**
 * What devices say they carry. A list that changes nothing is told by its digest and writes
 * nothing; one that changes something costs a handful of statements, however long it is.
 */
public final class Inventories implements Retirements.Belongings {
    private final Database database;
    private final Titles titles;
    private final Timeline timeline;
    private final Counters counters;
    private final Happenings happenings;

    public Inventories(
            Database database, Timeline timeline, Counters counters, Happenings happenings) {
        this.database = database;
        this.titles = new Titles(database);
        this.timeline = timeline;
        this.counters = counters;
        this.happenings = happenings;
    }

    /** Notes a list of software as what is now on the device, whose row this transaction holds. */
    public void observe(
            Arrival arrival, Inventory inventory, Via via, Provenance provenance, Instant now) {
        var device = arrival.device();
        var digest = inventory.softwareDigest();
        if (isNews(device, via, digest)) {
            var tenant = database.tenant();
            var items = inventory.software().stream().map(fact -> Item.of(tenant, fact)).toList();
            var difference = Difference.of(installed(device), items, via, via.replaced());
            database.keepPlans();
            install(device, difference, via, now);
            remember(device, via, provenance, digest, items.size(), now);
            if (!difference.isEmpty()) {
                timeline.add(device, entry(difference, provenance, now));
            }
            // Last of all: whoever counts holds up the organization's other reports until the
            // commit.
            counters.lock();
            count(device, difference);
            counters.add(Counters.Of.DEVICES, arrival.counts() ? 1 : 0);
            roll(now, 1, arrival.counts() ? 1 : 0, difference);
            happenings.record(new Happening(Happening.Kind.SOFTWARE_CHANGED, device));
        }
    }

    /** Notes that a device is gone, and its software with it. If it reports again, all is new. */
    @Override
    public void leave(UUID device, Instant now) {
        var difference =
                Difference.of(installed(device), List.of(), Via.REPORT, Set.of(Via.values()));
        install(device, difference, Via.REPORT, now);
        database.run(Sql.of("delete from device_inventories where device_id = ?", device));
        counters.lock();
        count(device, difference);
        roll(now, 0, 0, difference);
        happenings.record(new Happening(Happening.Kind.SOFTWARE_CHANGED, device));
    }

    @Override
    public void comeBack(UUID device, Instant left, Instant now) {
        database.run(
                Sql.of(
                        "update installations set removed_at = null"
                                + " where device_id = ? and removed_at = ?",
                        device,
                        left));
        var difference = Difference.back(installed(device));
        counters.lock();
        count(device, difference);
        roll(now, 0, 1, difference);
        happenings.record(new Happening(Happening.Kind.SOFTWARE_CHANGED, device));
    }

    private boolean isNews(UUID device, Via via, byte[] digest) {
        var before =
                database.list(
                        Sql.of(
                                "select via, digest = ? as same from device_inventories"
                                        + " where device_id = ?",
                                digest,
                                device),
                        row -> Map.entry(Via.of(row.text("via")), row.flag("same")));
        return before.stream()
                .noneMatch(one ->
                        one.getKey() == via
                                ? one.getValue()
                                : one.getKey() == Via.REPORT && via.yieldsToReport());
    }

    /**
     * Each version is looked up by its id ({@code offset 0} keeps that from becoming a join): a
     * database without statistics, which a new hub's is, could go through all versions each time.
     */
    private List<Installed> installed(UUID device) {
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

    private void install(UUID device, Difference difference, Via via, Instant now) {
        if (!difference.added().isEmpty()) {
            titles.add(difference.added(), now);
            database.run(
                    Sql.of(
                            """
                            insert into installations
                                (device_id, version_id, name_order, via, first_seen)
                            select ?, version_id, name_order, ?, ?
                            from unnest(?::uuid[], ?::text[]) as added(version_id, name_order)
                            """,
                            device,
                            via.word(),
                            now,
                            difference.added().stream().map(Item::version).toArray(UUID[]::new),
                            difference.added().stream()
                                    .map(Item::nameOrder)
                                    .toArray(String[]::new)));
        }
        if (!difference.removed().isEmpty()) {
            database.run(
                    Sql.of(
                            """
                            update installations set removed_at = ?
                            where device_id = ? and removed_at is null
                                and version_id = any (?::uuid[])
                            """,
                            now,
                            device,
                            difference.removed().toArray(UUID[]::new)));
        }
        if (!difference.retold().isEmpty()) {
            database.run(
                    Sql.of(
                            """
                            update installations set via = ?
                            where device_id = ? and removed_at is null
                                and version_id = any (?::uuid[])
                            """,
                            via.word(),
                            device,
                            difference.retold().toArray(UUID[]::new)));
        }
    }

    private void remember(
            UUID device, Via via, Provenance provenance, byte[] digest, int items, Instant now) {
        database.run(
                Sql.of(
                        """
                        insert into device_inventories
                            (device_id, via, provenance, digest, items, changed_at)
                        values (?, ?, ?, ?, ?, ?)
                        on conflict (org_id, device_id, via) do update
                        set provenance = excluded.provenance, digest = excluded.digest,
                            items = excluded.items, changed_at = excluded.changed_at
                        """,
                        device,
                        via.word(),
                        provenance.word(),
                        digest,
                        items,
                        now));
    }

    private static Timeline.Entry entry(Difference difference, Provenance provenance, Instant now) {
        return Timeline.Entry.software(
                now,
                provenance,
                difference.added().size() - difference.upgraded(),
                difference.removed().size() - difference.upgraded(),
                difference.upgraded());
    }

    private void count(UUID device, Difference difference) {
        database.run(
                Sql.of(
                        "update devices set software_count = ? where id = ?",
                        difference.installed(),
                        device));
        counters.add(Counters.Of.SOFTWARE, titles.count(difference));
    }

    private void roll(Instant now, int reports, int devices, Difference difference) {
        database.run(
                Sql.of(
                        """
                        insert into inventory_days (day, reports, devices_added, added, removed)
                        values (?, ?, ?, ?, ?)
                        on conflict (org_id, day) do update
                        set reports = inventory_days.reports + excluded.reports,
                            devices_added = inventory_days.devices_added + excluded.devices_added,
                            added = inventory_days.added + excluded.added,
                            removed = inventory_days.removed + excluded.removed
                        """,
                        now.atOffset(ZoneOffset.UTC).toLocalDate(),
                        reports,
                        devices,
                        difference.arrived(),
                        difference.removed().size()));
    }
}
