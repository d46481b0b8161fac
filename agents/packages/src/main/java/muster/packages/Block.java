package muster.packages;

import java.io.IOException;
import java.nio.ByteOrder;

/** A page of a database or another small run of bytes, whose numbers are read by their place. */
final class Block {
    private final byte[] bytes;
    private final boolean bigEndian;

    Block(byte[] bytes, ByteOrder order) {
        this.bytes = bytes;
        this.bigEndian = order.equals(ByteOrder.BIG_ENDIAN);
    }

    static Block of(Bytes from, long at, int length, ByteOrder order) throws IOException {
        var bytes = new byte[length];
        from.read(at, bytes, 0, length);
        return new Block(bytes, order);
    }

    int size() {
        return bytes.length;
    }

    byte[] bytes() {
        return bytes;
    }

    int u8(int at) throws Damaged {
        require(at, 1);
        return bytes[at] & 0xff;
    }

    int u16(int at) throws Damaged {
        int first = u8(at);
        int second = u8(at + 1);
        return bigEndian ? first << 8 | second : second << 8 | first;
    }

    long u32(int at) throws Damaged {
        long first = u16(at);
        long second = u16(at + 2);
        return bigEndian ? first << 16 | second : second << 16 | first;
    }

    /** Refuses a run of bytes that does not lie within the block. */
    void require(int at, long length) throws Damaged {
        if (at < 0 || length < 0 || length > (long) bytes.length - at) {
            throw new Damaged(
                    "%,d bytes at %,d do not lie within a block of %,d"
                            .formatted(length, at, bytes.length));
        }
    }
}
