package muster.events;

import java.util.List;
import java.util.Map;
import muster.web.Tokens;
import muster.web.Tokens.Range;

/**
 * What kind of event something is, by its {@code class_uid}.
 *
 * @see <a href="https://schema.ocsf.io/classes">OCSF's classes</a>
 */
final class EventClass {
    private static final Map<Integer, String> CAPTIONS =
            Map.ofEntries(
                    Map.entry(0, "Base Event"),
                    Map.entry(1001, "File System Activity"),
                    Map.entry(1002, "Kernel Extension Activity"),
                    Map.entry(1003, "Kernel Activity"),
                    Map.entry(1004, "Memory Activity"),
                    Map.entry(1005, "Module Activity"),
                    Map.entry(1006, "Scheduled Job Activity"),
                    Map.entry(1007, "Process Activity"),
                    Map.entry(1008, "Event Log Activity"),
                    Map.entry(1009, "Script Activity"),
                    Map.entry(2001, "Security Finding"),
                    Map.entry(2002, "Vulnerability Finding"),
                    Map.entry(2003, "Compliance Finding"),
                    Map.entry(2004, "Detection Finding"),
                    Map.entry(2005, "Incident Finding"),
                    Map.entry(2006, "Data Security Finding"),
                    Map.entry(3001, "Account Change"),
                    Map.entry(3002, "Authentication"),
                    Map.entry(3003, "Authorize Session"),
                    Map.entry(3004, "Entity Management"),
                    Map.entry(3005, "User Access Management"),
                    Map.entry(3006, "Group Management"),
                    Map.entry(4001, "Network Activity"),
                    Map.entry(4002, "HTTP Activity"),
                    Map.entry(4003, "DNS Activity"),
                    Map.entry(4004, "DHCP Activity"),
                    Map.entry(4005, "RDP Activity"),
                    Map.entry(4006, "SMB Activity"),
                    Map.entry(4007, "SSH Activity"),
                    Map.entry(4008, "FTP Activity"),
                    Map.entry(4009, "Email Activity"),
                    Map.entry(4013, "NTP Activity"),
                    Map.entry(4014, "Tunnel Activity"),
                    Map.entry(5001, "Device Inventory Info"),
                    Map.entry(5002, "Device Config State"),
                    Map.entry(6001, "Web Resources Activity"),
                    Map.entry(6002, "Application Lifecycle"),
                    Map.entry(6003, "API Activity"),
                    Map.entry(6004, "Web Resource Access Activity"),
                    Map.entry(6005, "Datastore Activity"),
                    Map.entry(6006, "File Hosting Activity"));

    private EventClass() {}

    /** Those in whose name a word is between these bounds. */
    static List<Integer> named(Range word) {
        return CAPTIONS.entrySet().stream()
                .filter(one ->
                        Tokens.of(one.getValue()).stream()
                                .anyMatch(it ->
                                        it.compareTo(word.from()) >= 0
                                                && it.compareTo(word.below()) < 0))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** In words; its number where nobody told us of it. */
    static String caption(int classUid) {
        return CAPTIONS.getOrDefault(classUid, "Class " + classUid);
    }
}
