package muster.e2e.net;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import muster.e2e.net.MadeUpDevice.Kind;

/**
 * A company's network that nobody owns: two cores, a ring of distribution switches between them,
 * access switches below, printers and power supplies at those. LLDP tells of the cables, and of one
 * neighbour that nobody scans.
 */
public final class MadeUpNetwork {
    /** Known to its neighbour alone. */
    public static final String UNKNOWN_NEIGHBOUR = "isp-handover-7";

    private static final int CORES = 2;
    private static final int DISTRIBUTION_PORTS = 12;
    private static final int ADDRESSES_OF_A_NETWORK = 250;

    private final List<MadeUpDevice> devices = new ArrayList<>();

    private MadeUpNetwork() {}

    /**
     * A network of so many devices.
     *
     * @param prefix the first two numbers of their addresses: {@code 127.77}
     */
    public static MadeUpNetwork of(String prefix, int devices) {
        var network = new MadeUpNetwork();
        for (int i = 0; i < devices; i++) {
            var address =
                    "%s.%d.%d"
                            .formatted(
                                    prefix,
                                    i / ADDRESSES_OF_A_NETWORK,
                                    1 + i % ADDRESSES_OF_A_NETWORK);
            network.devices.add(new MadeUpDevice(kind(i, devices), i, address));
        }
        network.connect();
        return network;
    }

    private static Kind kind(int number, int devices) {
        int distribution = Math.max(1, devices / DISTRIBUTION_PORTS);
        if (number < CORES) {
            return Kind.CORE;
        } else if (number < CORES + distribution) {
            return Kind.DISTRIBUTION;
        } else {
            return switch (number % 10) {
                case 7 -> Kind.PRINTER;
                case 9 -> Kind.POWER;
                default -> Kind.ACCESS;
            };
        }
    }

    private void connect() {
        var cores = all(Kind.CORE);
        var distribution = all(Kind.DISTRIBUTION);
        cores.getFirst().connect(cores.getLast());
        cores.getFirst().connect(UNKNOWN_NEIGHBOUR, "Gi0/0/7");
        for (int i = 0; i < distribution.size(); i++) {
            distribution.get(i).connect(cores.get(i % cores.size()));
        }
        var access = all(Kind.ACCESS);
        for (int i = 0; i < access.size(); i++) {
            access.get(i).connect(distribution.get(i % distribution.size()));
        }
    }

    private List<MadeUpDevice> all(Kind kind) {
        return devices.stream().filter(device -> device.kind() == kind).toList();
    }

    public List<MadeUpDevice> devices() {
        return List.copyOf(devices);
    }

    /** What the agent at each address answers, as recordings. */
    public Map<String, String> recordings() {
        var recordings = new LinkedHashMap<String, String>();
        devices.forEach(device -> recordings.put(device.address(), device.recording()));
        return recordings;
    }
}
