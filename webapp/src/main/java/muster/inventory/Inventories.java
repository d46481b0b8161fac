package muster.inventory;

import java.io.Serial;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import muster.database.Database;
import muster.database.Sql;
import muster.devices.Arrivals.Arrival;
import muster.devices.Belongings;
import muster.devices.Counters;
import muster.devices.Provenance;
import muster.devices.Timeline;
import muster.happenings.Happening;
import muster.happenings.Happenings;
import muster.inventory.Difference.Installed;
import muster.wire.Change;
import muster.wire.Inventory;
import org.jspecify.annotations.Nullable;

/**
 * What devices say they carry. A list that changes nothing is told by its digest and writes
 * nothing; one that changes something costs a handful of statements, however long it is.
 */
public final class Inventories implements Belongings {
    private final Database database;
    private final Titles titles;
    private final Told told;
    private final Transfers transfers;
    private final Timeline timeline;
    private final Counters counters;
    private final Happenings happenings;

    /** What changed was told, but not since a list that is known: only all of it will do. */
    public static final class BaseUnknown extends RuntimeException {
        @Serial private static final long serialVersionUID = 1;

        private BaseUnknown() {
            super("the list that this changes is not the last one that was received");
        }
    }

    public Inventories(
            Database database, Timeline timeline, Counters counters, Happenings happenings) {
        this.database = database;
        this.titles = new Titles(database);
        this.told = new Told(database);
        this.transfers = new Transfers(database);
        this.timeline = timeline;
        this.counters = counters;
        this.happenings = happenings;
    }

    /**
     * Notes a list of software as what is now on the device, whose row this transaction holds.
     *
     * @param state of the list as it was sent
     * @return whether the device's collector does not tell the same, and better
     */
    public boolean observe(Arrival arrival, Inventory inventory, Told.State state, Via via) {
        var device = arrival.device();
        if (told.isNews(device, via, state)) {
            var tenant = database.tenant();
            var items = inventory.software().stream().map(fact -> Item.of(tenant, fact)).toList();
            var before = transfers.installed(device);
            var silent = silent(device, state.unread(), items);
            var difference = Difference.of(before, items, via, via.replaced(), silent);
            take(arrival, difference, via);
            told.remember(device, via, state, arrival.look());
        }
        return told.isHeeded(device, via);
    }

    /**
     * Notes what has changed on a device since its collector's last list.
     *
     * @param unread the kinds of software that its collector could not read now
     * @throws BaseUnknown the last list that is known is another
     */
    public void observe(Arrival arrival, Change change, Set<String> unread) {
        var device = arrival.device();
        var before = told.last(device, Via.REPORT).orElseThrow(BaseUnknown::new);
        var after = before.after(change, unread);
        if (!before.isSame(after)) {
            if (!before.isBaseOf(change) || !before.unread().equals(unread)) {
                throw new BaseUnknown();
            }
            var tenant = database.tenant();
            var added = change.added().stream().map(fact -> Item.of(tenant, fact)).toList();
            var silent = silent(device, unread, added);
            var difference =
                    Difference.of(
                            transfers.installed(device),
                            added,
                            change.removed().stream()
                                    .map(fact -> Item.of(tenant, fact).version())
                                    .filter(version -> !silent.contains(version))
                                    .collect(Collectors.toSet()),
                            Via.REPORT.replaced());
            take(arrival, difference, Via.REPORT);
            told.remember(device, Via.REPORT, after, arrival.look());
        }
    }

    private void take(Arrival arrival, Difference difference, Via via) {
        var device = arrival.device();
        var look = arrival.look();
        database.keepPlans();
        install(device, difference, via, look.at());
        if (!difference.isEmpty()) {
            timeline.add(device, entry(difference, look.provenance(), look.received()));
        }
        // Last of all: whoever counts holds up the organization's other reports until the commit.
        counters.lock();
        count(device, difference);
        counters.add(Counters.Of.DEVICES, arrival.counts() ? 1 : 0);
        roll(look.received(), 1, arrival.counts() ? 1 : 0, difference);
        happenings.record(new Happening(Happening.Kind.SOFTWARE_CHANGED, device));
    }

    /** Notes that a device is gone, and its software with it. If it reports again, all is new. */
    @Override
    public void leave(UUID device, Instant now) {
        var difference =
                Difference.of(
                        transfers.installed(device),
                        List.of(),
                        Via.REPORT,
                        Set.of(Via.values()),
                        Set.of());
        install(device, difference, Via.REPORT, now);
        told.forget(device);
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
        var difference = Difference.back(transfers.installed(device));
        counters.lock();
        count(device, difference);
        roll(now, 0, 1, difference);
        happenings.record(new Happening(Happening.Kind.SOFTWARE_CHANGED, device));
    }

    @Override
    public void join(UUID merged, UUID device, Instant now) {
        var before = transfers.before(merged, device);
        transfers.join(merged, device, now);
        recount(before, now);
    }

    @Override
    public void part(UUID merged, UUID device, Set<Provenance> gone, Instant joined, Instant now) {
        var before = transfers.before(merged, device);
        transfers.part(merged, device, gone, joined, now);
        recount(before, now);
    }

    @Override
    public void split(
            UUID device,
            UUID other,
            Set<Provenance> sources,
            @Nullable Instant adopted,
            Instant now) {
        var before = transfers.before(device, other);
        new Division(database).split(device, other, sources, adopted, now);
        recount(before, now);
    }

    /** Counts what devices have now, when they had this before. */
    private void recount(Map<UUID, List<Installed>> before, Instant now) {
        counters.lock();
        before.forEach((device, had) -> {
            var difference = Difference.between(had, transfers.installed(device));
            count(device, difference);
            roll(now, 0, 0, difference);
            happenings.record(new Happening(Happening.Kind.SOFTWARE_CHANGED, device));
        });
    }

    /** Versions of kinds that were not read to the end: what was not told may well be there. */
    private Set<UUID> silent(UUID device, Set<String> kinds, List<Item> told) {
        return kinds.isEmpty()
                ? Set.of()
                : Set.copyOf(
                        database.list(
                                Sql.of(
                                        """
                                        select i.version_id
                                        from installations i
                                        join software_versions v on v.id = i.version_id
                                        join software s on s.id = v.software_id
                                        where i.device_id = ? and i.removed_at is null
                                            and s.source = any (?::text[])
                                            and s.id <> all (?::uuid[])
                                        """,
                                        device,
                                        kinds.toArray(String[]::new),
                                        told.stream().map(Item::software).toArray(UUID[]::new)),
                                row -> row.uuid("version_id")));
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
                            on conflict (org_id, device_id, first_seen, version_id)
                                do update set removed_at = null, via = excluded.via
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
