package muster.replay;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What somebody asks by SNMP version 1 or 2c.
 *
 * @param first error status, or how many do not repeat
 * @param second error index, or how often the others repeat
 */
record Request(
        int version, String community, int type, int id, int first, int second, List<int[]> oids) {
    static final int GET = 0xa0;
    static final int GETNEXT = 0xa1;
    static final int RESPONSE = 0xa2;
    static final int GETBULK = 0xa5;

    private static final int OIDS_MAX = 200;
    private static final int CONTINUED = 0x80;
    private static final int SEVEN_BITS = 0x7f;
    private static final int BYTE = 0xff;

    /** Empty where it is something else. */
    static Optional<Request> read(ByteBuffer in) {
        try {
            enter(in, Ber.SEQUENCE);
            int version = integer(in);
            var community = new String(octets(in), StandardCharsets.UTF_8);
            int type = in.get() & BYTE;
            length(in);
            int id = integer(in);
            int first = integer(in);
            int second = integer(in);
            enter(in, Ber.SEQUENCE);
            var oids = new ArrayList<int[]>();
            while (in.hasRemaining() && oids.size() < OIDS_MAX) {
                enter(in, Ber.SEQUENCE);
                oids.add(oid(in));
                in.get();
                int value = length(in);
                in.position(in.position() + value);
            }
            return version > 1
                    ? Optional.empty()
                    : Optional.of(new Request(version, community, type, id, first, second, oids));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static int enter(ByteBuffer in, int tag) {
        if ((in.get() & BYTE) != tag) {
            throw new IllegalArgumentException("not what was expected");
        }
        return length(in);
    }

    private static int length(ByteBuffer in) {
        int first = in.get() & BYTE;
        int length = first;
        if (first >= CONTINUED) {
            length = 0;
            for (int i = 0; i < (first & SEVEN_BITS); i++) {
                length = (length << Byte.SIZE) | (in.get() & BYTE);
            }
        }
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException("longer than what is there");
        }
        return length;
    }

    private static int integer(ByteBuffer in) {
        int length = enter(in, Ber.INTEGER);
        int value = length == 0 ? 0 : in.get();
        for (int i = 1; i < length; i++) {
            value = (value << Byte.SIZE) | (in.get() & BYTE);
        }
        return value;
    }

    private static byte[] octets(ByteBuffer in) {
        var octets = new byte[enter(in, Ber.OCTETS)];
        in.get(octets);
        return octets;
    }

    private static int[] oid(ByteBuffer in) {
        int end = enter(in, Ber.OID) + in.position();
        var oid = new int[end - in.position() + 1];
        int size = 2;
        int first = number(in);
        oid[0] = Math.min(first / 40, 2);
        oid[1] = first - oid[0] * 40;
        while (in.position() < end) {
            oid[size] = number(in);
            size++;
        }
        return Arrays.copyOf(oid, size);
    }

    private static int number(ByteBuffer in) {
        int number = 0;
        int next;
        do {
            next = in.get();
            number = (number << 7) | (next & SEVEN_BITS);
        } while (next < 0);
        return number;
    }
}
