package muster.scans;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import muster.packages.Redaction;

/** What an SNMP agent gave, without what is secret wherever it stands, and what reads like it. */
final class RedactedSnmp {
    /** Objects whose values are secrets, or name people, on every device that has them. */
    private static final List<String> SECRET_TREES =
            List.of(
                    // RFC 3413: targets, notifications, proxies; with whose name they are reached.
                    "1.3.6.1.6.3.12",
                    "1.3.6.1.6.3.13",
                    "1.3.6.1.6.3.14",
                    // RFC 3414, 3415, 3584: users and their keys, views and groups, communities.
                    "1.3.6.1.6.3.15",
                    "1.3.6.1.6.3.16",
                    "1.3.6.1.6.3.18",
                    // RFC 2790, hrSWRunParameters: what programs were started with.
                    "1.3.6.1.2.1.25.4.2.1.5",
                    // LAN Manager's users and sessions.
                    "1.3.6.1.4.1.77.1.2.25",
                    "1.3.6.1.4.1.77.1.2.20",
                    // HP JetDirect: the device's password and community, readable by anybody.
                    "1.3.6.1.4.1.11.2.3.9.1.1.13",
                    "1.3.6.1.4.1.11.2.4.3.5.13");

    private static final String OCTETS_IN_HEXADECIMAL = "4x";

    private RedactedSnmp() {}

    /** The same lines but for those; a text that is redacted is written as one. */
    static String of(String snmprec) {
        return Redaction.of(
                snmprec.lines()
                        .flatMap(line -> redacted(line).stream())
                        .collect(Collectors.joining("\n")));
    }

    private static Optional<String> redacted(String line) {
        int first = line.indexOf('|');
        if (first < 0) {
            return Optional.of(line);
        }
        var oid = line.substring(0, first).strip();
        var place = (oid.startsWith(".") ? oid.substring(1) : oid) + ".";
        if (SECRET_TREES.stream().anyMatch(tree -> place.startsWith(tree + "."))) {
            return Optional.empty();
        }
        int second = line.indexOf('|', first + 1);
        if (second < 0 || !line.substring(first + 1, second).equals(OCTETS_IN_HEXADECIMAL)) {
            return Optional.of(line);
        }
        // Agents that say a text with a line's end in it have it written in hexadecimal.
        return text(line.substring(second + 1).strip())
                .map(text -> {
                    var redacted = Redaction.of(text);
                    return redacted.equals(text)
                            ? line
                            : oid + "|4|" + redacted.replaceAll("\\R", " ");
                })
                .or(() -> Optional.of(line));
    }

    private static Optional<String> text(String digits) {
        try {
            var octets = ByteBuffer.wrap(HexFormat.of().parseHex(digits));
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(octets).toString());
        } catch (IllegalArgumentException | CharacterCodingException noText) {
            return Optional.empty();
        }
    }
}
