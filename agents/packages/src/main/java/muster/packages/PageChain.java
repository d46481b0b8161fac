package muster.packages;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of one value that lies on several pages, of which one is in memory at a time. */
abstract class PageChain extends InputStream {
    private Block page;
    private int at;
    private int end;
    private long left;

    /**
     * @param page where the value begins, from {@code at} to before {@code end}
     * @param length how many bytes the value has on all its pages
     */
    PageChain(Block page, int at, int end, long length) {
        this.page = page;
        this.at = at;
        this.end = end;
        this.left = length;
    }

    /** Goes on to the next page by {@link #turn(Block, int, int)}. */
    abstract void turn() throws IOException;

    /** The value goes on here; at least one byte. */
    final void turn(Block page, int at, int length) throws Damaged {
        page.require(at, length);
        this.page = page;
        this.at = at;
        this.end = at + length;
    }

    @Override
    public int read() throws IOException {
        if (left == 0) {
            return -1;
        }
        turnWhereUsedUp();
        left--;
        return page.u8(at++);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        } else if (left == 0) {
            return -1;
        }
        turnWhereUsedUp();
        int count = (int) Math.min(left, Math.min(length, end - at));
        System.arraycopy(page.bytes(), at, into, offset, count);
        at += count;
        left -= count;
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = 0;
        while (skipped < count && left > 0) {
            turnWhereUsedUp();
            long some = Math.min(left, Math.min(count - skipped, end - at));
            at += (int) some;
            left -= some;
            skipped += some;
        }
        return skipped;
    }

    private void turnWhereUsedUp() throws IOException {
        if (at == end) {
            turn();
        }
    }
}
