package muster.devices;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import muster.tenancy.Tenant;
import muster.wire.DeviceFacts;
import org.jspecify.annotations.Nullable;

/** Something that a device is known by. */
record Identifier(Kind kind, String value) implements Comparable<Identifier> {
    // A machine with more interfaces than this is known by the rest of them just as well.
    static final int MACS_MAX = 16;

    private static final String CONTAINER = "container";

    /**
     * By strength. The serial comes first: it is what was bought and is repaired under, and an
     * agent, a device management, SSH and SNMP all read the same one. The uuid is told only by
     * programs on the machine, some of which turn its bytes round.
     */
    enum Kind {
        SERIAL,
        HARDWARE_UUID,
        /** Of an SNMP agent (RFC 3411); copied along with a configuration. */
        SNMP_ENGINE,
        /** How a switch or router calls itself to its neighbours (LLDP). */
        CHASSIS,
        MDM_UDID,
        ANDROID_ID,
        /** Travels with docks and cards. */
        MAC,
        /** Anybody can type one. */
        HOSTNAME;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    Identifier {
        value = value.strip().toLowerCase(Locale.ROOT);
    }

    /**
     * The identifiers of a sighting, strongest first, without the placeholders of careless makers.
     */
    static List<Identifier> of(DeviceFacts facts, Marks marks) {
        var found = new ArrayList<Identifier>();
        // In a container the firmware is its host's, which is another device.
        if (!isContained(facts)) {
            add(found, Kind.SERIAL, facts.serial());
            add(found, Kind.HARDWARE_UUID, facts.hardwareUuid());
        }
        add(found, Kind.SNMP_ENGINE, marks.snmpEngine());
        add(found, Kind.CHASSIS, marks.chassis());
        facts.macAddresses().stream()
                .map(mac -> new Identifier(Kind.MAC, mac.text()))
                .filter(mac -> !Placeholders.include(mac))
                .limit(MACS_MAX)
                .forEach(found::add);
        found.add(new Identifier(Kind.HOSTNAME, facts.hostname()));
        return List.copyOf(found);
    }

    /** Whether this is seen in a container, which may show the firmware and name of its host. */
    static boolean isContained(DeviceFacts facts) {
        return CONTAINER.equals(facts.assetType());
    }

    /** Where the value is unique: a hostname in its site, everything else in the organization. */
    UUID scope(Tenant tenant, UUID site) {
        return kind == Kind.HOSTNAME ? site : tenant.id();
    }

    @Override
    public int compareTo(Identifier other) {
        int byStrength = kind.compareTo(other.kind);
        return byStrength != 0 ? byStrength : value.compareTo(other.value);
    }

    private static void add(List<Identifier> found, Kind kind, @Nullable String value) {
        if (value != null) {
            var identifier = new Identifier(kind, value);
            if (!Placeholders.include(identifier)) {
                found.add(identifier);
            }
        }
    }
}
