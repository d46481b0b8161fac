package muster.packages;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The database {@code rpmdb.sqlite} of rpm 4.16 and later: a table Packages with a header in each
 * row.
 */
public final class RpmSqlite {
    private static final String TABLE = "Packages";
    private static final int COLUMNS_MAX = 64;
    private static final int ROW_HEADER_BYTES_MAX = 1024;
    private static final int SCHEMA_TEXT_BYTES_MAX = 1024;

    private final Harvest harvest;
    private int rows;

    private RpmSqlite(Harvest harvest) {
        this.harvest = harvest;
    }

    /**
     * Reads the table with what its log has committed.
     *
     * @param log the file {@code rpmdb.sqlite-wal}, null where there is none
     * @throws Damaged it is no such database, or cannot be followed
     */
    public static Reading read(Bytes database, @Nullable Bytes log) throws IOException {
        var file = new SqliteFile(database, log);
        long root = root(file);
        return Reading.of(harvest -> SqliteTable.read(file, root, new RpmSqlite(harvest)::header));
    }

    /** The page at which the table of packages begins. */
    private static long root(SqliteFile file) throws IOException {
        var roots = new ArrayList<Long>();
        SqliteTable.read(
                file,
                SqliteTable.SCHEMA,
                row -> {
                    var columns = columns(row);
                    if (columns.size() >= 4
                            && "table".equals(text(row, columns.get(0)))
                            && TABLE.equals(text(row, columns.get(1)))) {
                        pass(row, bytes(columns.get(2)));
                        roots.add(number(row, columns.get(3)));
                    }
                });
        if (roots.isEmpty()) {
            throw new Damaged("it has no table " + TABLE);
        }
        return roots.getFirst();
    }

    /** A row (hnum, blob): the number is the row's own, so that the first column is empty. */
    private void header(InputStream row) throws IOException {
        rows++;
        var columns = columns(row);
        if (columns.size() < 2 || !isBlob(columns.get(1))) {
            harvest.unread(new Line(rows, ""), "a row without a header");
        } else {
            pass(row, bytes(columns.get(0)));
            RpmHeader.read(row, rows, harvest);
        }
    }

    /** The types of a row's columns, which stand before their values. */
    private static List<Long> columns(InputStream row) throws IOException {
        var columns = new ArrayList<Long>();
        int length = row.read();
        boolean two = length >= 0x80;
        length = two ? (length & 0x7f) << 7 | row.read() : length;
        int before = two ? 2 : 1;
        if (length < before || length > ROW_HEADER_BYTES_MAX) {
            throw new Damaged("a row whose columns cannot be told");
        }
        var types = row.readNBytes(length - before);
        var block = new Block(types, ByteOrder.BIG_ENDIAN);
        for (int at = 0; at < types.length && columns.size() < COLUMNS_MAX; ) {
            var type = Varint.of(block, at);
            columns.add(type.value());
            at = type.end();
        }
        return columns;
    }

    private static boolean isBlob(long type) {
        return type >= 12 && type % 2 == 0;
    }

    private static long bytes(long type) throws Damaged {
        if (type >= 0 && type <= 4) {
            return type;
        } else if (type >= 5 && type <= 9) {
            return type == 5 ? 6 : type <= 7 ? 8 : 0;
        } else if (type >= 12) {
            return (type - 12) / 2;
        } else {
            throw new Damaged("a column of an unknown type");
        }
    }

    private static void pass(InputStream row, long count) throws IOException {
        if (row.skip(count) < count) {
            throw new Damaged("a row that is cut off");
        }
    }

    private static String text(InputStream row, long type) throws IOException {
        long length = bytes(type);
        if (length > SCHEMA_TEXT_BYTES_MAX) {
            throw new Damaged("a table with a name of %,d bytes".formatted(length));
        }
        return new String(row.readNBytes((int) length), StandardCharsets.UTF_8);
    }

    private static long number(InputStream row, long type) throws IOException {
        if (type == 8 || type == 9) {
            return type - 8;
        }
        long value = 0;
        for (byte each : row.readNBytes((int) Math.min(bytes(type), 8))) {
            value = value << 8 | (each & 0xff);
        }
        return value;
    }
}
