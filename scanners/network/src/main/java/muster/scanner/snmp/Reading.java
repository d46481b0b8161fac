package muster.scanner.snmp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.snmp4j.smi.OID;

/** What is read of an agent and in which order: who it is comes first, its tables last. */
final class Reading {
    static final OID ENTERPRISES = new OID("1.3.6.1.4.1");
    private static final int ENTERPRISES_MAX = 24;
    private static final int COLUMN_ROWS_MAX = 5_000;
    private static final int FEW = 100;

    /** Who it is: SNMPv2-MIB, SNMP-FRAMEWORK-MIB, ENTITY-MIB, the bridge's own address. */
    private static final List<Subtree> IDENTITY =
            joined(
                    List.of(
                            Subtree.of("1.3.6.1.2.1.1.1", 1),
                            Subtree.of("1.3.6.1.2.1.1.2", 1),
                            Subtree.of("1.3.6.1.2.1.1.3", 1),
                            Subtree.of("1.3.6.1.2.1.1.5", 1),
                            Subtree.of("1.3.6.1.2.1.1.6", 1),
                            Subtree.of("1.3.6.1.2.1.1.7", 1),
                            Subtree.of("1.3.6.1.6.3.10.2.1.1", 1),
                            Subtree.of("1.3.6.1.2.1.17.1.1", 1)),
                    // entPhysicalTable: description, vendor type, contained in, class, name,
                    // hardware, firmware and software revision, serial, manufacturer, model,
                    // whether it can be replaced.
                    columns(
                            "1.3.6.1.2.1.47.1.1.1.1",
                            COLUMN_ROWS_MAX,
                            2,
                            3,
                            4,
                            5,
                            7,
                            8,
                            9,
                            10,
                            11,
                            12,
                            13,
                            16),
                    // CISCO-STACKWISE-MIB: which chassis of a stack leads it.
                    columns("1.3.6.1.4.1.9.9.500.1.2.1.1", FEW, 3));

    /** Interfaces, neighbours, and what printers, power supplies and hosts say of themselves. */
    private static final List<Subtree> STANDARD =
            joined(
                    // LLDP-MIB: this end and its ports, the other ends; CISCO-CDP-MIB's cache.
                    List.of(
                            Subtree.of("1.0.8802.1.1.2.1.3.1", 1),
                            Subtree.of("1.0.8802.1.1.2.1.3.2", 1),
                            Subtree.of("1.0.8802.1.1.2.1.3.3", 1),
                            Subtree.of("1.0.8802.1.1.2.1.3.4", 1)),
                    columns("1.0.8802.1.1.2.1.3.7.1", COLUMN_ROWS_MAX, 2, 3, 4),
                    columns("1.0.8802.1.1.2.1.4.1.1", COLUMN_ROWS_MAX, 4, 5, 6, 7, 8, 9, 10),
                    columns("1.3.6.1.4.1.9.9.23.1.2.1.1", COLUMN_ROWS_MAX, 4, 5, 6, 7, 8),
                    // ifTable and ifXTable: what a port is, not what went through it.
                    columns("1.3.6.1.2.1.2.2.1", COLUMN_ROWS_MAX, 2, 3, 5, 6, 7, 8),
                    columns("1.3.6.1.2.1.31.1.1.1", COLUMN_ROWS_MAX, 1, 15, 18),
                    // Host: devices; printers: names and serial; power supplies: UPS-MIB.
                    columns("1.3.6.1.2.1.25.3.2.1", FEW, 2, 3),
                    columns("1.3.6.1.2.1.43.5.1.1", FEW, 16, 17),
                    List.of(Subtree.of("1.3.6.1.2.1.33.1.1", FEW)));

    /** Long ones: addresses, forwarding tables, installed software. */
    private static final List<Subtree> TABLES =
            joined(
                    columns("1.3.6.1.2.1.25.6.3.1", COLUMN_ROWS_MAX, 2),
                    columns("1.3.6.1.2.1.4.20.1", COLUMN_ROWS_MAX, 2),
                    columns("1.3.6.1.2.1.4.22.1", COLUMN_ROWS_MAX, 2),
                    columns("1.3.6.1.2.1.4.35.1", COLUMN_ROWS_MAX, 4),
                    columns("1.3.6.1.2.1.17.1.4.1", COLUMN_ROWS_MAX, 2),
                    columns("1.3.6.1.2.1.17.4.3.1", COLUMN_ROWS_MAX, 2, 3),
                    columns("1.3.6.1.2.1.17.7.1.4.2.1", COLUMN_ROWS_MAX, 3),
                    columns("1.3.6.1.2.1.17.7.1.2.2.1", COLUMN_ROWS_MAX, 2, 3));

    private final Conversation conversation;
    private final List<Wanted.One> wanted;

    /**
     * Of one agent.
     *
     * @param wanted what is read of makers: their trees hold passwords too, so all else is not
     */
    Reading(Conversation conversation, List<Wanted.One> wanted) {
        this.conversation = conversation;
        this.wanted = wanted;
    }

    void all() throws IOException, InterruptedException {
        var walk = new Walk(conversation);
        walk.read(IDENTITY);
        var enterprises = enterprises();
        new Wanted(conversation, walk, wanted).read(enterprises);
        walk.read(STANDARD);
        new MakersTree(conversation).read(enterprises);
        walk.read(TABLES);
    }

    /** Whether it is read in any case. */
    static boolean isOfAllDevices(OID oid) {
        return Stream.of(IDENTITY, STANDARD, TABLES)
                .flatMap(List::stream)
                .anyMatch(subtree -> oid.startsWith(subtree.root()));
    }

    /** Whose variables it has: often more than the maker's. */
    private List<Integer> enterprises() throws IOException, InterruptedException {
        var found = new ArrayList<Integer>();
        var next = conversation.first(ENTERPRISES);
        while (next.isPresent()
                && next.get().getOid().startsWith(ENTERPRISES)
                && next.get().getOid().size() > ENTERPRISES.size()
                && found.size() < ENTERPRISES_MAX) {
            int enterprise = next.get().getOid().get(ENTERPRISES.size());
            found.add(enterprise);
            next = conversation.first(new OID(ENTERPRISES).append(enterprise).nextPeer());
        }
        return found;
    }

    private static List<Subtree> columns(String entry, int rowsMax, int... numbers) {
        var columns = new ArrayList<Subtree>();
        for (int number : numbers) {
            columns.add(Subtree.of(entry + "." + number, rowsMax));
        }
        return columns;
    }

    @SafeVarargs
    private static List<Subtree> joined(List<Subtree>... lists) {
        var all = new ArrayList<Subtree>();
        for (var list : lists) {
            all.addAll(list);
        }
        return List.copyOf(all);
    }
}
