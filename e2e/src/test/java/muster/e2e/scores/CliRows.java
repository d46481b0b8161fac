package muster.e2e.scores;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a source of command outputs expects, in our words. It spells a value in many ways and names
 * it in more, so a cell is a set: any of its values is right, and none means that nothing is
 * expected.
 */
final class CliRows {
    /** Our cell → what the source calls it. */
    static final Map<String, List<String>> INVENTORY =
            Map.of(
                    "version",
                    List.of(
                            "version",
                            "os_version",
                            "software_version",
                            "sw_version",
                            "os",
                            "image",
                            "software",
                            "product_version",
                            "junos_version",
                            "firmware_version",
                            "vrp_version",
                            "release"),
                    "serial",
                    List.of(
                            "serial",
                            "serial_number",
                            "sn",
                            "chassis_sn",
                            "serial_num",
                            "device_serial_number",
                            "chassis_serial_number",
                            "serial_no"),
                    "model",
                    List.of(
                            "hardware",
                            "hardware_model",
                            "model",
                            "platform",
                            "pid",
                            "product_id",
                            "model_name",
                            "device_name",
                            "ps_model",
                            "power_supply_pid",
                            "board_name",
                            "product_name"),
                    "hostname",
                    List.of("hostname", "host_name", "system_name", "sysname"));

    static final Map<String, List<String>> NEIGHBOURS =
            Map.of(
                    "local",
                    List.of("local_interface", "local_port", "interface", "local_port_id", "port"),
                    "name",
                    List.of(
                            "neighbor_name",
                            "neighbor",
                            "system_name",
                            "remote_system_name",
                            "identity",
                            "system_name_data",
                            "chassis_id",
                            "remote_chassis_id",
                            "mac_address",
                            "chassis_data",
                            "mac",
                            "serial"),
                    "port",
                    List.of(
                            "neighbor_interface",
                            "neighbor_port_id",
                            "remote_port",
                            "port_id",
                            "port_id_data",
                            "interface_name",
                            "neighbor_port_description",
                            "neighbor_interface_description",
                            "port_description"));

    static final Map<String, List<String>> ARP =
            Map.of(
                    "ip", List.of("ip_address", "address", "ip", "ipv6_address", "destination"),
                    "mac", List.of("mac_address", "hardware_address", "mac", "active_mac_address"),
                    "interface",
                            List.of(
                                    "interface",
                                    "port",
                                    "physical_interface",
                                    "name",
                                    "vlan_name",
                                    "location"));

    static final Map<String, List<String>> MACS =
            Map.of(
                    "mac",
                    List.of("mac_address", "destination_address", "mac"),
                    "vlan",
                    List.of("vlan_id", "vlan", "fdb_id"),
                    "interface",
                    List.of(
                            "destination_port",
                            "interface",
                            "port",
                            "ports",
                            "logical_interface",
                            "on_interface",
                            "port_id",
                            "next_hop",
                            "fsp"));

    static final Map<String, List<String>> INTERFACES =
            Map.of(
                    "name", List.of("interface", "port", "name", "port_id", "intf"),
                    "alias",
                            List.of(
                                    "description",
                                    "alias",
                                    "comment",
                                    "portname",
                                    "interface_desc"),
                    "mac", List.of("mac_address", "hw_address", "bia", "mac", "address"),
                    "speed", List.of("speed", "bandwidth", "actualspeed", "bw"),
                    "admin", List.of("admin_state", "admin_status", "admin_mode", "link_admin"),
                    "oper",
                            List.of(
                                    "protocol_status",
                                    "proto",
                                    "protocol",
                                    "oper_state",
                                    "link_state",
                                    "link",
                                    "status",
                                    "link_status",
                                    "intstate",
                                    "line_status",
                                    "state"));

    private static final Pattern MAC =
            Pattern.compile(
                    "[0-9a-f]{12}|[0-9a-f]{1,2}([:-][0-9a-f]{1,2}){5}|[0-9a-f]{1,4}([.:-][0-9a-f]{1,4}){2}|[0-9a-f]{6}[:-][0-9a-f]{6}");

    private CliRows() {}

    /** The rows of a sample; those that expect nothing of us are left out. */
    static List<Map<String, Set<String>>> of(JsonNode sample, Map<String, List<String>> names) {
        var rows = new ArrayList<Map<String, Set<String>>>();
        for (var row : sample.path("expected")) {
            var cells = new LinkedHashMap<String, Set<String>>();
            names.forEach((cell, keys) -> {
                var values = new TreeSet<String>();
                for (var key : keys) {
                    var value = row.path(key);
                    if (value.isArray()) {
                        value.forEach(one -> add(cell, one.asText(), values));
                        var whole = new StringBuilder();
                        value.forEach(one -> whole.append(one.asText()));
                        add(cell, whole.toString(), values);
                    } else {
                        add(cell, value.asText(""), values);
                    }
                }
                if (!values.isEmpty()) {
                    cells.put(cell, values);
                }
            });
            boolean isNeighbour = names.containsKey("local");
            if (!cells.isEmpty() && (!isNeighbour || cells.size() > 1)) {
                rows.add(cells);
            }
        }
        return rows;
    }

    private static void add(String cell, String value, Set<String> values) {
        var normal = normal(cell, value);
        if (!normal.isEmpty()) {
            values.add(normal);
        }
    }

    /** A value in the spelling in which it is compared; empty where it says nothing. */
    static String normal(String cell, String value) {
        var text = value.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        if (text.matches(
                "[-*.]*|n/?a|none|unknown|not (advertised|present|available).*|incomplete|null")) {
            return "";
        }
        return switch (cell) {
            case "mac" -> mac(text);
            case "vlan" -> text.matches("\\d{1,4}") ? String.valueOf(Integer.parseInt(text)) : "";
            case "ip" -> text.matches("[0-9.]+|[0-9a-f:]+(%\\S+)?") ? text : "";
            case "name", "chassis" -> MAC.matcher(text).matches() ? mac(text) : text;
            case "version" -> text.matches(".*\\d.*") ? text : "";
            case "speed" -> speed(text);
            case "admin", "oper" -> state(text);
            default -> text;
        };
    }

    private static String mac(String text) {
        if (!MAC.matcher(text).matches()) {
            return "";
        }
        var parts = text.split("[.:-]", -1);
        int width = parts.length == 1 ? 12 : 12 / parts.length;
        var digits = new StringBuilder();
        for (var part : parts) {
            digits.append("0".repeat(width - part.length())).append(part);
        }
        return digits.toString();
    }

    private static String speed(String text) {
        var match = Pattern.compile("^(?:a-|auto\\()?([0-9.]+) ?-?([kmgt]?)(.*)").matcher(text);
        if (!match.matches() || match.group(1).equals(".")) {
            return "";
        }
        double number = Double.parseDouble(match.group(1));
        double scale =
                switch (match.group(2)) {
                    case "k" -> 1e3;
                    case "m" -> 1e6;
                    case "g" -> 1e9;
                    case "t" -> 1e12;
                    default -> match.group(3).startsWith("b") || number >= 1e7 ? 1 : 1e6;
                };
        return number == 0 ? "" : String.valueOf((long) (number * scale));
    }

    private static String state(String text) {
        if (text.matches("(is )?(up|connected|enabled?|link up|on|yes)\\b.*")) {
            return "up";
        }
        return text.matches(
                        "(is )?(adm(?!in-up)|\\*?down|notconn|dis|not ?connect|err|sfp|xcvr|no\\b|off\\b|link down).*")
                ? "down"
                : "";
    }
}
