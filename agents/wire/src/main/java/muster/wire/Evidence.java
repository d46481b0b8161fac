package muster.wire;

import org.jspecify.annotations.Nullable;

/** Raw text that a device gave, without the secrets in it. */
public sealed interface Evidence {
    /** As it came; it may have lines, columns and whatever else a terminal understands. */
    String text();

    /** What tells this kind from others on the wire. */
    String kind();

    /**
     * What an SNMP agent answered.
     *
     * @param text a line per variable: {@code OID|type|value}, as snmprec files have it
     */
    record Snmp(String text) implements Evidence {
        static final String KIND = "snmp";

        public Snmp {
            Text.refuseUnstorable("text", text);
        }

        @Override
        public String kind() {
            return KIND;
        }
    }

    /**
     * What a command printed.
     *
     * @param platform a hint by its Netmiko name, such as {@code cisco_ios}
     */
    record Cli(String command, @Nullable String platform, String text) implements Evidence {
        static final String KIND = "cli";

        public Cli {
            command = Text.required("command", command);
            platform = Text.word("platform", platform);
            Text.refuseUnstorable("text", text);
        }

        @Override
        public String kind() {
            return KIND;
        }
    }

    /**
     * What a service says to whoever connects.
     *
     * @param protocol ssh, http, html_title, x509_subjects, …
     * @param port null where it has none
     */
    record Banner(String protocol, @Nullable Integer port, String text) implements Evidence {
        static final String KIND = "banner";
        private static final int PORT_MAX = 65_535;

        public Banner {
            protocol = Text.required("protocol", Text.word("protocol", protocol));
            if (port != null && (port < 1 || port > PORT_MAX)) {
                throw Report.Malformed.unreadable(
                        "port: %d, expected 1 to %d".formatted(port, PORT_MAX));
            }
            Text.refuseUnstorable("text", text);
        }

        @Override
        public String kind() {
            return KIND;
        }
    }

    /** A hardware address that was seen to answer. */
    record Mac(MacAddress address) implements Evidence {
        static final String KIND = "mac";

        @Override
        public String text() {
            return address.text();
        }

        @Override
        public String kind() {
            return KIND;
        }
    }
}
