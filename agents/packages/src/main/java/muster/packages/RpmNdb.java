package muster.packages;

import java.io.IOException;
import java.nio.ByteOrder;

/**
 * The database {@code Packages.db} of rpm's own kind ndb, as SUSE uses it: a table of slots, then
 * the headers in blocks of 16 bytes (<a
 * href="https://github.com/rpm-software-management/rpm/blob/master/lib/backend/ndb/rpmpkg.c">rpm,
 * ndb</a>).
 */
public final class RpmNdb {
    private static final long MAGIC = 0x506d_7052L; // RpmP
    private static final long SLOT_MAGIC = 0x746f_6c53L; // Slot
    private static final long BLOB_MAGIC = 0x5362_6c42L; // BlbS
    private static final int SLOT_PAGE_BYTES = 4096;
    private static final int SLOT_PAGES_MAX = 4096;
    private static final int SLOT_BYTES = 16;
    private static final int HEADER_SLOTS = 2;
    private static final int BLOCK_BYTES = 16;
    private static final int BLOB_HEADER_BYTES = 16;

    private final Bytes database;
    private final Harvest harvest;
    private int entries;

    private RpmNdb(Bytes database, Harvest harvest) {
        this.database = database;
        this.harvest = harvest;
    }

    /**
     * Reads the header of each slot that is taken.
     *
     * @throws Damaged it is no such database, or cannot be followed
     */
    public static Reading read(Bytes database) throws IOException {
        return Reading.of(harvest -> new RpmNdb(database, harvest).slots());
    }

    private void slots() throws IOException {
        var header = Block.of(database, 0, HEADER_SLOTS * SLOT_BYTES, ByteOrder.LITTLE_ENDIAN);
        long pages = header.u32(12);
        if (header.u32(0) != MAGIC || header.u32(4) != 0) {
            throw new Damaged("not a database of rpm's kind ndb");
        } else if (pages > SLOT_PAGES_MAX) {
            throw new Damaged("%,d pages of slots".formatted(pages));
        }
        for (int page = 0; page < pages; page++) {
            var slots =
                    Block.of(
                            database,
                            (long) page * SLOT_PAGE_BYTES,
                            SLOT_PAGE_BYTES,
                            ByteOrder.LITTLE_ENDIAN);
            int from = page == 0 ? HEADER_SLOTS * SLOT_BYTES : 0;
            for (int at = from; at < SLOT_PAGE_BYTES; at += SLOT_BYTES) {
                slot(slots, at);
            }
        }
    }

    private void slot(Block slots, int at) throws IOException {
        if (slots.u32(at) != SLOT_MAGIC) {
            throw new Damaged("a slot that is none");
        }
        long number = slots.u32(at + 4);
        if (number != 0) { // Else it is free.
            entries++;
            blob(number, slots.u32(at + 8) * BLOCK_BYTES, slots.u32(at + 12) * BLOCK_BYTES);
        }
    }

    private void blob(long number, long at, long length) throws IOException {
        var line = new Line(entries, "");
        if (at + length > database.size() || length < BLOB_HEADER_BYTES) {
            harvest.unread(line, "its header lies behind the end");
            return;
        }
        var head = Block.of(database, at, BLOB_HEADER_BYTES, ByteOrder.LITTLE_ENDIAN);
        boolean whole =
                head.u32(0) == BLOB_MAGIC
                        && head.u32(4) == number
                        && head.u32(12) <= length - BLOB_HEADER_BYTES;
        if (whole) {
            var header = database.part(at + BLOB_HEADER_BYTES, head.u32(12));
            RpmHeader.read(header.stream(), entries, harvest);
        } else {
            harvest.unread(line, "its header is not where its slot says");
        }
    }
}
