package muster.identify;

import java.util.List;

/**
 * Where standard MIBs keep what opens a device. None of it is asked for; who sends it anyway has it
 * thrown away, for no pattern knows a community by its looks.
 */
public final class SnmpSecrets {
    private static final List<String> TREES =
            List.of(
                    // SNMP's own: targets, notifications, proxies, users, access, communities.
                    "1.3.6.1.6.3.12",
                    "1.3.6.1.6.3.13",
                    "1.3.6.1.6.3.14",
                    "1.3.6.1.6.3.15",
                    "1.3.6.1.6.3.16",
                    "1.3.6.1.6.3.18",
                    // Keys of OSPF (RFC 4750), RIP (RFC 1724) and VRRP (RFC 2787).
                    "1.3.6.1.2.1.14.7.1.16",
                    "1.3.6.1.2.1.14.9.1.11",
                    "1.3.6.1.2.1.23.3.1.4",
                    "1.3.6.1.2.1.68.1.3.1.10",
                    // Communities that RMON's traps and cable modems' managers show (RFC 4502,
                    // RFC 4639).
                    "1.3.6.1.2.1.16.19.13.1.2",
                    "1.3.6.1.2.1.69.1.2.1.4",
                    // Keys of WEP (IEEE 802.11).
                    "1.2.840.10036.1.2.1",
                    "1.2.840.10036.1.3.1",
                    // What programs were started with (RFC 2790, hrSWRunParameters); LAN Manager's
                    // users and sessions.
                    "1.3.6.1.2.1.25.4.2.1.5",
                    "1.3.6.1.4.1.77.1.2.20",
                    "1.3.6.1.4.1.77.1.2.25",
                    // JetDirect's password and community, which it shows to anybody.
                    "1.3.6.1.4.1.11.2.3.9.1.1.13",
                    "1.3.6.1.4.1.11.2.4.3.5.13");

    private SnmpSecrets() {}

    /**
     * Whether nothing at this place may be kept.
     *
     * @param oid numbers between dots
     */
    public static boolean has(String oid) {
        int from = oid.startsWith(".") ? 1 : 0;
        return TREES.stream()
                .anyMatch(tree ->
                        oid.startsWith(tree, from)
                                && (oid.length() == from + tree.length()
                                        || oid.charAt(from + tree.length()) == '.'));
    }
}
