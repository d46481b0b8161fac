package muster.identify;

import muster.identify.Identity.Link;

/** The neighbours of CISCO-CDP-MIB. */
final class CdpTable {
    private static final String RULE = "CISCO-CDP-MIB";

    private static final String CACHE = "1.3.6.1.4.1.9.9.23.1.2.1.1.";
    private static final Oid DEVICE_ID = Oid.of(CACHE + 6);
    private static final Oid DEVICE_PORT = Oid.of(CACHE + 7);
    private static final Oid PLATFORM = Oid.of(CACHE + 8);
    private static final int IF_INDEX = 0;

    private CdpTable() {}

    static void read(Recording recording, IfTable interfaces, Draft draft) {
        for (var device : recording.below(DEVICE_ID)) {
            var row = device.oid().behind(DEVICE_ID);
            if (!device.text().isEmpty()) {
                draft.add(
                        new Link(
                                interfaces.name(row.at(IF_INDEX)).orElse(null),
                                device.text(),
                                recording.text(DEVICE_PORT, row).orElse(null),
                                recording.text(PLATFORM, row).orElse(null)),
                        device.why(RULE));
            }
        }
    }
}
