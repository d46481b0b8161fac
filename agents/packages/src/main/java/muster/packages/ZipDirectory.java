package muster.packages;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * The list at the end of a zip file, by which single entries are found without reading the others
 * (<a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">.ZIP file format</a>).
 */
final class ZipDirectory {
    private static final int END_BYTES = 22;
    private static final int COMMENT_BYTES_MAX = 0xffff;
    private static final long END = 0x0605_4b50L;
    private static final long LARGE_END = 0x0606_4b50L;
    private static final long LARGE_END_LOCATOR = 0x0706_4b50L;
    private static final int LARGE_END_BYTES = 56;
    private static final int LOCATOR_BYTES = 20;
    private static final long ENTRY = 0x0201_4b50L;
    private static final int ENTRY_BYTES = 46;
    private static final long LOCAL = 0x0403_4b50L;
    private static final int LOCAL_BYTES = 30;
    private static final long ENTRIES_MAX = 500_000;
    private static final int NAME_BYTES_MAX = 1024;
    private static final int BUFFER_BYTES = 8 * 1024;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    /**
     * A file in the zip.
     *
     * @param bytes how many it has as stored
     * @param at where its own header begins
     */
    record Entry(String name, int method, boolean encrypted, long bytes, long at) {
        boolean isStored() {
            return method == STORED;
        }
    }

    /** Takes one entry. */
    interface Entries {
        void entry(Entry entry) throws IOException;
    }

    private final Bytes zip;
    private final long before;
    private final long entries;
    private final Bytes list;

    ZipDirectory(Bytes zip) throws IOException {
        this.zip = zip;
        long end = end(zip);
        var block = Block.of(zip, end, END_BYTES, ByteOrder.LITTLE_ENDIAN);
        long count = block.u16(10);
        long length = block.u32(12);
        long from = block.u32(16);
        if (from == 0xffff_ffffL || count == 0xffff) {
            end = largeEnd(zip, end);
            block = Block.of(zip, end, LARGE_END_BYTES, ByteOrder.LITTLE_ENDIAN);
            count = u64(block, 32);
            length = u64(block, 40);
            from = u64(block, 48);
        }
        if (count > ENTRIES_MAX) {
            throw new Damaged("more than %,d files in a zip".formatted(ENTRIES_MAX));
        }
        // A script may stand before the zip, from whose end all places count.
        this.before = end - length - from;
        this.entries = count;
        this.list = zip.part(end - length, length);
    }

    private static long end(Bytes zip) throws IOException {
        int tail = (int) Math.min(zip.size(), END_BYTES + COMMENT_BYTES_MAX);
        int plain = Math.min(tail, END_BYTES);
        for (int length : new int[] {plain, tail}) {
            var block = Block.of(zip, zip.size() - length, length, ByteOrder.LITTLE_ENDIAN);
            for (int at = length - END_BYTES; at >= 0; at--) {
                if (block.u8(at) == 'P' && block.u32(at) == END) {
                    return zip.size() - length + at;
                }
            }
        }
        throw new Damaged("not a zip file");
    }

    private static long largeEnd(Bytes zip, long end) throws IOException {
        var locator = Block.of(zip, end - LOCATOR_BYTES, LOCATOR_BYTES, ByteOrder.LITTLE_ENDIAN);
        // What stands before a zip of this kind moves its end as well, so that it is looked for.
        long at = end - LOCATOR_BYTES - LARGE_END_BYTES;
        boolean found =
                locator.u32(0) == LARGE_END_LOCATOR
                        && Block.of(zip, at, 4, ByteOrder.LITTLE_ENDIAN).u32(0) == LARGE_END;
        if (!found) {
            throw new Damaged("a large zip file without its end");
        }
        return at;
    }

    private static long u64(Block block, int at) throws Damaged {
        if (block.u32(at + 4) > Integer.MAX_VALUE) {
            throw new Damaged("a zip file with a number out of range");
        }
        return block.u32(at + 4) << 32 | block.u32(at);
    }

    /** Hands over all entries, in the order of the list. */
    void read(Entries taker) throws IOException {
        var stream = new BufferedInputStream(list.stream(), BUFFER_BYTES);
        for (long entry = 0; entry < entries; entry++) {
            var bytes = stream.readNBytes(ENTRY_BYTES);
            var block = new Block(bytes, ByteOrder.LITTLE_ENDIAN);
            if (bytes.length < ENTRY_BYTES || block.u32(0) != ENTRY) {
                throw new Damaged("a zip file whose list is cut off");
            }
            int nameBytes = block.u16(28);
            var name = new String(stream.readNBytes(nameBytes), StandardCharsets.UTF_8);
            int rest = block.u16(30) + block.u16(32);
            if (stream.readNBytes(rest).length < rest) {
                throw new Damaged("a zip file whose list is cut off");
            }
            if (nameBytes <= NAME_BYTES_MAX) {
                boolean encrypted = (block.u16(8) & 1) != 0;
                taker.entry(
                        new Entry(name, block.u16(10), encrypted, block.u32(20), block.u32(42)));
            }
        }
    }

    /** The bytes of an entry as they are stored. */
    Bytes stored(Entry entry) throws IOException {
        long at = before + entry.at();
        var local = Block.of(zip, at, LOCAL_BYTES, ByteOrder.LITTLE_ENDIAN);
        if (local.u32(0) != LOCAL || entry.encrypted()) {
            throw new Damaged("a file in a zip that cannot be read");
        }
        return zip.part(at + LOCAL_BYTES + local.u16(26) + local.u16(28), entry.bytes());
    }

    /** The content of an entry; to be closed. */
    InputStream content(Entry entry) throws IOException {
        var stored = stored(entry);
        return switch (entry.method()) {
            case STORED -> stored.stream();
            case DEFLATED -> new Inflated(stored.stream());
            default -> throw new Damaged("a file in a zip that is packed in an unknown way");
        };
    }

    /** An inflater's memory is outside the heap, and is given back on closing. */
    private static final class Inflated extends InflaterInputStream {
        Inflated(InputStream deflated) {
            super(deflated, new Inflater(true), BUFFER_BYTES);
        }

        @Override
        public void close() throws IOException {
            super.close();
            inf.end();
        }
    }
}
