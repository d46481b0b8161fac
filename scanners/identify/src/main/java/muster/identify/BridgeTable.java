package muster.identify;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import muster.identify.Identity.MacEntry;
import org.jspecify.annotations.Nullable;

/** Where BRIDGE-MIB (RFC 4188) and Q-BRIDGE-MIB (RFC 4363) have learnt MAC addresses. */
final class BridgeTable {
    private static final String RULE = "BRIDGE-MIB";
    private static final String VLAN_RULE = "Q-BRIDGE-MIB";

    private static final Oid BASE_PORT_IF_INDEX = Oid.of("1.3.6.1.2.1.17.1.4.1.2");
    private static final Oid PORT = Oid.of("1.3.6.1.2.1.17.4.3.1.2");
    private static final Oid STATUS = Oid.of("1.3.6.1.2.1.17.4.3.1.3");
    private static final Oid VLAN_PORT = Oid.of("1.3.6.1.2.1.17.7.1.2.2.1.2");
    private static final Oid VLAN_STATUS = Oid.of("1.3.6.1.2.1.17.7.1.2.2.1.3");
    private static final Oid VLAN_FDB_ID = Oid.of("1.3.6.1.2.1.17.7.1.4.2.1.3");
    private static final int VLAN_AT = 1;
    private static final long VLAN_MAX = 4094;

    private static final int OCTETS = 6;
    private static final int OCTET_MAX = 0xff;

    private static final long INVALID = 2;
    private static final long SELF = 4;

    private final Recording recording;
    private final IfTable interfaces;
    private final Map<Long, Long> vlanByDatabase = new HashMap<>();

    BridgeTable(Recording recording, IfTable interfaces) {
        this.recording = recording;
        this.interfaces = interfaces;
        for (var variable : recording.below(VLAN_FDB_ID)) {
            long vlan = variable.oid().behind(VLAN_FDB_ID).at(VLAN_AT);
            variable.number().ifPresent(id -> vlanByDatabase.putIfAbsent(id, vlan));
        }
    }

    /** The table that knows VLANs, or where there is none the other. */
    void read(Draft draft) {
        boolean knowsVlans = recording.hasBelow(VLAN_PORT);
        var column = knowsVlans ? VLAN_PORT : PORT;
        var status = knowsVlans ? VLAN_STATUS : STATUS;
        for (var port : recording.below(column)) {
            var row = port.oid().behind(column);
            var mac = mac(row);
            if (mac.isPresent() && !isOwn(status, row)) {
                var vlan = knowsVlans ? vlan(row.at(0)) : null;
                draft.add(
                        new MacEntry(mac.get().toString(), vlan, through(port).orElse(null)),
                        port.why(knowsVlans ? VLAN_RULE : RULE));
            }
        }
    }

    /** The last six arcs of a row's index. */
    private static Optional<MacAddress> mac(Oid.Index row) {
        var arcs = row.part(row.size() - OCTETS, row.size()).arcs();
        if (row.size() < OCTETS || arcs.stream().anyMatch(arc -> arc > OCTET_MAX)) {
            return Optional.empty();
        }
        return Optional.of(
                new MacAddress(arcs.stream().reduce(0L, (bits, arc) -> bits << 8 | arc)));
    }

    private boolean isOwn(Oid status, Oid.Index row) {
        return recording
                .find(status, row)
                .filter(variable -> variable.is(SELF) || variable.is(INVALID))
                .isPresent();
    }

    /** A filtering database has its VLAN's number where the agent does not say otherwise. */
    private @Nullable Integer vlan(long database) {
        long vlan = vlanByDatabase.getOrDefault(database, database);
        return vlan >= 1 && vlan <= VLAN_MAX ? (Integer) (int) vlan : null;
    }

    private Optional<String> through(Variable port) {
        var number = port.number();
        if (number.isEmpty() || number.getAsLong() <= 0) {
            return Optional.empty();
        }
        long index =
                recording
                        .find(BASE_PORT_IF_INDEX, Oid.Index.of(number.getAsLong()))
                        .map(Variable::number)
                        .filter(found -> found.isPresent())
                        .map(found -> found.getAsLong())
                        .orElse(number.getAsLong());
        return interfaces.name(index);
    }
}
