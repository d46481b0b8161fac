package muster.agent.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import muster.wire.IpAddress;
import muster.wire.Listener.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * The sockets that wait for others, by the kernel's tables (<a
 * href="https://docs.kernel.org/networking/proc_net_tcp.html">proc_net_tcp</a>).
 */
final class Sockets {
    /** A socket, and the inode by which processes hold it. */
    record Socket(Protocol protocol, IpAddress address, int port, String inode) {}

    private static final int SOCKETS_MAX = 10_000;
    private static final int COLUMNS_MIN = 10;
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final String TCP_LISTEN = "0A";
    private static final String UDP_UNCONNECTED = "07";
    private static final int EPHEMERAL_PORT_MIN = 32_768;

    private final List<Socket> waiting = new ArrayList<>();
    private final int ephemeralPortMin;

    private Sockets(int ephemeralPortMin) {
        this.ephemeralPortMin = ephemeralPortMin;
    }

    static List<Socket> read(Path root) throws IOException {
        var range =
                SmallFile.line(root.resolve("proc/sys/net/ipv4/ip_local_port_range")).orElse("");
        var sockets = new Sockets(ephemeralPortMin(range));
        for (Protocol protocol : Protocol.values()) {
            var name = protocol.name().toLowerCase(Locale.ROOT);
            for (String table : List.of(name, name + "6")) {
                KernelTable.read(
                        root.resolve("proc/net").resolve(table),
                        columns -> sockets.row(protocol, columns));
            }
        }
        return sockets.waiting;
    }

    private static int ephemeralPortMin(String range) {
        try {
            return Integer.parseInt(range.split("\\s+", -1)[0]);
        } catch (NumberFormatException notThere) {
            return EPHEMERAL_PORT_MIN;
        }
    }

    private void row(Protocol protocol, String[] columns) {
        if (columns.length < COLUMNS_MIN
                || !isWaiting(protocol, columns)
                || waiting.size() >= SOCKETS_MAX) {
            return;
        }
        var local = columns[LOCAL];
        int colon = local.indexOf(':');
        var address = colon < 0 ? null : address(local.substring(0, colon));
        int port = colon < 0 ? 0 : port(local.substring(colon + 1));
        // UDP has no listening: a client that waits for its answer looks the same, but for its
        // port.
        boolean client = protocol == Protocol.UDP && port >= ephemeralPortMin;
        if (address != null && port > 0 && !client) {
            waiting.add(new Socket(protocol, address, port, columns[INODE]));
        }
    }

    private static boolean isWaiting(Protocol protocol, String[] columns) {
        return switch (protocol) {
            case TCP -> columns[STATE].equals(TCP_LISTEN);
            case UDP -> columns[STATE].equals(UDP_UNCONNECTED) && columns[REMOTE].endsWith(":0000");
        };
    }

    /** The kernel prints an address as numbers of 32 bits in its own order of bytes. */
    private static @Nullable IpAddress address(String hex) {
        try {
            var printed = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
            var bytes = ByteBuffer.allocate(printed.capacity()).order(ByteOrder.nativeOrder());
            while (printed.remaining() >= Integer.BYTES) {
                bytes.putInt(printed.getInt());
            }
            return IpAddress.of(InetAddress.getByAddress(bytes.array()).getHostAddress());
        } catch (IllegalArgumentException | UnknownHostException noAddress) {
            return null;
        }
    }

    private static int port(String hex) {
        try {
            return HexFormat.fromHexDigits(hex);
        } catch (IllegalArgumentException noPort) {
            return 0;
        }
    }
}
