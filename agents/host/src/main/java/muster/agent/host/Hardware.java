package muster.agent.host;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the firmware says that the computer is. Only root may read serial and uuid; boards without
 * such firmware state the serial in their device tree. Placeholders of makers are the hub's to
 * know.
 *
 * @param denied whether something is there that may not be read
 */
record Hardware(@Nullable String serial, @Nullable String uuid, boolean denied) {
    private static final String FIRMWARE = "sys/class/dmi/id/";
    private static final String DEVICE_TREE = "sys/firmware/devicetree/base/serial-number";

    static Hardware read(Path root) throws IOException {
        var reading = new Reading(root);
        var serial = reading.line(FIRMWARE + "product_serial");
        if (serial.isEmpty()) {
            serial = reading.line(DEVICE_TREE);
        }
        var uuid = reading.line(FIRMWARE + "product_uuid");
        return new Hardware(serial.orElse(null), uuid.orElse(null), reading.denied);
    }

    private static final class Reading {
        private final Path root;
        private boolean denied;

        Reading(Path root) {
            this.root = root;
        }

        Optional<String> line(String file) throws IOException {
            try {
                return SmallFile.line(root.resolve(file));
            } catch (AccessDeniedException e) {
                denied = true;
                return Optional.empty();
            }
        }
    }
}
