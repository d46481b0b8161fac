package muster.scanner.snmp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import muster.identify.SnmpQuestion;
import muster.identify.SnmpSecrets;
import muster.scanner.Redaction;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;

/**
 * What an agent answered, a line per variable: {@code OID|type|value}, where type is the number of
 * the ASN.1 tag, followed by {@code x} where the value is hexadecimal and by {@code e} where it has
 * escapes.
 */
final class Recording {
    /** More than any description has; some agents answer with whatever is in their memory. */
    static final int VALUE_BYTES_MAX = 4096;

    private static final int LINE_BYTES_MIN = 256;

    /** What comes behind so many others are rows of long tables, which are read once. */
    private static final int NAMES_MAX = 4_000;

    /** Stands where rules ask only whether something is there. */
    private static final String NOT_KEPT = "|4|" + SnmpQuestion.NOT_KEPT + "\n";

    private static final int PRESENCES_MAX = 200;

    private final Redaction redaction;
    private final int bytesMax;
    private final StringBuilder text = new StringBuilder();

    /** What is there already: some is read by name and again in passing. */
    private final Set<OID> names = new HashSet<>();

    private final Set<OID> presences = new LinkedHashSet<>();

    /** Of the text in UTF-8. */
    private int bytes;

    Recording(Redaction redaction, int bytesMax) {
        this.redaction = redaction;
        this.bytesMax = bytesMax;
    }

    /** Notes a variable once, unless it has no value or there is no room for it. */
    void add(OID oid, Variable value) {
        if (value.isException()
                || isFull()
                || SnmpSecrets.has(oid.toDottedString())
                || isThere(oid)) {
            return;
        }
        var line = new StringBuilder();
        line.append(oid.toDottedString()).append('|').append(value.getSyntax());
        if (value instanceof OctetString octets) {
            octets(octets.getValue(), line);
        } else {
            line.append('|').append(plain(value));
        }
        line.append('\n');
        int length = utf8Length(line);
        if (bytes + length <= bytesMax) {
            text.append(line);
            bytes += length;
        }
    }

    /** Notes that a variable is there, whatever it says; not where its value is noted anyway. */
    void addPresence(OID oid) {
        if (presences.size() < PRESENCES_MAX) {
            presences.add(oid);
        }
    }

    /** What a variable says; empty where it is no text. */
    static String text(Variable value) {
        return value instanceof OctetString octets
                ? readable(octets.getValue()).orElse("")
                : plain(value);
    }

    private boolean isThere(OID oid) {
        return names.size() < NAMES_MAX ? !names.add(oid) : names.contains(oid);
    }

    private static String plain(Variable value) {
        return switch (value) {
            case org.snmp4j.smi.TimeTicks ticks -> Long.toString(ticks.toLong());
            case OID oid -> oid.toDottedString();
            default -> value.toString();
        };
    }

    private void octets(byte[] octets, StringBuilder line) {
        var bytes = Arrays.copyOf(octets, Math.min(octets.length, VALUE_BYTES_MAX));
        var readable = readable(bytes);
        if (readable.isEmpty()) {
            line.append("x|").append(HexFormat.of().formatHex(redacted(bytes)));
            return;
        }
        var shown = redaction.of(readable.get());
        boolean escaped = shown.indexOf('\n') >= 0 || shown.indexOf('\r') >= 0;
        line.append(escaped ? "e|" : "|");
        line.append(
                escaped
                        ? shown.replace("\\", "\\\\").replace("\r", "\\r").replace("\n", "\\n")
                        : shown);
    }

    /** Text of lines that can be seen; empty where it is something else. */
    private static Optional<String> readable(byte[] bytes) {
        try {
            var text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            boolean seen =
                    text.chars()
                            .allMatch(one ->
                                    one == '\n' || one == '\r' || one == '\t' || isSeen(one));
            return seen ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean isSeen(int one) {
        return !Character.isISOControl(one)
                && !Character.isSurrogate((char) one)
                && one != 0x2028
                && one != 0x2029;
    }

    private byte[] redacted(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        return redaction.of(text).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static int utf8Length(CharSequence text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            length += one < 0x80 ? 1 : one < 0x800 || Character.isSurrogate(one) ? 2 : 3;
        }
        return length;
    }

    Redaction redaction() {
        return redaction;
    }

    boolean isFull() {
        return bytes + LINE_BYTES_MIN > bytesMax;
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /** All that was noted, values first: of two lines about a variable the first is believed. */
    String text() {
        var all = new StringBuilder(text);
        presences.stream()
                .filter(oid -> !names.contains(oid))
                .forEach(oid -> all.append(oid.toDottedString()).append(NOT_KEPT));
        return all.toString();
    }
}
