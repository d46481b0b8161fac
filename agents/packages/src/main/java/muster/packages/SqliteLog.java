package muster.packages;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the newest committed copy of each page lies in a write-ahead log (<a
 * href="https://www.sqlite.org/fileformat2.html#the_write_ahead_log">SQLite, the write-ahead
 * log</a>). What follows the first frame of another generation or with a wrong checksum is left
 * from earlier, and what follows the last commit never happened.
 */
final class SqliteLog {
    static final long NOT_THERE = -1;

    private static final long MAGIC = 0x377f_0682L;
    private static final int HEADER_BYTES = 32;
    private static final int FRAME_HEADER_BYTES = 24;
    private static final int CHECKED_FRAME_HEADER_BYTES = 8;
    private static final int CHECKED_HEADER_BYTES = 24;
    private static final int FRAMES_MAX = 65_536;

    private final Bytes bytes;
    private final Map<Long, Long> frames = new HashMap<>();
    private long pages;

    private SqliteLog(Bytes bytes) {
        this.bytes = bytes;
    }

    /** Null where the log holds no commit, and the database file alone counts. */
    static @Nullable SqliteLog of(Bytes bytes, int pageBytes) throws IOException {
        if (bytes.size() < HEADER_BYTES) {
            return null;
        }
        var header = Block.of(bytes, 0, HEADER_BYTES, ByteOrder.BIG_ENDIAN);
        long magic = header.u32(0);
        if ((magic & ~1L) != MAGIC || header.u32(8) != pageBytes) {
            return null;
        }
        var checksum =
                new Checksum((magic & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        checksum.add(header.bytes(), CHECKED_HEADER_BYTES);
        if (!checksum.is(header.u32(24), header.u32(28))) {
            return null;
        }
        var log = new SqliteLog(bytes);
        log.read(header, checksum, pageBytes);
        return log.pages == 0 ? null : log;
    }

    private void read(Block header, Checksum checksum, int pageBytes) throws IOException {
        var uncommitted = new HashMap<Long, Long>();
        var content = new byte[pageBytes];
        int frame = 0;
        for (long at = HEADER_BYTES;
                at + FRAME_HEADER_BYTES + pageBytes <= bytes.size();
                at += FRAME_HEADER_BYTES + pageBytes) {
            var head = Block.of(bytes, at, FRAME_HEADER_BYTES, ByteOrder.BIG_ENDIAN);
            bytes.read(at + FRAME_HEADER_BYTES, content, 0, pageBytes);
            checksum.add(head.bytes(), CHECKED_FRAME_HEADER_BYTES);
            checksum.add(content, pageBytes);
            boolean ofThisGeneration =
                    head.u32(8) == header.u32(16) && head.u32(12) == header.u32(20);
            if (!ofThisGeneration || !checksum.is(head.u32(16), head.u32(20))) {
                return;
            } else if (++frame > FRAMES_MAX) {
                throw new Damaged("its log has more than %,d pages".formatted(FRAMES_MAX));
            }
            uncommitted.put(head.u32(0), at + FRAME_HEADER_BYTES);
            if (head.u32(4) != 0) {
                frames.putAll(uncommitted);
                uncommitted.clear();
                pages = head.u32(4);
            }
        }
    }

    Bytes bytes() {
        return bytes;
    }

    /** How many pages the database has after the last commit. */
    long pages() {
        return pages;
    }

    /** Where the newest copy of a page begins, or {@link #NOT_THERE}. */
    long frame(long page) {
        return frames.getOrDefault(page, NOT_THERE);
    }

    /** The running sum over header and frames, which each frame states up to itself. */
    private static final class Checksum {
        private final ByteOrder order;
        private int first;
        private int second;

        Checksum(ByteOrder order) {
            this.order = order;
        }

        void add(byte[] bytes, int length) throws Damaged {
            var words = new Block(bytes, order);
            for (int at = 0; at < length; at += 8) {
                first += (int) words.u32(at) + second;
                second += (int) words.u32(at + 4) + first;
            }
        }

        boolean is(long statedFirst, long statedSecond) {
            return first == (int) statedFirst && second == (int) statedSecond;
        }
    }
}
