package muster.packages;

import java.io.IOException;
import java.nio.ByteOrder;

/**
 * The database {@code Packages} of rpm before 4.16: a hash of Berkeley DB from numbers to headers
 * (<a
 * href="https://docs.oracle.com/cd/E17276_01/html/programmer_reference/am_misc_struct.html">Berkeley
 * DB</a>; the layout of its pages is that of {@code db_page.h}, versions 7 to 10). All pages are
 * read in their order, and not by bucket: every record is wanted, in whichever it is.
 */
public final class RpmBerkeley {
    private static final long MAGIC = 0x0006_1561L;
    private static final int METADATA_BYTES = 72;
    private static final int METADATA_PAGE = 8;
    private static final int HASH_PAGE = 13;
    private static final int UNSORTED_HASH_PAGE = 2;
    private static final int PAGE_BYTES_MIN = 512;
    private static final int PAGE_BYTES_MAX = 65_536;
    private static final int PAIRS_MAX = 5 * Limits.ITEMS_MAX;

    private static final int INLINE = 1;
    private static final int OFF_PAGE = 3;
    private static final int OFF_PAGE_BYTES = 12;

    /** Shorter values are no headers: the record with key 0 holds the next free number. */
    private static final int HEADER_BYTES_MIN = 16;

    private final Bytes database;
    private final Harvest harvest;
    private final ByteOrder order;
    private final int pageBytes;
    private final long lastPage;
    private int pairs;
    private long readsLeft;

    private RpmBerkeley(Bytes database, Harvest harvest) throws IOException {
        this.database = database;
        this.harvest = harvest;
        var order = ByteOrder.LITTLE_ENDIAN;
        var metadata = Block.of(database, 0, METADATA_BYTES, order);
        if (metadata.u32(12) != MAGIC) {
            order = ByteOrder.BIG_ENDIAN;
            metadata = new Block(metadata.bytes(), order);
        }
        if (metadata.u32(12) != MAGIC || metadata.u8(25) != METADATA_PAGE) {
            throw new Damaged("not a hash of Berkeley DB");
        } else if (metadata.u8(24) != 0) {
            throw new Damaged("it is encrypted");
        }
        long bytes = metadata.u32(20);
        if (bytes < PAGE_BYTES_MIN || bytes > PAGE_BYTES_MAX || Long.bitCount(bytes) != 1) {
            throw new Damaged("its pages have %,d bytes, which none can".formatted(bytes));
        }
        this.order = order;
        this.pageBytes = (int) bytes;
        this.lastPage = Math.min(metadata.u32(32), database.size() / bytes - 1);
        this.readsLeft = 2 * (lastPage + 1);
    }

    /**
     * Reads the header of each record.
     *
     * @throws Damaged it is no such database, or cannot be followed
     */
    public static Reading read(Bytes database) throws IOException {
        return Reading.of(harvest -> new RpmBerkeley(database, harvest).pages());
    }

    private void pages() throws IOException {
        for (long number = 1; number <= lastPage; number++) {
            var page = page(number);
            int type = page.u8(25);
            if (type == HASH_PAGE || type == UNSORTED_HASH_PAGE) {
                // Keys and values take turns; of a key all that matters is that it has a value.
                for (int item = 1; item < page.u16(20); item += 2) {
                    value(page, item);
                }
            }
        }
    }

    /** A page belongs to one value, so that each is read twice at most. */
    private Block page(long number) throws IOException {
        if (number < 1 || number > lastPage) {
            throw new Damaged("there is no page %,d".formatted(number));
        } else if (readsLeft-- == 0) {
            throw new Damaged("its pages point at each other in a circle");
        }
        return Block.of(database, number * pageBytes, pageBytes, order);
    }

    private void value(Block page, int item) throws IOException {
        if (++pairs > PAIRS_MAX) {
            throw new Damaged("more than %,d records".formatted(PAIRS_MAX));
        }
        int at = place(page, item);
        int end = place(page, item - 1);
        switch (page.u8(at)) {
            case INLINE -> {
                page.require(at, (long) end - at);
                if (end - at > HEADER_BYTES_MIN) {
                    var header = Bytes.of(page.bytes()).part(at + 1, end - at - 1L);
                    RpmHeader.read(header.stream(), pairs, harvest);
                }
            }
            case OFF_PAGE -> {
                page.require(at, OFF_PAGE_BYTES);
                RpmHeader.read(new Overflow(page.u32(at + 4), page.u32(at + 8)), pairs, harvest);
            }
            default -> harvest.unread(new Line(pairs, ""), "a value of an unknown kind");
        }
    }

    /**
     * Items fill a page from its end; each begins where its place says and ends at the one before.
     */
    private static int place(Block page, int item) throws Damaged {
        return page.u16(26 + 2 * item);
    }

    /** A value on pages of its own. */
    private final class Overflow extends PageChain {
        private static final int OVERFLOW_PAGE = 7;
        private static final int PAGE_HEADER_BYTES = 26;

        private long next;

        Overflow(long first, long length) {
            super(new Block(new byte[0], order), 0, 0, length);
            this.next = first;
        }

        @Override
        void turn() throws IOException {
            var page = page(next);
            int length = page.u16(22);
            if (page.u8(25) != OVERFLOW_PAGE || length == 0) {
                throw new Damaged("page %,d is no overflow page".formatted(next));
            }
            next = page.u32(16);
            turn(page, PAGE_HEADER_BYTES, length);
        }
    }
}
