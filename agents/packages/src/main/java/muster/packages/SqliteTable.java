package muster.packages;

import java.io.IOException;
import java.io.InputStream;

/**
 * A walk over the rows of one table, page by page (<a
 * href="https://www.sqlite.org/fileformat2.html#b_tree_pages">SQLite, b-tree pages</a>).
 */
final class SqliteTable {
    /** The table that names all others begins on the first page. */
    static final long SCHEMA = 1;

    private static final int INNER_PAGE = 5;
    private static final int LEAF_PAGE = 13;
    private static final int INNER_HEADER_BYTES = 12;
    private static final int LEAF_HEADER_BYTES = 8;
    private static final int DEPTH_MAX = 32;
    private static final int ROWS_MAX = 5 * Limits.ITEMS_MAX;

    /** Takes one row, as its bytes. */
    interface Rows {
        void row(InputStream row) throws IOException;
    }

    private final SqliteFile file;
    private final Rows rows;
    private int count;

    private SqliteTable(SqliteFile file, Rows rows) {
        this.file = file;
        this.rows = rows;
    }

    /** Hands over all rows of the table that begins at a page, in its own order. */
    static void read(SqliteFile file, long root, Rows rows) throws IOException {
        new SqliteTable(file, rows).page(root, 0);
    }

    private void page(long number, int depth) throws IOException {
        if (depth > DEPTH_MAX) {
            throw new Damaged("a table of more than %d levels".formatted(DEPTH_MAX));
        }
        var page = file.page(number);
        int start = number == SCHEMA ? SqliteFile.HEADER_BYTES : 0;
        int cells = page.u16(start + 3);
        switch (page.u8(start)) {
            case INNER_PAGE -> {
                for (int cell = 0; cell < cells; cell++) {
                    int at = page.u16(start + INNER_HEADER_BYTES + 2 * cell);
                    page(page.u32(at), depth + 1);
                }
                page(page.u32(start + 8), depth + 1);
            }
            case LEAF_PAGE -> {
                for (int cell = 0; cell < cells; cell++) {
                    row(page, page.u16(start + LEAF_HEADER_BYTES + 2 * cell));
                }
            }
            default -> throw new Damaged("page %,d is no page of a table".formatted(number));
        }
    }

    private void row(Block page, int at) throws IOException {
        var length = Varint.of(page, at);
        var id = Varint.of(page, length.end());
        if (length.value() < 0 || length.value() > file.pages() * file.usableBytes()) {
            throw new Damaged("a row of %,d bytes".formatted(length.value()));
        } else if (++count > ROWS_MAX) {
            throw new Damaged("a table of more than %,d rows".formatted(ROWS_MAX));
        }
        int here = local(length.value());
        page.require(id.end(), here);
        long overflow = here < length.value() ? page.u32(id.end() + here) : 0;
        rows.row(new SqliteRow(file, page, id.end(), here, length.value(), overflow));
    }

    /** How many bytes of a row are in its leaf; the rest is on pages of its own. */
    private int local(long length) {
        int usable = file.usableBytes();
        int most = usable - 35;
        int least = (usable - 12) * 32 / 255 - 23;
        long fitting = least + (length - least) % (usable - 4);
        if (length <= most) {
            return (int) length;
        } else {
            return (int) (fitting <= most ? fitting : least);
        }
    }
}
