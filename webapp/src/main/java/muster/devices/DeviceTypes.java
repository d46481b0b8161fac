package muster.devices;

import java.util.Map;
import muster.web.Messages;
import org.jspecify.annotations.Nullable;

/** The types of devices that have a name and a glyph; reporters may tell any other. */
public final class DeviceTypes {
    static final String UNKNOWN = "unknown";

    /** Each with the glyph that stands for it. */
    private static final Map<String, String> NAMED =
            Map.ofEntries(
                    Map.entry("server", "server"),
                    Map.entry("workstation", "workstation"),
                    Map.entry("laptop", "laptop"),
                    Map.entry("chromebook", "chromebook"),
                    Map.entry("mobile_android", "mobile_android"),
                    Map.entry("mobile_ios", "mobile_ios"),
                    Map.entry("tablet", "tablet"),
                    Map.entry("iot", "iot"),
                    Map.entry("network_device", "network_device"),
                    Map.entry("container", "container"),
                    Map.entry("virtual_machine", "virtual_machine"),
                    Map.entry("printer", "printer"),
                    Map.entry("wireless", "network_device"),
                    Map.entry("firewall", "network_device"),
                    Map.entry("loadbalancer", "network_device"),
                    Map.entry("storage", "server"),
                    Map.entry("appliance", "server"),
                    Map.entry("oob_management", "server"),
                    Map.entry("power", "iot"),
                    Map.entry("environment", "iot"),
                    Map.entry("collaboration", "iot"),
                    Map.entry("camera", "iot"),
                    Map.entry("timing", "iot"));

    private DeviceTypes() {}

    /** The type as glyphs know it; null for words that no glyph stands for. */
    public static @Nullable String glyph(String type) {
        return NAMED.get(type);
    }

    /** The type's name for people; a word that has none is shown as it was told. */
    public static String title(String type, Messages messages) {
        if (NAMED.containsKey(type)) {
            return messages.text("device.type." + type);
        } else {
            return type.equals(UNKNOWN) ? messages.text("device.type.unknown_device") : type;
        }
    }
}
