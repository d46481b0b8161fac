package muster.identify;

import java.util.Optional;
import muster.identify.Identity.Link;
import org.jspecify.annotations.Nullable;

/** The neighbours of LLDP-MIB (IEEE 802.1AB). */
final class LldpTable {
    private static final String RULE = "LLDP-MIB";

    private static final Oid LOCAL_PORT_ID = Oid.of("1.0.8802.1.1.2.1.3.7.1.3");
    private static final Oid LOCAL_PORT_DESCR = Oid.of("1.0.8802.1.1.2.1.3.7.1.4");
    private static final Oid BASE_PORT_IF_INDEX = Oid.of("1.3.6.1.2.1.17.1.4.1.2");

    private static final String REMOTE = "1.0.8802.1.1.2.1.4.1.1.";
    private static final Oid CHASSIS_ID = Oid.of(REMOTE + 5);
    private static final Oid PORT_ID = Oid.of(REMOTE + 7);
    private static final Oid PORT_DESCR = Oid.of(REMOTE + 8);
    private static final Oid SYSTEM_NAME = Oid.of(REMOTE + 9);
    private static final Oid SYSTEM_DESCR = Oid.of(REMOTE + 10);
    private static final Oid PORT_ID_KIND = Oid.of(REMOTE + 6);

    private static final int LOCAL_PORT = 1;
    private static final long KIND_MAC = 3;

    private final Recording recording;
    private final IfTable interfaces;

    LldpTable(Recording recording, IfTable interfaces) {
        this.recording = recording;
        this.interfaces = interfaces;
    }

    void read(Draft draft) {
        for (var row : recording.rows(PORT_ID)) {
            var port = recording.find(PORT_ID, row);
            var link = link(row);
            if (port.isPresent() && (link.remoteName() != null || link.remoteInterface() != null)) {
                draft.add(link, port.get().why(RULE));
            }
        }
    }

    private Link link(Oid.Index row) {
        return new Link(
                localInterface(row.at(LOCAL_PORT)).orElse(null),
                recording
                        .text(SYSTEM_NAME, row)
                        .or(() -> recording.find(CHASSIS_ID, row).flatMap(LldpTable::shown))
                        .orElse(null),
                remoteInterface(row),
                recording.text(SYSTEM_DESCR, row).orElse(null));
    }

    /**
     * A port number is an ifIndex on some systems, a bridge port on others; the table of local
     * ports says its name on all that have one.
     */
    private Optional<String> localInterface(long port) {
        var row = Oid.Index.of(port);
        var id = recording.text(LOCAL_PORT_ID, row);
        return id.flatMap(interfaces::name)
                .or(() -> recording.text(LOCAL_PORT_DESCR, row).flatMap(interfaces::name))
                .or(() -> bridgePort(row))
                .or(() -> interfaces.name(port))
                .or(() -> recording.find(LOCAL_PORT_ID, row).flatMap(LldpTable::shown));
    }

    private Optional<String> bridgePort(Oid.Index row) {
        return recording
                .find(BASE_PORT_IF_INDEX, row)
                .map(Variable::number)
                .filter(index -> index.isPresent())
                .flatMap(index -> interfaces.name(index.getAsLong()));
    }

    /** A port's MAC names nothing that a person could look for where there is a description. */
    private @Nullable String remoteInterface(Oid.Index row) {
        var id = recording.find(PORT_ID, row).flatMap(LldpTable::shown);
        var descr = recording.text(PORT_DESCR, row);
        boolean isMac =
                recording.find(PORT_ID_KIND, row).filter(kind -> kind.is(KIND_MAC)).isPresent();
        return (isMac ? descr.or(() -> id) : id.or(() -> descr)).orElse(null);
    }

    private static Optional<String> shown(Variable variable) {
        return Optional.of(variable.shown()).filter(text -> !text.isEmpty());
    }
}
