package muster.e2e.net;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** One device of a made-up network: what it is, and what its SNMP agent says of it. */
public final class MadeUpDevice {
    private static final String SYSTEM = "1.3.6.1.2.1.1.";
    private static final String IF = "1.3.6.1.2.1.2.2.1.";
    private static final String IF_X = "1.3.6.1.2.1.31.1.1.1.";
    private static final String ENTITY = "1.3.6.1.2.1.47.1.1.1.1.";
    private static final String LLDP_LOCAL_PORT = "1.0.8802.1.1.2.1.3.7.1.";
    private static final String LLDP_REMOTE = "1.0.8802.1.1.2.1.4.1.1.";
    private static final int CHASSIS = 3;
    private static final int ETHERNET = 6;
    private static final int BY_NAME = 5;
    private static final int BY_MAC = 4;

    /** What a device may be. */
    public enum Kind {
        CORE("core", "C9500-24Y4C", "17.9.4a", "TenGigabitEthernet1/0/", 24),
        DISTRIBUTION("dist", "EX4300-48T", "21.4R3.15", "ge-0/0/", 24),
        ACCESS("access", "WS-C2960X-24TS-L", "15.2(7)E8", "GigabitEthernet1/0/", 24),
        PRINTER("printer", "LaserJet Pro M404dn", "002_2409A", "eth", 1),
        POWER("ups", "Smart-UPS 1500", "6.5.0", "net", 1);

        private final String word;
        private final String model;
        private final String version;
        private final String port;
        private final int ports;

        Kind(String word, String model, String version, String port, int ports) {
            this.word = word;
            this.model = model;
            this.version = version;
            this.port = port;
            this.ports = ports;
        }

        public String model() {
            return model;
        }

        /** Of its system. */
        public String version() {
            return version;
        }
    }

    private record Cable(int port, String neighbour, String neighboursPort) {}

    private final Kind kind;
    private final int number;
    private final String address;
    private final List<Cable> cables = new ArrayList<>();

    MadeUpDevice(Kind kind, int number, String address) {
        this.kind = kind;
        this.number = number;
        this.address = address;
    }

    public Kind kind() {
        return kind;
    }

    public String address() {
        return address;
    }

    public String hostname() {
        return "%s-%03d".formatted(kind.word, number);
    }

    public String serial() {
        return "MU%s%06d".formatted(kind.name().substring(0, 2), 100_000 + number);
    }

    /** A cable between the next free ports of the two. */
    void connect(MadeUpDevice other) {
        int here = cables.size() + 1;
        int there = other.cables.size() + 1;
        cables.add(new Cable(here, other.hostname(), other.port(there)));
        other.cables.add(new Cable(there, hostname(), port(here)));
    }

    /** A cable to something that nobody scans. */
    void connect(String neighbour, String itsPort) {
        cables.add(new Cable(cables.size() + 1, neighbour, itsPort));
    }

    private String port(int port) {
        return kind.port + port;
    }

    private String mac(int port) {
        return "0200%04x%04x".formatted(number, port);
    }

    /** A line per variable: {@code OID|type|value}, in the order of OIDs. */
    public String recording() {
        var answers = new Answers();
        system(answers);
        switch (kind) {
            case CORE, ACCESS -> cisco(answers);
            case DISTRIBUTION -> juniper(answers);
            case PRINTER -> printer(answers);
            case POWER -> power(answers);
        }
        for (int port = 1; port <= Math.max(kind.ports, cables.size()); port++) {
            networkInterface(answers, port);
        }
        cables.forEach(cable -> neighbour(answers, cable));
        return answers.recording();
    }

    private void system(Answers answers) {
        answers.text(SYSTEM + "1.0", description());
        answers.put(SYSTEM + "2.0", 6, objectId());
        answers.put(SYSTEM + "3.0", 67, "123456789");
        answers.text(SYSTEM + "4.0", "noc@example.org");
        answers.text(SYSTEM + "5.0", hostname());
        answers.text(SYSTEM + "6.0", "Building " + (1 + number % 4));
    }

    private String description() {
        return switch (kind) {
            case CORE ->
                    "Cisco IOS Software [Cupertino], Catalyst L3 Switch Software (CAT9K_IOSXE),"
                            + " Version "
                            + kind.version
                            + ", RELEASE SOFTWARE (fc3)";
            case DISTRIBUTION ->
                    "Juniper Networks, Inc. ex4300-48t Ethernet Switch, kernel JUNOS "
                            + kind.version
                            + ", Build date: 2023-02-02 02:02:02 UTC";
            case ACCESS ->
                    "Cisco IOS Software, C2960X Software (C2960X-UNIVERSALK9-M), Version "
                            + kind.version
                            + ", RELEASE SOFTWARE (fc3)";
            case PRINTER ->
                    "HP ETHERNET MULTI-ENVIRONMENT,ROM none,JETDIRECT,JD153,EEPROM "
                            + kind.version
                            + ",CIDATE 09/09/2024";
            case POWER ->
                    "APC Web/SNMP Management Card (MB:v4.1.0 PF:v"
                            + kind.version
                            + " PN:apc_hw05_aos_650.bin AF1:v6.5.0 AN1:apc_hw05_sumx_650.bin"
                            + " MN:AP9630 HR:05 SN: "
                            + serial()
                            + " MD:01/01/2020)";
        };
    }

