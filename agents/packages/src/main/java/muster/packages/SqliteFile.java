package muster.packages;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The pages of an SQLite database as its last commit left them: from the write-ahead log where that
 * has them, else from the file itself (<a href="https://www.sqlite.org/fileformat2.html">SQLite
 * database file format</a>). It is only ever read, without locks: whoever opens it compares sizes
 * and times before and after.
 */
final class SqliteFile {
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    static final int HEADER_BYTES = 100;
    private static final int PAGE_BYTES_MIN = 512;
    private static final int PAGE_BYTES_MAX = 65_536;
    private static final int USABLE_BYTES_MIN = 480;

    /** A page stands in one place, so that two walks over all tables read it twice at most. */
    private static final int READS_PER_PAGE_MAX = 2;

    private final Bytes file;
    private final @Nullable SqliteLog log;
    private final int pageBytes;
    private final int usableBytes;
    private final long pages;
    private long reads;

    /**
     * @param log the file of the same name with -wal, null where there is none
     */
    SqliteFile(Bytes file, @Nullable Bytes log) throws IOException {
        this.file = file;
        var header = Block.of(file, 0, HEADER_BYTES, ByteOrder.BIG_ENDIAN);
        if (!Arrays.equals(MAGIC, Arrays.copyOf(header.bytes(), MAGIC.length))) {
            throw new Damaged("not an SQLite database");
        }
        int stated = header.u16(16);
        this.pageBytes = stated == 1 ? PAGE_BYTES_MAX : stated;
        this.usableBytes = pageBytes - header.u8(20);
        if (pageBytes < PAGE_BYTES_MIN
                || Integer.bitCount(pageBytes) != 1
                || usableBytes < USABLE_BYTES_MIN) {
            throw new Damaged("its pages have %,d bytes, which none can".formatted(pageBytes));
        }
        var read = log == null ? null : SqliteLog.of(log, pageBytes);
        this.log = read;
        this.pages = read == null ? file.size() / pageBytes : read.pages();
    }

    /** How many bytes of a page hold content. */
    int usableBytes() {
        return usableBytes;
    }

    /** How many pages the database has; the first is number 1. */
    long pages() {
        return pages;
    }

    Block page(long number) throws IOException {
        if (number < 1 || number > pages) {
            throw new Damaged("there is no page %,d".formatted(number));
        } else if (++reads > READS_PER_PAGE_MAX * pages) {
            throw new Damaged("its pages point at each other in a circle");
        }
        long frame = log == null ? SqliteLog.NOT_THERE : log.frame(number);
        return log == null || frame == SqliteLog.NOT_THERE
                ? Block.of(file, (number - 1) * pageBytes, pageBytes, ByteOrder.BIG_ENDIAN)
                : Block.of(log.bytes(), frame, pageBytes, ByteOrder.BIG_ENDIAN);
    }
}
