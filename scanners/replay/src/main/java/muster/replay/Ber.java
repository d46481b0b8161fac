package muster.replay;

import java.util.Arrays;

/**
 * The few Basic Encoding Rules that SNMP needs, written from the end of a buffer to its beginning:
 * what is inside is done before its length is known.
 */
final class Ber {
    static final int INTEGER = 0x02;
    static final int OCTETS = 0x04;
    static final int NULL = 0x05;
    static final int OID = 0x06;
    static final int SEQUENCE = 0x30;

    private static final int CONTINUED = 0x80;
    private static final int SEVEN_BITS = 0x7f;

    private byte[] buffer;
    private int start;

    Ber(int bytes) {
        buffer = new byte[bytes];
        start = bytes;
    }

    int mark() {
        return buffer.length - start;
    }

    /** Puts tag and length before all that was put since the mark. */
    void wrap(int tag, int mark) {
        header(tag, mark() - mark);
    }

    void header(int tag, int length) {
        if (length < CONTINUED) {
            put(length);
        } else {
            int count = 0;
            for (int left = length; left > 0; left >>>= Byte.SIZE) {
                put(left);
                count++;
            }
            put(CONTINUED | count);
        }
        put(tag);
    }

    void put(int oneByte) {
        if (start == 0) {
            var larger = new byte[buffer.length * 2];
            System.arraycopy(buffer, 0, larger, buffer.length, buffer.length);
            start = buffer.length;
            buffer = larger;
        }
        start--;
        buffer[start] = (byte) oneByte;
    }

    void put(byte[] bytes) {
        for (int i = bytes.length - 1; i >= 0; i--) {
            put(bytes[i]);
        }
    }

    /** In as few bytes as its sign allows. */
    void integer(int tag, long value) {
        int mark = mark();
        long left = value;
        do {
            put((int) left);
            left >>= Byte.SIZE;
        } while (!(left == 0 && buffer[start] >= 0) && !(left == -1 && buffer[start] < 0));
        wrap(tag, mark);
    }

    void octets(int tag, byte[] bytes) {
        put(bytes);
        header(tag, bytes.length);
    }

    void oid(int[] oid) {
        int mark = mark();
        for (int i = oid.length - 1; i > 1; i--) {
            number(oid[i]);
        }
        number(oid[0] * 40 + oid[1]);
        wrap(OID, mark);
    }

    private void number(int number) {
        put(number & SEVEN_BITS);
        for (int left = number >>> 7; left > 0; left >>>= 7) {
            put(CONTINUED | (left & SEVEN_BITS));
        }
    }

    byte[] bytes() {
        return Arrays.copyOfRange(buffer, start, buffer.length);
    }
}
