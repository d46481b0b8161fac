package muster.identify;

import org.jspecify.annotations.Nullable;

/** Something that a device gave of itself, as it gave it. */
public sealed interface Evidence {
    /** More than any device prints; what is longer is refused where it is read. */
    int CHARACTERS_MAX = 16 * 1024 * 1024;

    /**
     * What an SNMP agent answered.
     *
     * @param snmprec a line per variable: {@code OID|type|value}, where type is the number of the
     *     ASN.1 tag, followed by {@code x} where the value is hexadecimal and by {@code e} where it
     *     has escapes
     */
    record Snmp(String snmprec) implements Evidence {}

    /**
     * What a command printed.
     *
     * @param command as it was typed
     * @param platform a hint by its Netmiko name, such as {@code cisco_ios}
     */
    record Cli(String command, String output, @Nullable String platform) implements Evidence {}

    /**
     * What a service says to whoever connects.
     *
     * @param protocol ssh, http (the Server header), html_title, x509_subjects, snmp_sysdescr, …
     */
    record Banner(String protocol, String text) implements Evidence {}

    /** A hardware address, in any spelling. */
    record Mac(String mac) implements Evidence {}
}
