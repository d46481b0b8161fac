package muster.identify;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import muster.identify.Identity.ArpEntry;

/** The addresses that IP-MIB (RFC 4293) has resolved, by its old table and by its new one. */
final class ArpTable {
    private static final String RULE = "IP-MIB";

    private static final Oid MEDIA_PHYS_ADDRESS = Oid.of("1.3.6.1.2.1.4.22.1.2");
    private static final Oid PHYSICAL_PHYS_ADDRESS = Oid.of("1.3.6.1.2.1.4.35.1.4");
    private static final int MEDIA_ADDRESS_AT = 1;
    private static final int PHYSICAL_ADDRESS_AT = 3;
    private static final int IF_INDEX = 0;
    private static final int BYTE_MAX = 255;
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;

    private ArpTable() {}

    static void read(Recording recording, IfTable interfaces, Draft draft) {
        read(recording, interfaces, draft, MEDIA_PHYS_ADDRESS, MEDIA_ADDRESS_AT);
        read(recording, interfaces, draft, PHYSICAL_PHYS_ADDRESS, PHYSICAL_ADDRESS_AT);
    }

    private static void read(
            Recording recording, IfTable interfaces, Draft draft, Oid column, int addressAt) {
        for (var variable : recording.below(column)) {
            var row = variable.oid().behind(column);
            var mac = variable.mac();
            var ip = ip(row.part(addressAt, row.size()));
            if (mac.isPresent() && ip.isPresent()) {
                var through = interfaces.name(row.at(IF_INDEX)).orElse(null);
                draft.add(new ArpEntry(ip.get(), mac.get(), through), variable.why(RULE));
            }
        }
    }

    private static Optional<String> ip(Oid.Index arcs) {
        var bytes = new byte[arcs.size()];
        boolean isAddress = bytes.length == IPV4_BYTES || bytes.length == IPV6_BYTES;
        for (int i = 0; i < bytes.length && isAddress; i++) {
            isAddress = arcs.at(i) <= BYTE_MAX;
            bytes[i] = (byte) arcs.at(i);
        }
        try {
            return isAddress
                    ? Optional.of(InetAddress.getByAddress(bytes).getHostAddress())
                    : Optional.empty();
        } catch (UnknownHostException _) {
            return Optional.empty();
        }
    }
}
