package muster.agent.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import muster.wire.IpAddress;
import muster.wire.Limits;
import muster.wire.MacAddress;
import muster.wire.Neighbour;
import muster.wire.Report;

/**
 * Others on the same networks, by the kernel's table of address resolution (<a
 * href="https://man7.org/linux/man-pages/man5/proc_net.5.html">proc_net(5)</a>). Those of IPv6
 * stand in no file: only netlink tells them, which Java does not reach.
 */
final class Neighbours {
    private static final int COLUMNS = 6;
    private static final int ETHERNET = 1;
    private static final int COMPLETE = 2;
    private static final String NONE = "00:00:00:00:00:00";

    private Neighbours() {}

    static List<Neighbour> read(Path root) throws IOException {
        var neighbours = new ArrayList<Neighbour>();
        KernelTable.read(
                root.resolve("proc/net/arp"),
                columns -> {
                    if (columns.length == COLUMNS
                            && isComplete(columns)
                            && neighbours.size() < Limits.NEIGHBOURS_MAX) {
                        neighbour(columns, neighbours);
                    }
                });
        return neighbours;
    }

    private static boolean isComplete(String[] columns) {
        try {
            return Integer.decode(columns[1]) == ETHERNET
                    && (Integer.decode(columns[2]) & COMPLETE) != 0
                    && !columns[3].equals(NONE);
        } catch (NumberFormatException notATableOfArp) {
            return false;
        }
    }

    /** What the kernel shows otherwise than as an address is left out. */
    private static void neighbour(String[] columns, List<Neighbour> into) {
        try {
            into.add(
                    new Neighbour(IpAddress.of(columns[0]), MacAddress.of(columns[3]), columns[5]));
        } catch (Report.Malformed noAddress) {
            // The other rows still count.
        }
    }
}
