package muster.network;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import muster.database.Database;
import muster.database.Sha256;
import muster.database.Sql;
import muster.devices.Arrivals.Arrival;
import muster.wire.Interface;
import muster.wire.IpAddress;
import muster.wire.Listener;
import muster.wire.Neighbour;
import muster.wire.Surroundings;

/**
 * How each device is connected now. What has not changed is told by its digest and writes nothing;
 * of what has, only the rows that differ are written.
 */
public final class Networks {
    /** The names under which collectors say that they could not read one of the three. */
    private enum Part {
        INTERFACES("interfaces"),
        LISTENERS("listeners"),
        NEIGHBOURS("neighbours");

        private final String source;

        Part(String source) {
            this.source = source;
        }
    }

    private final Database database;

    public Networks(Database database) {
        this.database = database;
    }

    /**
     * Notes how a device is connected, whose row this transaction holds.
     *
     * @param unread what could not be read: of that, what was known stays
     */
    public void observe(Arrival arrival, Surroundings all, Set<String> unread) {
        var device = arrival.device();
        var digest = digest(all, unread);
        if (!isKnown(device, digest)) {
            if (!unread.contains(Part.INTERFACES.source)) {
                interfaces(arrival, all.interfaces());
            }
            if (!unread.contains(Part.LISTENERS.source)) {
                listeners(arrival, all.listeners());
            }
            if (!unread.contains(Part.NEIGHBOURS.source)) {
                neighbours(arrival, all.neighbours());
            }
            remember(arrival, digest);
        }
    }

    /** The same for the same in any order. */
    private static String digest(Surroundings all, Set<String> unread) {
        return digest(all.interfaces(), all.listeners(), all.neighbours(), unread);
    }

    static String digest(Collection<?>... lists) {
        var parts =
                Stream.of(lists)
                        .map(part ->
                                part.stream()
                                        .map(String::valueOf)
                                        .sorted()
                                        .collect(Collectors.joining("\n")));
        return Sha256.of(parts.collect(Collectors.joining("\n\n")));
    }

    /** Unless what was merged into the device told of another since: this is news again. */
    boolean isKnown(UUID device, String digest) {
        return database.first(
                        Sql.of(
                                """
                                select n.digest from device_networks n
                                where n.device_id = ? and not exists (
                                    select from device_aliases a
                                    join device_networks p on p.device_id = a.id
                                    where a.device_id = n.device_id and p.changed_at > n.changed_at)
                                """,
                                device),
                        row -> row.text("digest"))
                .filter(digest::equals)
                .isPresent();
    }

    void remember(Arrival arrival, String digest) {
        database.run(
                Sql.of(
                        """
                        insert into device_networks (device_id, digest, provenance, changed_at)
                        values (?, ?, ?, ?)
                        on conflict (org_id, device_id) do update
                        set digest = excluded.digest, provenance = excluded.provenance,
                            changed_at = excluded.changed_at
                        """,
                        arrival.device(),
                        digest,
                        arrival.look().provenance().word(),
                        arrival.look().received()));
    }

    private void interfaces(Arrival arrival, List<Interface> all) {
        // A name twice is one interface; the first is what the device itself puts first.
        var byName = new TreeMap<String, Interface>();
        all.forEach(one -> byName.putIfAbsent(one.name(), one));
        var unique = List.copyOf(byName.values());
        var names = unique.stream().map(Interface::name).toArray(String[]::new);
        database.run(
                Sql.of(
                        "delete from device_interfaces"
                                + " where device_id = ? and name <> all (?::text[])",
                        arrival.device(),
                        names));
        database.run(
                Sql.of(
                        """
                        insert into device_interfaces (device_id, name, mac, addresses, since)
                        select ?, name, nullif(mac, ''), string_to_array(addresses, ' '), ?
                        from unnest(?::text[], ?::text[], ?::text[]) as seen(name, mac, addresses)
                        on conflict (org_id, device_id, name) do update
                        set mac = excluded.mac, addresses = excluded.addresses,
                            since = excluded.since
                        where (device_interfaces.mac, device_interfaces.addresses)
                            is distinct from (excluded.mac, excluded.addresses)
                        """,
                        arrival.device(),
                        arrival.look().at(),
                        names,
                        unique.stream()
                                .map(one -> one.mac() == null ? "" : one.mac().text())
                                .toArray(String[]::new),
                        unique.stream()
                                .map(one ->
                                        one.addresses().stream()
                                                .map(IpAddress::text)
                                                .sorted()
                                                .collect(Collectors.joining(" ")))
                                .toArray(String[]::new)));
    }

