package muster.scanner.ssh;

/**
 * All that a device can be asked. The list is closed: only these and {@link Key}s can be sent, each
 * reads and changes nothing but how long a page is in this one session.
 */
public enum Command {
    UNPAGED_LENGTH("terminal length 0"),
    UNPAGED_PAGER("terminal pager 0"),
    UNPAGED_DATADUMP("terminal datadump"),
    UNPAGED_NO_PAGE("no page"),
    UNPAGED_NO_PAGING("no paging"),
    UNPAGED_SKIP("skip-page-display"),
    UNPAGED_JUNOS("set cli screen-length 0"),
    UNPAGED_PANOS("set cli pager off"),
    UNPAGED_GAIA("set clienv rows 0"),
    UNPAGED_VRP("screen-length 0 temporary"),
    UNPAGED_COMWARE("screen-length disable"),
    UNPAGED_SROS("environment no more"),

    SHOW_VERSION("show version"),
    SHOW_VERSION_ALL("show version all"),
    SHOW_INVENTORY("show inventory"),
    SHOW_INTERFACE("show interface"),
    SHOW_INTERFACES("show interfaces"),
    SHOW_INTERFACES_ALL("show interfaces all"),
    SHOW_INTERFACES_BRIEF("show interfaces brief"),
    SHOW_INTERFACES_STATUS("show interfaces status"),
    SHOW_INTERFACES_DESCRIPTION("show interfaces description"),
    SHOW_INTERFACE_HARDWARE("show interface hardware"),
    SHOW_IP_INTERFACE_BRIEF("show ip interface brief"),
    SHOW_LLDP_NEIGHBORS("show lldp neighbors"),
    SHOW_LLDP_NEIGHBORS_ALL("show lldp neighbors all"),
    SHOW_LLDP_NEIGHBORS_DETAIL("show lldp neighbors detail"),
    SHOW_LLDP_NEIGHBORS_INFO_DETAIL("show lldp neighbors-info detail"),
    SHOW_LLDP_NEIGHBOR_INFO_DETAIL("show lldp neighbor-info detail"),
    SHOW_LLDP_INFO_REMOTE_DEVICE_DETAIL("show lldp info remote-device detail"),
    SHOW_LLDP_REMOTE_DEVICE_ALL("show lldp remote-device all"),
    SHOW_LLDP_REMOTE_SYSTEM("show lldp remote-system"),
    SHOW_CDP_NEIGHBORS_DETAIL("show cdp neighbors detail"),
    SHOW_ISDP_NEIGHBORS("show isdp neighbors"),
    SHOW_ARP("show arp"),
    SHOW_ARP_ALL("show arp all"),
    SHOW_ARP_DYNAMIC_ALL("show arp dynamic all"),
    SHOW_IP_ARP("show ip arp"),
    SHOW_IPARP("show iparp"),
    SHOW_MAC_ADDRESS("show mac-address"),
    SHOW_MAC_ADDRESS_TABLE("show mac address-table"),
    SHOW_MAC_DASH_ADDRESS_TABLE("show mac-address-table"),
    SHOW_MAC_ALL("show mac all"),
    SHOW_FDB("show fdb"),
    SHOW_ETHERNET_SWITCHING_TABLE("show ethernet-switching table"),
    SHOW_CHASSIS("show chassis"),
    SHOW_CHASSIS_HARDWARE("show chassis hardware"),
    SHOW_MODULE("show module"),
    SHOW_SYSTEM("show system"),
    SHOW_SYSTEM_ID("show system id"),
    SHOW_SYSTEM_INFO("show system info"),
    SHOW_SYSTEM_INFORMATION("show system information"),
    SHOW_SYS_INFO("show sys-info"),
    SHOW_SYSINFO("show sysinfo"),
    SHOW_SWITCH("show switch"),
    SHOW_ASSET_ALL("show asset all"),
    SHOW_AP_SUMMARY("show ap summary"),
    SHOW_AP_DATABASE_LONG("show ap database long"),
    SHOW_PORT("show port"),
    SHOW_PORTS_INFORMATION_DETAIL("show ports information detail"),

    GET_SYSTEM_STATUS("get system status"),
    GET_SYSTEM_INTERFACE_PHYSICAL("get system interface physical"),
    GET_SYSTEM_ARP("get system arp"),

    DISPLAY_VERSION("display version"),
    DISPLAY_DEVICE("display device"),
    DISPLAY_DEVICE_MANUINFO("display device manuinfo"),
    DISPLAY_INTERFACE("display interface"),
    DISPLAY_LLDP_NEIGHBOR("display lldp neighbor"),
    DISPLAY_LLDP_NEIGHBOR_VERBOSE("display lldp neighbor-information verbose"),
    DISPLAY_ARP("display arp"),
    DISPLAY_ARP_ALL("display arp all"),
    DISPLAY_MAC_ADDRESS("display mac-address"),

    ROUTEROS_RESOURCE("/system resource print"),
    ROUTEROS_ROUTERBOARD("/system routerboard print"),
    ROUTEROS_IDENTITY("/system identity print"),
    ROUTEROS_INTERFACES("/interface print detail without-paging"),
    ROUTEROS_NEIGHBORS("/ip neighbor print detail without-paging"),
    ROUTEROS_ARP("/ip arp print without-paging"),
    ROUTEROS_MACS("/interface bridge host print terse without-paging"),

    UNAME("uname -a"),
    OS_RELEASE("cat /etc/os-release"),
    HOSTNAME("hostname"),
    IP_ADDRESS("ip address show"),
    IP_NEIGHBOUR("ip neighbour show");

    private final String line;

    Command(String line) {
        this.line = line;
    }

    /** As an operator would type it, without the Enter behind it. */
    public String line() {
        return line;
    }

    /** Whether it only sets how this session is paged. */
    boolean isPagerSwitch() {
        return name().startsWith("UNPAGED_");
    }
}
