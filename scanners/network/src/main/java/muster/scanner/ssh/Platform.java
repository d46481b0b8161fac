package muster.scanner.ssh;

import static muster.scanner.ssh.Command.*;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import muster.identify.Field;
import muster.identify.Identity;
import org.jspecify.annotations.Nullable;

/** What to ask a device, by what runs on it: the names that identification gives its system. */
@SuppressWarnings("ImmutableEnumChecker") // List.of
enum Platform {
    CISCO_IOS(
            List.of("IOS", "IOS XE"),
            UNPAGED_LENGTH,
            SHOW_VERSION,
            SHOW_INVENTORY,
            SHOW_INTERFACES,
            SHOW_LLDP_NEIGHBORS_DETAIL,
            SHOW_CDP_NEIGHBORS_DETAIL,
            SHOW_IP_ARP,
            SHOW_MAC_ADDRESS_TABLE),
    CISCO_XR(
            List.of("IOS XR"),
            UNPAGED_LENGTH,
            SHOW_VERSION,
            SHOW_INVENTORY,
            SHOW_INTERFACES,
            SHOW_LLDP_NEIGHBORS_DETAIL,
            SHOW_CDP_NEIGHBORS_DETAIL,
            SHOW_ARP),
    CISCO_NXOS(
            List.of("NX-OS"),
            UNPAGED_LENGTH,
            SHOW_VERSION,
            SHOW_INVENTORY,
            SHOW_INTERFACE,
            SHOW_LLDP_NEIGHBORS_DETAIL,
            SHOW_CDP_NEIGHBORS_DETAIL,
            SHOW_IP_ARP,
            SHOW_MAC_ADDRESS_TABLE),
    CISCO_ASA(
            List.of("ASA"),
            UNPAGED_PAGER,
            SHOW_VERSION,
            SHOW_INVENTORY,
            SHOW_MODULE,
            SHOW_INTERFACE,
            SHOW_ARP),
    CISCO_S300(
            List.of("Small Business", "CBS"),
            UNPAGED_DATADUMP,
            SHOW_VERSION,
            SHOW_SYSTEM_ID,
            SHOW_INVENTORY,
            SHOW_INTERFACES_DESCRIPTION,
            SHOW_LLDP_NEIGHBORS,
            SHOW_ARP),
    CISCO_WLC_SSH(
            List.of("AireOS", "WLC"),
            null,
            SHOW_SYSINFO,
            SHOW_INVENTORY,
            SHOW_CDP_NEIGHBORS_DETAIL,
            SHOW_AP_SUMMARY),
    ARISTA_EOS(
            List.of("EOS"),
            UNPAGED_LENGTH,
            SHOW_VERSION,
            SHOW_INVENTORY,
            SHOW_INTERFACES,
            SHOW_LLDP_NEIGHBORS,
            SHOW_IP_ARP,
            SHOW_MAC_ADDRESS_TABLE),
    JUNIPER_JUNOS(
            List.of("Junos"),
            UNPAGED_JUNOS,
            SHOW_VERSION,
            SHOW_CHASSIS_HARDWARE,
            SHOW_INTERFACES,
            SHOW_LLDP_NEIGHBORS,
            SHOW_ARP,
            SHOW_ETHERNET_SWITCHING_TABLE),
    PALOALTO_PANOS(
            List.of("PAN-OS"),
            UNPAGED_PANOS,
            SHOW_SYSTEM_INFO,
            SHOW_INTERFACE_HARDWARE,
            SHOW_LLDP_NEIGHBORS_ALL,
            SHOW_ARP_ALL,
            SHOW_MAC_ALL),
    FORTINET(
            List.of("FortiOS"),
            null,
            GET_SYSTEM_STATUS,
            GET_SYSTEM_INTERFACE_PHYSICAL,
            GET_SYSTEM_ARP),
    MIKROTIK_ROUTEROS(
            List.of("RouterOS"),
            null,
            ROUTEROS_RESOURCE,
            ROUTEROS_ROUTERBOARD,
            ROUTEROS_IDENTITY,
            ROUTEROS_INTERFACES,
            ROUTEROS_NEIGHBORS,
            ROUTEROS_ARP,
            ROUTEROS_MACS),
    HP_PROCURVE(
            List.of("ProCurve", "AOS-S"),
            UNPAGED_NO_PAGE,
            SHOW_SYSTEM,
            SHOW_VERSION,
            SHOW_INTERFACES_BRIEF,
            SHOW_LLDP_INFO_REMOTE_DEVICE_DETAIL,
            SHOW_CDP_NEIGHBORS_DETAIL,
            SHOW_ARP,
            SHOW_MAC_ADDRESS),
    HP_COMWARE(
            List.of("Comware"),
            UNPAGED_COMWARE,
            DISPLAY_VERSION,
            DISPLAY_DEVICE_MANUINFO,
            DISPLAY_INTERFACE,
            DISPLAY_LLDP_NEIGHBOR_VERBOSE,
            DISPLAY_ARP,
            DISPLAY_MAC_ADDRESS),
    HUAWEI_VRP(
            List.of("VRP"),
            UNPAGED_VRP,
            DISPLAY_VERSION,
            DISPLAY_DEVICE,
            DISPLAY_INTERFACE,
            DISPLAY_LLDP_NEIGHBOR,
            DISPLAY_ARP_ALL,
            DISPLAY_MAC_ADDRESS),
    ARUBA_AOSCX(
            List.of("AOS-CX"),
            UNPAGED_NO_PAGE,
            SHOW_VERSION,
            SHOW_SYSTEM,
            SHOW_INTERFACE,
            SHOW_LLDP_NEIGHBOR_INFO_DETAIL,
            SHOW_LLDP_NEIGHBORS_INFO_DETAIL,
            SHOW_ARP,
            SHOW_MAC_DASH_ADDRESS_TABLE),
    ARUBA_OS(
            List.of("ArubaOS"),
            UNPAGED_NO_PAGING,
            SHOW_VERSION,
            SHOW_INVENTORY,
            SHOW_IP_INTERFACE_BRIEF,
            SHOW_AP_DATABASE_LONG,
            SHOW_ARP),
    BROCADE_FASTIRON(
            List.of("FastIron", "IronWare", "ICX"),
            UNPAGED_SKIP,
            SHOW_VERSION,
            SHOW_INTERFACES_BRIEF,
            SHOW_LLDP_NEIGHBORS_DETAIL,
            SHOW_ARP,
            SHOW_MAC_ADDRESS),
    EXTREME_EXOS(
            List.of("ExtremeXOS", "EXOS"),
            null,
            SHOW_VERSION,
            SHOW_SWITCH,
            SHOW_PORTS_INFORMATION_DETAIL,
            SHOW_LLDP_NEIGHBORS,
            SHOW_IPARP,
            SHOW_FDB),
    DELL_FORCE10(
            List.of("FTOS", "OS9", "OS10", "Force10"),
            UNPAGED_LENGTH,
            SHOW_VERSION,
            SHOW_INVENTORY,
            SHOW_INTERFACES,
            SHOW_LLDP_NEIGHBORS_DETAIL,
            SHOW_ARP,
            SHOW_MAC_DASH_ADDRESS_TABLE),
    CHECKPOINT_GAIA(
            List.of("Gaia"),
            UNPAGED_GAIA,
            SHOW_VERSION_ALL,
            SHOW_ASSET_ALL,
            SHOW_INTERFACES_ALL,
            SHOW_ARP_DYNAMIC_ALL),
    BROADCOM_ICOS(
            List.of("ICOS", "FASTPATH", "EdgeSwitch", "PowerConnect", "DNOS6"),
            UNPAGED_LENGTH,
            SHOW_VERSION,
            SHOW_INTERFACES_STATUS,
            SHOW_LLDP_REMOTE_DEVICE_ALL,
            SHOW_ISDP_NEIGHBORS,
            SHOW_ARP,
            SHOW_MAC_ADDRESS_TABLE),
    AVAYA_ERS(
            List.of("ERS", "BOSS", "Ethernet Routing Switch"),
            UNPAGED_LENGTH,
            SHOW_SYS_INFO,
            SHOW_INTERFACES,
            SHOW_MAC_DASH_ADDRESS_TABLE),
    ALCATEL_AOS(
            List.of("AOS"),
            null,
            SHOW_SYSTEM,
            SHOW_CHASSIS,
            SHOW_INTERFACES_STATUS,
            SHOW_LLDP_REMOTE_SYSTEM,
            SHOW_MAC_DASH_ADDRESS_TABLE),
    ALCATEL_SROS(
            List.of("SR OS", "TiMOS"),
            UNPAGED_SROS,
            SHOW_VERSION,
            SHOW_SYSTEM_INFORMATION,
            SHOW_CHASSIS,
            SHOW_PORT),
    VYATTA_VYOS(
            List.of("VyOS", "Vyatta", "EdgeOS"),
            UNPAGED_LENGTH,
            SHOW_VERSION,
            SHOW_INTERFACES,
            SHOW_LLDP_NEIGHBORS_DETAIL,
            SHOW_ARP),
    LINUX(List.of("Linux"), null, UNAME, OS_RELEASE, HOSTNAME, IP_ADDRESS, IP_NEIGHBOUR);

    private final List<String> systems;
    private final Optional<Command> pagerSwitch;
    private final List<Command> questions;

    Platform(List<String> systems, @Nullable Command pagerSwitch, Command... questions) {
        this.systems = systems;
        this.pagerSwitch = Optional.ofNullable(pagerSwitch);
        this.questions = List.of(questions);
    }

    /** The platform of what identification says of evidence; empty where it knows none. */
    static Optional<Platform> of(Identity identity) {
        var os = identity.find(Field.OS).orElse("");
        return Arrays.stream(values())
                .filter(each -> each.systems.stream().anyMatch(os::equalsIgnoreCase))
                .findFirst();
    }

    /** Netmiko's name of it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Makes its pages endless; empty where that would need a change of its configuration. */
    Optional<Command> pagerSwitch() {
        return pagerSwitch;
    }

    /** In the order of their worth: what is cut off is cut off at the end. */
    List<Command> questions() {
        return questions;
    }
}
