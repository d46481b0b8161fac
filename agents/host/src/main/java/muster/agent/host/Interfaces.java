package muster.agent.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import muster.wire.Interface;
import muster.wire.IpAddress;
import muster.wire.Limits;
import muster.wire.MacAddress;
import muster.wire.Report;
import org.jspecify.annotations.Nullable;

/**
 * The network interfaces that the kernel shows in {@code /sys/class/net}. Listed is what hardware
 * stands behind, and what has an address beyond its own link: the ends of cables to containers come
 * and go with them.
 *
 * @param all by name
 * @param permanent addresses that are burnt into this machine's hardware, none where none is
 * @param primary the address on the way to everywhere else; null where there is no such way
 */
record Interfaces(List<Interface> all, List<MacAddress> permanent, @Nullable IpAddress primary) {
    private static final String LOOPBACK = "772";
    private static final String PERMANENT = "0";
    private static final String NONE = "00:00:00:00:00:00";

    private static final int DESTINATION = 1;
    private static final int METRIC = 6;
    private static final String EVERYWHERE = "00000000";

    /** The addresses of an interface, which the files of the kernel do not tell by interface. */
    interface Addresses {
        List<InetAddress> of(String name) throws SocketException;

        /** Those of the machine that this runs on. */
        static List<InetAddress> ofThisMachine(String name) throws SocketException {
            var found = NetworkInterface.getByName(name);
            return found == null ? List.of() : found.inetAddresses().toList();
        }
    }

    static Interfaces read(Path root, Addresses addresses) throws IOException {
        var folder = root.resolve("sys/class/net");
        var names = new TreeSet<String>();
        if (Files.isDirectory(folder)) {
            try (var entries = Files.newDirectoryStream(folder)) {
                entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
            }
        }
        var all = new ArrayList<Interface>();
        var permanent = new TreeSet<MacAddress>();
        for (String name : names) {
            var own = folder.resolve(name);
            var type = SmallFile.line(own.resolve("type")).orElse("");
            if (!type.equals(LOOPBACK) && all.size() < Limits.INTERFACES_MAX) {
                interfaceOf(own, name, addresses.of(name), all, permanent);
            }
        }
        return new Interfaces(all, List.copyOf(permanent), primary(root, all));
    }

    /** Of the interface of the default route with the least metric. */
    private static @Nullable IpAddress primary(Path root, List<Interface> all) throws IOException {
        var names = new TreeMap<Integer, String>();
        KernelTable.read(
                root.resolve("proc/net/route"),
                columns -> {
                    if (columns.length > METRIC && columns[DESTINATION].equals(EVERYWHERE)) {
                        names.putIfAbsent(metric(columns[METRIC]), columns[0]);
                    }
                });
        return all.stream()
                .filter(each ->
                        !names.isEmpty() && each.name().equals(names.firstEntry().getValue()))
                .flatMap(each -> each.addresses().stream())
                .filter(address -> !address.text().startsWith("fe80:"))
                .findFirst()
                .orElse(null);
    }

    private static int metric(String column) {
        try {
            return Integer.parseInt(column);
        } catch (NumberFormatException unknown) {
            return Integer.MAX_VALUE;
        }
    }

    private static void interfaceOf(
            Path folder,
            String name,
            List<InetAddress> addresses,
            List<Interface> all,
            TreeSet<MacAddress> permanent)
            throws IOException {
        boolean hardware = Files.exists(folder.resolve("device"));
        boolean reaches = addresses.stream().anyMatch(address -> !address.isLinkLocalAddress());
        if (hardware || reaches) {
            var mac = mac(folder);
            all.add(new Interface(name, mac.orElse(null), shown(addresses)));
            var kind = SmallFile.line(folder.resolve("addr_assign_type")).orElse("");
            if (hardware && kind.equals(PERMANENT)) {
                mac.ifPresent(permanent::add);
            }
        }
    }

    private static Optional<MacAddress> mac(Path folder) throws IOException {
        var stated = SmallFile.line(folder.resolve("address")).filter(mac -> !mac.equals(NONE));
        try {
            return stated.map(MacAddress::of);
        } catch (Report.Malformed noEthernet) { // Infiniband and tunnels have others.
            return Optional.empty();
        }
    }

    private static List<IpAddress> shown(List<InetAddress> addresses) {
        return addresses.stream()
                .map(address -> address.getHostAddress().replaceFirst("%.*", ""))
                .map(IpAddress::of)
                .sorted((one, other) -> one.text().compareTo(other.text()))
                .limit(Limits.ADDRESSES_MAX)
                .toList();
    }
}
