package muster.identify;

import java.util.Locale;

/** One answer of identification. */
public enum Field {
    VENDOR,
    OS_VENDOR,
    OS,
    VERSION,
    MODEL,
    SERIAL,
    HOSTNAME,
    TYPE,
    CPE,
    SERVICE,
    INTERFACES,
    NEIGHBOURS,
    ARP,
    MACS,
    MODULES,
    SOFTWARE;

    /** Its name in JSON and in rules. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
