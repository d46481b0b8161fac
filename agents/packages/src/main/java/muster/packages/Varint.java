package muster.packages;

/**
 * A number of one to nine bytes, the way SQLite writes lengths and types.
 *
 * @param end where the byte after it is
 */
record Varint(long value, int end) {
    private static final int BYTES_MAX = 9;

    static Varint of(Block block, int at) throws Damaged {
        long value = 0;
        for (int count = 1; count < BYTES_MAX; count++) {
            int next = block.u8(at + count - 1);
            value = value << 7 | (next & 0x7f);
            if (next < 0x80) {
                return new Varint(value, at + count);
            }
        }
        return new Varint(value << 8 | block.u8(at + BYTES_MAX - 1), at + BYTES_MAX);
    }
}