    private String objectId() {
        return switch (kind) {
            case CORE -> "1.3.6.1.4.1.9.1.2530";
            case DISTRIBUTION -> "1.3.6.1.4.1.2636.1.1.1.2.63";
            case ACCESS -> "1.3.6.1.4.1.9.1.1208";
            case PRINTER -> "1.3.6.1.4.1.11.2.3.9.1";
            case POWER -> "1.3.6.1.4.1.318.1.3.27";
        };
    }

    private void cisco(Answers answers) {
        answers.text(ENTITY + "2.1", kind.model + " chassis");
        answers.put(ENTITY + "5.1", 2, Integer.toString(CHASSIS));
        answers.text(ENTITY + "7.1", "Switch 1");
        answers.text(ENTITY + "10.1", kind.version);
        answers.text(ENTITY + "11.1", serial());
        answers.text(ENTITY + "13.1", kind.model);
    }

    private void juniper(Answers answers) {
        answers.text("1.3.6.1.4.1.2636.3.1.2.0", "Juniper " + kind.model);
        answers.text("1.3.6.1.4.1.2636.3.1.3.0", serial());
    }

    private void printer(Answers answers) {
        answers.text("1.3.6.1.2.1.25.3.2.1.3.1", "HP " + kind.model);
        answers.text("1.3.6.1.2.1.43.5.1.1.16.1", "HP " + kind.model);
        answers.text("1.3.6.1.2.1.43.5.1.1.17.1", serial());
    }

    private void power(Answers answers) {
        answers.text("1.3.6.1.4.1.318.1.1.1.1.1.1.0", kind.model);
        answers.text("1.3.6.1.4.1.318.1.1.1.1.2.1.0", "UPS 09.3");
        answers.text("1.3.6.1.4.1.318.1.1.1.1.2.3.0", serial());
    }

    private void networkInterface(Answers answers, int port) {
        answers.put(IF + "1." + port, 2, Integer.toString(port));
        answers.text(IF + "2." + port, port(port));
        answers.put(IF + "3." + port, 2, Integer.toString(ETHERNET));
        answers.put(IF + "5." + port, 66, "1000000000");
        answers.put(IF + "6." + port, "4x", mac(port));
        answers.put(IF + "7." + port, 2, "1");
        answers.put(IF + "8." + port, 2, port <= cables.size() || kind.ports == 1 ? "1" : "2");
        answers.text(IF_X + "1." + port, port(port));
        answers.put(IF_X + "15." + port, 66, "1000");
    }

    private void neighbour(Answers answers, Cable cable) {
        answers.put(LLDP_LOCAL_PORT + "2." + cable.port, 2, Integer.toString(BY_NAME));
        answers.text(LLDP_LOCAL_PORT + "3." + cable.port, port(cable.port));
        answers.text(LLDP_LOCAL_PORT + "4." + cable.port, port(cable.port));
        var row = ".0." + cable.port + ".1";
        answers.put(LLDP_REMOTE + "4" + row, 2, Integer.toString(BY_MAC));
        answers.put(LLDP_REMOTE + "5" + row, "4x", "02%010x".formatted(cable.neighbour.hashCode()));
        answers.put(LLDP_REMOTE + "6" + row, 2, Integer.toString(BY_NAME));
        answers.text(LLDP_REMOTE + "7" + row, cable.neighboursPort);
        answers.text(LLDP_REMOTE + "8" + row, cable.neighboursPort);
        answers.text(LLDP_REMOTE + "9" + row, cable.neighbour);
    }

    /** Variables in the order of their numbers, which is not that of their texts. */
    private static final class Answers {
        private final TreeMap<String, String> lines = new TreeMap<>(Answers::compare);

        void text(String oid, String value) {
            put(oid, "4", value);
        }

        void put(String oid, int type, String value) {
            put(oid, Integer.toString(type), value);
        }

        void put(String oid, String type, String value) {
            lines.put(oid, oid + "|" + type + "|" + value);
        }

        String recording() {
            return String.join("\n", lines.values()) + "\n";
        }

        private static int compare(String one, String other) {
            var left = one.split("\\.", -1);
            var right = other.split("\\.", -1);
            for (int i = 0; i < Math.min(left.length, right.length); i++) {
                int order = Long.compare(Long.parseLong(left[i]), Long.parseLong(right[i]));
                if (order != 0) {
                    return order;
                }
            }
            return Integer.compare(left.length, right.length);
        }
    }
}
