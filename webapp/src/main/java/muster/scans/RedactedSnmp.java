package muster.scans;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;
import muster.identify.SnmpSecrets;

/** What an SNMP agent gave, without what is secret wherever it stands, and what reads like it. */
final class RedactedSnmp {
    private static final String OCTETS_IN_HEXADECIMAL = "4x";

    private RedactedSnmp() {}

    /** The same lines but for those; a text that is redacted is written as one. */
    static String of(String snmprec) {
        return RedactedEvidence.text(
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
        if (SnmpSecrets.has(oid)) {
            return Optional.empty();
        }
        int second = line.indexOf('|', first + 1);
        if (second < 0 || !line.substring(first + 1, second).equals(OCTETS_IN_HEXADECIMAL)) {
            return Optional.of(line);
        }
        // Agents that say a text with a line's end in it have it written in hexadecimal.
        return text(line.substring(second + 1).strip())
                .map(text -> {
                    var redacted = RedactedEvidence.text(text);
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
