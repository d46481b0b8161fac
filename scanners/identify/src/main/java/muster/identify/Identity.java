package muster.identify;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What evidence says a device is. What it does not say is null or empty, never guessed.
 *
 * @param facts vendor and model are the hardware's; os_vendor, os and version the operating
 *     system's; type is one of {@link #TYPES}; cpe is a CPE 2.3 name
 * @param interfaces as the device names them
 * @param neighbours what LLDP, CDP or their kin tell of others
 * @param arp IP addresses and their MACs
 * @param macs the bridge's forwarding table
 * @param modules every unit that has a model or serial of its own: members of a stack, line cards,
 *     power supplies
 * @param software what else is installed, as the device lists it
 * @param whys of each answer that is there
 */
public record Identity(
        Map<Field, String> facts,
        @Nullable Service service,
        List<Interface> interfaces,
        List<Link> neighbours,
        List<ArpEntry> arp,
        List<MacEntry> macs,
        List<Module> modules,
        List<Software> software,
        Map<Field, Why> whys) {

    /** What a device may be. */
    public static final List<String> TYPES =
            List.of(
                    "network",
                    "wireless",
                    "firewall",
                    "loadbalancer",
                    "server",
                    "storage",
                    "printer",
                    "power",
                    "environment",
                    "appliance",
                    "collaboration",
                    "camera",
                    "timing",
                    "oob_management",
                    "workstation",
                    "iot");

    /** Rows of one table that are read; what a larger one has beyond is left out. */
    public static final int ROWS_MAX = 20_000;

    /** A program that answers, which is not the operating system that it runs on. */
    public record Service(
            @Nullable String vendor,
            String product,
            @Nullable String version,
            @Nullable String cpe) {}

    /**
     * A network interface.
     *
     * @param mac {@code aa:bb:cc:dd:ee:ff}
     */
    public record Interface(
            String name,
            @Nullable String alias,
            @Nullable String mac,
            @Nullable Long speedBps,
            @Nullable Boolean adminUp,
            @Nullable Boolean operUp) {}

    /** Another device at the end of a cable. */
    public record Link(
            @Nullable String localInterface,
            @Nullable String remoteName,
            @Nullable String remoteInterface,
            @Nullable String remotePlatform) {}

    /** An address that was resolved. */
    public record ArpEntry(String ip, @Nullable String mac, @Nullable String through) {}

    /** Where a MAC address was learnt. */
    public record MacEntry(String mac, @Nullable Integer vlan, @Nullable String through) {}

    /** A part that can be bought. */
    public record Module(
            @Nullable String name,
            @Nullable String model,
            @Nullable String serial,
            @Nullable String version) {}

    /** An installed program. */
    public record Software(@Nullable String vendor, String name, @Nullable String version) {}

    public Identity {
        facts = Map.copyOf(facts);
        interfaces = List.copyOf(interfaces);
        neighbours = List.copyOf(neighbours);
        arp = List.copyOf(arp);
        macs = List.copyOf(macs);
        modules = List.copyOf(modules);
        software = List.copyOf(software);
        whys = Map.copyOf(whys);
    }

    /** One of its facts. */
    public Optional<String> find(Field field) {
        return Optional.ofNullable(facts.get(field));
    }

    /** One that is sure to be what it is called; what only looks like it may be another's too. */
    public Optional<String> findSure(Field field) {
        var why = whys.get(field);
        return why != null && why.rule().equals(VendorTree.RULE) ? Optional.empty() : find(field);
    }
}
