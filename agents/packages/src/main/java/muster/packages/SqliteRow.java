package muster.packages;

import java.io.IOException;

/** The bytes of one row: those in its leaf, then those of its overflow pages. */
final class SqliteRow extends PageChain {
    private static final int NEXT_BYTES = 4;

    private final SqliteFile file;
    private long next;

    /**
     * @param here how many of the row's bytes are in the leaf, from {@code at}
     * @param overflow the page with the others
     */
    SqliteRow(SqliteFile file, Block leaf, int at, int here, long length, long overflow) {
        super(leaf, at, at + here, length);
        this.file = file;
        this.next = overflow;
    }

    @Override
    void turn() throws IOException {
        var page = file.page(next);
        next = page.u32(0);
        turn(page, NEXT_BYTES, file.usableBytes() - NEXT_BYTES);
    }
}