    private record Port(String protocol, int port, String address) {}

    private void listeners(Arrival arrival, List<Listener> all) {
        var processes = processes(all);
        var ports = List.copyOf(processes.keySet());
        var protocols = ports.stream().map(Port::protocol).toArray(String[]::new);
        var numbers = ports.stream().map(Port::port).toArray(Integer[]::new);
        var addresses = ports.stream().map(Port::address).toArray(String[]::new);
        database.run(
                Sql.of(
                        """
                        delete from device_listeners
                        where device_id = ? and (protocol, port, address) not in (
                            select protocol, port, address
                            from unnest(?::text[], ?::int[], ?::text[])
                                as seen(protocol, port, address))
                        """,
                        arrival.device(),
                        protocols,
                        numbers,
                        addresses));
        database.run(
                Sql.of(
                        """
                        insert into device_listeners
                            (device_id, protocol, port, address, process, since)
                        select ?, protocol, port, address, nullif(process, ''), ?
                        from unnest(?::text[], ?::int[], ?::text[], ?::text[])
                            as seen(protocol, port, address, process)
                        on conflict (org_id, device_id, protocol, port, address) do update
                        set process = excluded.process, since = excluded.since
                        where device_listeners.process is distinct from excluded.process
                        """,
                        arrival.device(),
                        arrival.look().at(),
                        protocols,
                        numbers,
                        addresses,
                        processes.values().stream()
                                .map(names -> String.join(", ", names))
                                .toArray(String[]::new)));
    }

    /** Several programs may share a port. */
    private static Map<Port, Set<String>> processes(List<Listener> all) {
        var processes = new LinkedHashMap<Port, Set<String>>();
        for (var one : all) {
            var protocol = one.protocol().name().toLowerCase(Locale.ROOT);
            var port = new Port(protocol, one.port(), one.address().text());
            var names = processes.computeIfAbsent(port, _ -> new TreeSet<>());
            if (one.process() != null) {
                names.add(one.process());
            }
        }
        return processes;
    }

    private void neighbours(Arrival arrival, List<Neighbour> all) {
        var macs = all.stream().map(one -> one.mac().text()).toArray(String[]::new);
        var addresses = all.stream().map(one -> one.address().text()).toArray(String[]::new);
        var interfaces =
                all.stream()
                        .map(one -> one.through() == null ? "" : one.through())
                        .toArray(String[]::new);
        database.run(
                Sql.of(
                        """
                        delete from device_neighbours
                        where device_id = ? and (mac, ip_address, interface) not in (
                            select mac, ip_address, interface
                            from unnest(?::text[], ?::text[], ?::text[])
                                as seen(mac, ip_address, interface))
                        """,
                        arrival.device(),
                        macs,
                        addresses,
                        interfaces));
        database.run(
                Sql.of(
                        """
                        insert into device_neighbours
                            (device_id, mac, ip_address, interface, since)
                        select ?, mac, ip_address, interface, ?
                        from unnest(?::text[], ?::text[], ?::text[])
                            as seen(mac, ip_address, interface)
                        on conflict do nothing
                        """,
                        arrival.device(),
                        arrival.look().at(),
                        macs,
                        addresses,
                        interfaces));
    }
}
