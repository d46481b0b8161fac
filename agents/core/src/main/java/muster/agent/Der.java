package muster.agent;

import java.io.ByteArrayOutputStream;

/**
 * The bytes of an ASN.1 value: tag, length, content.
 *
 * @see <a href="https://www.itu.int/rec/T-REC-X.690">X.690, Distinguished Encoding Rules</a>
 */
final class Der {
    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int UTF8_STRING = 0x0c;
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;

    private static final int LONG_LENGTH = 0x80;

    private Der() {}

    /** Tag, length, and the parts one after another. */
    static byte[] of(int tag, byte[]... parts) {
        var content = new ByteArrayOutputStream();
        for (var part : parts) {
            content.writeBytes(part);
        }
        var all = new ByteArrayOutputStream();
        all.write(tag);
        length(all, content.size());
        all.writeBytes(content.toByteArray());
        return all.toByteArray();
    }

    private static void length(ByteArrayOutputStream der, int length) {
        if (length < LONG_LENGTH) {
            der.write(length);
        } else if (length <= 0xff) {
            der.write(LONG_LENGTH | 1);
            der.write(length);
        } else {
            der.write(LONG_LENGTH | 2);
            der.write(length >> 8);
            der.write(length);
        }
    }
}
