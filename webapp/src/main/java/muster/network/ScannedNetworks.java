package muster.network;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import muster.database.Database;
import muster.database.Sql;
import muster.devices.Arrivals.Arrival;
import muster.identify.Identity;
import muster.identify.Identity.ArpEntry;
import muster.identify.Identity.Interface;
import muster.identify.Identity.Link;
import muster.identify.Identity.MacEntry;
import org.jspecify.annotations.Nullable;

/**
 * How a device is connected that a scanner asked. A table that it did not give stays as it was: not
 * told is not empty.
 */
public final class ScannedNetworks {
    static final int INTERFACES_MAX = 4_096;
    static final int LINKS_MAX = 1_000;
    static final int MACS_MAX = 4_000;

    private final Database database;
    private final Networks networks;

    public ScannedNetworks(Database database) {
        this.database = database;
        this.networks = new Networks(database);
    }

    /** Notes what a device told, whose row this transaction holds. */
    public void observe(Arrival arrival, Identity said) {
        var links = limited(said.neighbours(), LINKS_MAX);
        if (arrival.outspoken()) {
            // Its agent tells all of this better, but no agent hears what LLDP tells.
            links(arrival, links);
            return;
        }
        var interfaces = interfaces(said.interfaces());
        var arp = limited(said.arp().stream().filter(one -> one.mac() != null), MACS_MAX);
        var macs = limited(said.macs(), MACS_MAX);
        var digest = Networks.digest(interfaces, links, arp, macs);
        var told = !(interfaces.isEmpty() && links.isEmpty() && arp.isEmpty() && macs.isEmpty());
        if (told && !networks.isKnown(arrival.device(), digest)) {
            interfaces(arrival, interfaces);
            links(arrival, links);
            arp(arrival, arp);
            macs(arrival, macs);
            networks.remember(arrival, digest);
        }
    }

    private static <T> List<T> limited(List<T> all, int most) {
        return limited(all.stream(), most);
    }

    private static <T> List<T> limited(Stream<T> all, int most) {
        return all.distinct().limit(most).toList();
    }

    /** A name twice is one interface. */
    private static List<Interface> interfaces(List<Interface> all) {
        var byName = new TreeMap<String, Interface>();
        all.forEach(one -> byName.putIfAbsent(one.name(), one));
        return limited(List.copyOf(byName.values()), INTERFACES_MAX);
    }

    private void interfaces(Arrival arrival, List<Interface> all) {
        if (all.isEmpty()) {
            return;
        }
        var names = texts(all, Interface::name);
        database.run(
                Sql.of(
                        "delete from device_interfaces"
                                + " where device_id = ? and name <> all (?::text[])",
                        arrival.device(),
                        names));
        database.run(
                Sql.of(
                        """
                        insert into device_interfaces (device_id, name, mac, addresses, alias,
                            speed_bps, admin_up, oper_up, since)
                        select ?, name, mac, '{}', alias, speed_bps, admin_up, oper_up, ?
                        from unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::boolean[],
                            ?::boolean[]) as seen(name, mac, alias, speed_bps, admin_up, oper_up)
                        on conflict (org_id, device_id, name) do update
                        set mac = excluded.mac, alias = excluded.alias,
                            speed_bps = excluded.speed_bps, admin_up = excluded.admin_up,
                            oper_up = excluded.oper_up, since = excluded.since
                        where (device_interfaces.mac, device_interfaces.alias,
                                device_interfaces.speed_bps, device_interfaces.admin_up,
                                device_interfaces.oper_up)
                            is distinct from (excluded.mac, excluded.alias, excluded.speed_bps,
                                excluded.admin_up, excluded.oper_up)
                        """,
                        arrival.device(),
                        arrival.look().at(),
                        names,
                        texts(all, Interface::mac),
                        texts(all, Interface::alias),
                        all.stream().map(Interface::speedBps).toArray(Long[]::new),
                        all.stream().map(Interface::adminUp).toArray(Boolean[]::new),
                        all.stream().map(Interface::operUp).toArray(Boolean[]::new)));
    }

