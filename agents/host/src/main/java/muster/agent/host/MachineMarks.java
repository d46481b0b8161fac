package muster.agent.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import muster.wire.MacAddress;
import org.jspecify.annotations.Nullable;

/**
 * Hashes of what tells this machine from another, the strongest first. A copied disk carries its
 * machine-id along, so that it comes last; it leaves the machine only as such a hash (<a
 * href="https://www.freedesktop.org/software/systemd/man/latest/machine-id.html">machine-id(5)</a>).
 */
final class MachineMarks {
    private static final String ALGORITHM = "HmacSHA256";

    private MachineMarks() {}

    /**
     * Kind of mark to 64 hexadecimal digits, and to several of these with a space between where the
     * machine has several.
     *
     * @param macs of its own interfaces
     */
    static SequencedMap<String, String> read(Path root, Hardware hardware, List<MacAddress> macs)
            throws IOException {
        var marks = new LinkedHashMap<String, String>();
        mark(marks, "hardware_uuid", hardware.uuid());
        mark(marks, "serial", hardware.serial());
        macs.forEach(mac -> mark(marks, "mac", mac.text()));
        var id = SmallFile.line(root.resolve("etc/machine-id"));
        if (id.isEmpty()) {
            id = SmallFile.line(root.resolve("var/lib/dbus/machine-id"));
        }
        mark(marks, "machine_id", id.orElse(null));
        return marks;
    }

    private static void mark(
            SequencedMap<String, String> marks, String kind, @Nullable String value) {
        if (value != null) {
            marks.merge(kind, hash(kind, value), (one, more) -> one + " " + more);
        }
    }

    private static String hash(String kind, String value) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(value.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of()
                    .formatHex(mac.doFinal(("muster " + kind).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has " + ALGORITHM, impossible);
        }
    }
}
