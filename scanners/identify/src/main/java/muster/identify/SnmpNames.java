package muster.identify;

import java.util.Map;

/** The standard objects that rules call by their names instead of by their OIDs. */
final class SnmpNames {
    static final Oid SYS_DESCR = Oid.of("1.3.6.1.2.1.1.1.0");
    static final Oid SYS_OBJECT_ID = Oid.of("1.3.6.1.2.1.1.2.0");
    static final Oid SYS_NAME = Oid.of("1.3.6.1.2.1.1.5.0");

    private static final String ENTITIES = "1.3.6.1.2.1.47.1.1.1.1.";
    private static final Map<String, Oid> BY_NAME =
            Map.ofEntries(
                    Map.entry("sysDescr", SYS_DESCR),
                    Map.entry("sysObjectID", SYS_OBJECT_ID),
                    Map.entry("sysContact", Oid.of("1.3.6.1.2.1.1.4.0")),
                    Map.entry("sysName", SYS_NAME),
                    Map.entry("sysLocation", Oid.of("1.3.6.1.2.1.1.6.0")),
                    Map.entry("ifDescr", Oid.of("1.3.6.1.2.1.2.2.1.2")),
                    Map.entry("ifPhysAddress", Oid.of("1.3.6.1.2.1.2.2.1.6")),
                    Map.entry("entPhysicalDescr", Oid.of(ENTITIES + 2)),
                    Map.entry("entPhysicalVendorType", Oid.of(ENTITIES + 3)),
                    Map.entry("entPhysicalContainedIn", Oid.of(ENTITIES + 4)),
                    Map.entry("entPhysicalClass", Oid.of(ENTITIES + 5)),
                    Map.entry("entPhysicalName", Oid.of(ENTITIES + 7)),
                    Map.entry("entPhysicalHardwareRev", Oid.of(ENTITIES + 8)),
                    Map.entry("entPhysicalFirmwareRev", Oid.of(ENTITIES + 9)),
                    Map.entry("entPhysicalSoftwareRev", Oid.of(ENTITIES + 10)),
                    Map.entry("entPhysicalSerialNum", Oid.of(ENTITIES + 11)),
                    Map.entry("entPhysicalMfgName", Oid.of(ENTITIES + 12)),
                    Map.entry("entPhysicalModelName", Oid.of(ENTITIES + 13)),
                    Map.entry("hrDeviceDescr", Oid.of("1.3.6.1.2.1.25.3.2.1.3")),
                    Map.entry("hrSWInstalledName", Oid.of("1.3.6.1.2.1.25.6.3.1.2")),
                    Map.entry("upsIdentManufacturer", Oid.of("1.3.6.1.2.1.33.1.1.1.0")),
                    Map.entry("upsIdentModel", Oid.of("1.3.6.1.2.1.33.1.1.2.0")),
                    Map.entry("upsIdentUPSSoftwareVersion", Oid.of("1.3.6.1.2.1.33.1.1.3.0")),
                    Map.entry("upsIdentAgentSoftwareVersion", Oid.of("1.3.6.1.2.1.33.1.1.4.0")),
                    Map.entry("upsIdentName", Oid.of("1.3.6.1.2.1.33.1.1.5.0")),
                    Map.entry("prtGeneralSerialNumber", Oid.of("1.3.6.1.2.1.43.5.1.1.17")),
                    Map.entry("lldpLocSysDesc", Oid.of("1.0.8802.1.1.2.1.3.4.0")),
                    Map.entry("docsDevSerialNumber", Oid.of("1.3.6.1.2.1.69.1.1.4.0")),
                    Map.entry("docsDevSwCurrentVers", Oid.of("1.3.6.1.2.1.69.1.3.5.0")));

    private SnmpNames() {}

    /** By its name, else by its numbers. */
    static Oid oid(String text) {
        var named = BY_NAME.get(text);
        return named == null ? Oid.ofRule(text) : named;
    }
}
