package muster.network;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import muster.database.Database;
import muster.database.Sql;
import muster.devices.Aliases;
import org.jspecify.annotations.Nullable;

/** What is known of how a device is connected, for its pages. */
public final class Connections {
    private final Database database;

    /**
     * A network interface.
     *
     * @param mac null for one that has none
     * @param alias what an engineer wrote beside it
     * @param adminUp whether it is meant to be up; null where nobody told
     * @param operUp whether it is
     */
    public record Interface(
            String name,
            @Nullable String mac,
            List<String> addresses,
            @Nullable String alias,
            @Nullable Long speedBps,
            @Nullable Boolean adminUp,
            @Nullable Boolean operUp,
            Instant since) {
        public Interface {
            addresses = List.copyOf(addresses);
        }

        /** Whether it is told how fast it is, or whether it is up. */
        @JsonIgnore
        public boolean isPort() {
            return speedBps != null || state() != null;
        }

        /** up, down (though it is meant to be up), off; null where nobody told. */
        @JsonIgnore
        public @Nullable String state() {
            if (operUp == null && adminUp == null) {
                return null;
            } else if (Boolean.FALSE.equals(adminUp)) {
                return "off";
            } else {
                return Boolean.TRUE.equals(operUp) ? "up" : "down";
            }
        }
    }

    /**
     * A port on which a program listens.
     *
     * @param address of the device, the unspecified one where it listens on all
     * @param process the names of the programs, null where they may not be seen
     */
    public record Listener(
            String protocol, int port, String address, @Nullable String process, Instant since) {
        /** Whether others than the device itself can reach it. */
        public boolean isOpen() {
            return !address.startsWith("127.") && !address.equals("::1");
        }
    }

    /**
     * Another device on its networks.
     *
     * @param through the interface on which it was seen, null where that was not told
     * @param deviceId the one that is known by this address, where one is
     */
    public record Neighbour(
            String ipAddress,
            String mac,
            @Nullable String through,
            @Nullable UUID deviceId,
            @Nullable String hostname,
            Instant since) {}

    public Connections(Database database) {
        this.database = database;
    }

    /**
     * Where it is kept how this device is connected: with it, or with what was merged into it where
     * that told last. Empty where nobody ever told.
     */
    public Optional<UUID> told(UUID device) {
        return database.first(
                Sql.of("select device_id from device_networks where device_id =")
                        .and(Aliases.all(device))
                        .and("order by changed_at desc, device_id limit 1"),
                row -> row.uuid("device_id"));
    }

    public List<Interface> interfaces(UUID device, int most) {
        return database.list(
                Sql.of(
                        """
                        select name, mac, addresses, alias, speed_bps, admin_up, oper_up, since
                        from device_interfaces
                        where device_id = ? order by name limit ?
                        """,
                        device,
                        most),
                row ->
                        new Interface(
                                row.text("name"),
                                row.textOrNull("mac"),
                                row.texts("addresses"),
                                row.textOrNull("alias"),
                                row.numberOrNull("speed_bps"),
                                row.flagOrNull("admin_up"),
                                row.flagOrNull("oper_up"),
                                row.instant("since")));
    }

    public List<Listener> listeners(UUID device, int most) {
        return database.list(
                Sql.of(
                        """
                        select protocol, port, address, process, since from device_listeners
                        where device_id = ? order by protocol, port, address limit ?
                        """,
                        device,
                        most),
                row ->
                        new Listener(
                                row.text("protocol"),
                                row.integer("port"),
                                row.text("address"),
                                row.textOrNull("process"),
                                row.instant("since")));
    }

    /** Where a bridge learnt a MAC address. */
    public record Learnt(
            String mac, @Nullable Integer vlan, @Nullable String through, Instant since) {}

    public List<Learnt> macs(UUID device, int most) {
        return database.list(
                Sql.of(
                        """
                        select mac, vlan, interface, since from device_macs
                        where device_id = ? order by interface, vlan, mac limit ?
                        """,
                        device,
                        most),
                row -> {
                    var vlan = row.numberOrNull("vlan");
                    return new Learnt(
                            row.text("mac"),
                            vlan == null ? null : vlan.intValue(),
                            row.textOrNull("interface"),
                            row.instant("since"));
                });
    }

    /** Known by an interface of theirs: of two devices with one address, the one seen first. */
    public List<Neighbour> neighbours(UUID device, int most) {
        return database.list(
                Sql.of(
                        """
                        select n.ip_address, n.mac, nullif(n.interface, '') as through, n.since,
                            known.id, known.hostname
                        from (
                            select ip_address, mac, interface, since from device_neighbours
                            where device_id = ?
                            order by interface, ip_address, mac limit ?
                        ) n
                        left join lateral (
                            select d.id, d.hostname from device_interfaces i
                            left join device_aliases a on a.id = i.device_id
                            join devices d on d.id = coalesce(a.device_id, i.device_id)
                                and d.retired_at is null
                            where i.mac = n.mac order by d.first_seen, d.id limit 1
                        ) known on true
                        order by n.interface, n.ip_address, n.mac
                        """,
                        device,
                        most),
                row ->
                        new Neighbour(
                                row.text("ip_address"),
                                row.text("mac"),
                                row.textOrNull("through"),
                                row.uuidOrNull("id"),
                                row.textOrNull("hostname"),
                                row.instant("since")));
    }
}
