package muster.audit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An entry as a line of ArcSight's Common Event Format, version 0, which collectors of logs read.
 *
 * @see <a
 *     href="https://www.microfocus.com/documentation/arcsight/arcsight-smartconnectors/pdfdoc/common-event-format-v25/common-event-format-v25.pdf">CEF
 *     25</a>
 */
public final class Cef {
    private static final String VERSION = "1";

    /** Of ten: somebody was let to do it. */
    private static final int SEVERITY = 3;

    private Cef() {}

    public static String line(Entry entry) {
        var extension = new LinkedHashMap<String, @Nullable String>();
        extension.put("rt", String.valueOf(entry.at().toEpochMilli()));
        extension.put("externalId", String.valueOf(entry.sequence()));
        extension.put("act", entry.verb());
        extension.put("suid", entry.actor());
        extension.put("suser", entry.label());
        if (isVersion6(entry.address())) {
            labelled(extension, "c6a2", "Source IPv6 Address", entry.address());
        } else {
            extension.put("src", entry.address());
        }
        labelled(extension, "cs1", "subject", entry.subject());
        labelled(extension, "cs2", "before", entry.before());
        labelled(extension, "cs3", "after", entry.after());
        labelled(extension, "cs4", "hash", entry.hash());
        extension.put("msg", entry.detail());
        return "CEF:0|Muster|Muster|%s|%s|%s|%d|%s"
                .formatted(
                        VERSION,
                        header(entry.verb()),
                        header(entry.verb()),
                        SEVERITY,
                        extension.entrySet().stream()
                                .filter(one -> one.getValue() != null && !one.getValue().isEmpty())
                                .map(one -> one.getKey() + "=" + value(one.getValue()))
                                .collect(Collectors.joining(" ")));
    }

    private static void labelled(
            Map<String, @Nullable String> extension,
            String key,
            String label,
            @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            extension.put(key, value);
            extension.put(key + "Label", label);
        }
    }

    private static boolean isVersion6(String address) {
        return !address.isEmpty() && InetAddress.ofLiteral(address) instanceof Inet6Address;
    }

    /** In the header a bar ends a field, and a line has no place for breaks. */
    private static String header(String text) {
        return text.replace("\\", "\\\\").replace("|", "\\|").replaceAll("[\\r\\n]+", " ");
    }

    /** In the extension an equals sign ends a key. */
    private static String value(@Nullable String text) {
        return String.valueOf(text)
                .replace("\\", "\\\\")
                .replace("=", "\\=")
                .replace("\r", "\\r")
                .replace("\n", "\\n");
    }
}