    private void links(Arrival arrival, List<Link> all) {
        if (all.isEmpty()) {
            return;
        }
        var device = arrival.device();
        record Known(UUID id, Link link) {}
        var known =
                database.list(
                        Sql.of(
                                """
                                select id, local_interface, remote_name, remote_interface,
                                    remote_platform
                                from device_links where device_id = ?
                                """,
                                device),
                        row ->
                                new Known(
                                        row.uuid("id"),
                                        new Link(
                                                row.textOrNull("local_interface"),
                                                row.textOrNull("remote_name"),
                                                row.textOrNull("remote_interface"),
                                                row.textOrNull("remote_platform"))));
        var now = Set.copyOf(all);
        var gone = known.stream().filter(one -> !now.contains(one.link())).map(Known::id);
        forget("delete from device_links where device_id = ?", device, gone);
        var before = new HashSet<>(known.stream().map(Known::link).toList());
        var added = all.stream().filter(one -> !before.contains(one)).toList();
        database.run(
                Sql.of(
                        """
                        insert into device_links (device_id, local_interface, remote_name,
                            remote_interface, remote_platform, since)
                        select ?, local, name, remote, platform, ?
                        from unnest(?::text[], ?::text[], ?::text[], ?::text[])
                            as seen(local, name, remote, platform)
                        """,
                        device,
                        arrival.look().at(),
                        texts(added, Link::localInterface),
                        texts(added, Link::remoteName),
                        texts(added, Link::remoteInterface),
                        texts(added, Link::remotePlatform)));
    }

    private void arp(Arrival arrival, List<ArpEntry> all) {
        if (all.isEmpty()) {
            return;
        }
        database.run(Sql.of("delete from device_neighbours where device_id = ?", arrival.device()));
        database.run(
                Sql.of(
                        """
                        insert into device_neighbours
                            (device_id, mac, ip_address, interface, since)
                        select ?, mac, ip_address, coalesce(interface, ''), ?
                        from unnest(?::text[], ?::text[], ?::text[])
                            as seen(mac, ip_address, interface)
                        on conflict do nothing
                        """,
                        arrival.device(),
                        arrival.look().at(),
                        all.stream()
                                .map(one -> Objects.requireNonNull(one.mac()))
                                .toArray(String[]::new),
                        texts(all, ArpEntry::ip),
                        texts(all, ArpEntry::through)));
    }

    private void macs(Arrival arrival, List<MacEntry> all) {
        if (all.isEmpty()) {
            return;
        }
        var device = arrival.device();
        record Known(UUID id, MacEntry entry) {}
        var known =
                database.list(
                        Sql.of(
                                "select id, mac, vlan, interface from device_macs"
                                        + " where device_id = ?",
                                device),
                        row -> {
                            var vlan = row.numberOrNull("vlan");
                            return new Known(
                                    row.uuid("id"),
                                    new MacEntry(
                                            row.text("mac"),
                                            vlan == null ? null : vlan.intValue(),
                                            row.textOrNull("interface")));
                        });
        var now = Set.copyOf(all);
        var gone = known.stream().filter(one -> !now.contains(one.entry())).map(Known::id);
        forget("delete from device_macs where device_id = ?", device, gone);
        var before = new HashSet<>(known.stream().map(Known::entry).toList());
        var added = all.stream().filter(one -> !before.contains(one)).toList();
        database.run(
                Sql.of(
                        """
                        insert into device_macs (device_id, mac, vlan, interface, since)
                        select ?, mac, vlan, interface, ?
                        from unnest(?::text[], ?::int[], ?::text[]) as seen(mac, vlan, interface)
                        """,
                        device,
                        arrival.look().at(),
                        texts(added, MacEntry::mac),
                        added.stream().map(MacEntry::vlan).toArray(Integer[]::new),
                        texts(added, MacEntry::through)));
    }

    private void forget(@CompileTimeConstant String delete, UUID device, Stream<UUID> gone) {
        database.run(
                Sql.of(delete, device)
                        .and("and id = any (?::uuid[])", (Object) gone.toArray(UUID[]::new)));
    }

    private static <T> @Nullable String[] texts(List<T> rows, Function<T, @Nullable String> text) {
        return rows.stream().map(text).toArray(String[]::new);
    }
}
