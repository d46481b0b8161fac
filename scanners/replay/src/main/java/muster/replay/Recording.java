package muster.replay;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one device answers, in the order of its OIDs; several addresses may share one. */
public final class Recording {
    private static final int OCTET_TYPE = 4;
    private static final int IP_TYPE = 64;
    private static final int OPAQUE_TYPE = 68;
    private static final int COUNTER64_TYPE = 70;
    private static final int ENCODED_BYTES = 64;

    private final int[][] oids;

    /** OID and value of each, as they stand in a message. */
    private final byte[][] encoded;

    private Recording(Map<int[], byte[]> variables) {
        oids = variables.keySet().toArray(int[][]::new);
        encoded = variables.values().toArray(byte[][]::new);
    }

    /** Of lines {@code OID|type|value}; what is no such line is left out. */
    public static Recording of(String snmprec) {
        var variables = new TreeMap<int[], byte[]>(Arrays::compareUnsigned);
        for (var line : snmprec.lines().toList()) {
            var parts = line.split("\\|", 3);
            try {
                var oid = oid(parts[0]);
                variables.put(oid, variable(oid, parts[1], parts[2]));
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException noVariable) {
                // A device that answers the others is of use too.
            }
        }
        return new Recording(variables);
    }

    static int[] oid(String text) {
        var dotted = text.startsWith(".") ? text.substring(1) : text;
        return Arrays.stream(dotted.split("\\.", -1)).mapToInt(Integer::parseUnsignedInt).toArray();
    }

    private static byte[] variable(int[] oid, String typeText, String value) {
        boolean hexadecimal = typeText.endsWith("x");
        boolean escaped = typeText.endsWith("e");
        int type = Integer.parseInt(typeText.replaceFirst("[ex]$", ""));
        var out = new Ber(ENCODED_BYTES + value.length());
        if (hexadecimal) {
            out.octets(type, HexFormat.of().parseHex(value));
        } else {
            switch (type) {
                case OCTET_TYPE, OPAQUE_TYPE ->
                        out.octets(
                                type,
                                (escaped ? unescaped(value) : value)
                                        .getBytes(StandardCharsets.UTF_8));
                case Ber.NULL -> out.header(Ber.NULL, 0);
                case Ber.OID -> out.oid(oid(value));
                case IP_TYPE -> out.octets(type, address(value));
                case COUNTER64_TYPE -> out.octets(type, new BigInteger(value).toByteArray());
                default -> out.integer(type, Long.parseLong(value.strip()));
            }
        }
        out.oid(oid);
        out.wrap(Ber.SEQUENCE, 0);
        return out.bytes();
    }

    private static String unescaped(String value) {
        return value.replace("\\r", "\r").replace("\\n", "\n").replace("\\t", "\t");
    }

    private static byte[] address(String value) {
        var numbers = oid(value);
        var bytes = new byte[numbers.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) numbers[i];
        }
        return bytes;
    }

    /** Where this OID is, or, negative, where it would be. */
    int find(int[] oid) {
        return Arrays.binarySearch(oids, oid, Arrays::compareUnsigned);
    }

    /** Where the first is that comes behind this OID. */
    int behind(int[] oid) {
        int found = find(oid);
        return found >= 0 ? found + 1 : -found - 1;
    }

    int size() {
        return oids.length;
    }

    int[] oid(int index) {
        return oids[index];
    }

    byte[] encoded(int index) {
        return encoded[index];
    }

    /** All OIDs, for who wants to ask for them. */
    public List<String> names() {
        return Arrays.stream(oids)
                .map(oid ->
                        String.join(
                                ".",
                                Arrays.stream(oid).mapToObj(Integer::toUnsignedString).toList()))
                .toList();
    }
}
