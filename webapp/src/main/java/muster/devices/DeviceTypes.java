package muster.devices;

import java.util.Set;
import muster.web.Messages;
import org.jspecify.annotations.Nullable;

/** The types of devices that have a name and a glyph; reporters may tell any other. */
public final class DeviceTypes {
    static final String UNKNOWN = "unknown";

    private static final Set<String> NAMED =
            Set.of(
                    "server",
                    "workstation",
                    "laptop",
                    "chromebook",
                    "mobile_android",
                    "mobile_ios",
                    "tablet",
                    "iot",
                    "network_device",
                    "container",
                    "virtual_machine",
                    "printer");

    private DeviceTypes() {}

    /** The type as glyphs know it; null for words that no glyph stands for. */
    public static @Nullable String glyph(String type) {
        return NAMED.contains(type) ? type : null;
    }

    /** The type's name for people; a word that has none is shown as it was told. */
    public static String title(String type, Messages messages) {
        if (NAMED.contains(type)) {
            return messages.text("device.type." + type);
        } else {
            return type.equals(UNKNOWN) ? messages.text("device.type.unknown_device") : type;
        }
    }
}
