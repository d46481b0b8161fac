package muster.packages;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Bytes that can be read at any place: a file's, an array's, or a part of either. Nothing is kept
 * in memory but what a reader asks for.
 */
public abstract class Bytes {
    private Bytes() {}

    public static Bytes of(byte[] array) {
        return new Memory(array.clone());
    }

    /**
     * The bytes of a file.
     *
     * @param file open for as long as these are read; it may shrink meanwhile, which is {@link
     *     Damaged}
     */
    public static Bytes of(FileChannel file) throws IOException {
        return new OnDisk(file, file.size());
    }

    /** How many there are. */
    public abstract long size();

    /** Reads some bytes, at most {@code length}; -1 where there are none. */
    abstract int some(long at, byte[] into, int offset, int length) throws IOException;

    /** Reads exactly so many bytes. */
    final void read(long at, byte[] into, int offset, int length) throws IOException {
        if (at < 0 || length > size() - at) {
            throw outside(at, length);
        }
        int done = 0;
        while (done < length) {
            int more = some(at + done, into, offset + done, length - done);
            if (more <= 0) {
                throw outside(at, length);
            }
            done += more;
        }
    }

    private Damaged outside(long at, int length) {
        return new Damaged(
                "it ends at byte %,d, and %,d bytes from %,d are needed"
                        .formatted(size(), length, at));
    }

    /** A part of these, which must lie within them. */
    final Bytes part(long from, long length) throws Damaged {
        if (from < 0 || length < 0 || length > size() - from) {
            throw new Damaged(
                    "it ends at byte %,d, and %,d bytes from %,d are needed"
                            .formatted(size(), length, from));
        }
        return new Part(this, from, length);
    }

    /** All of these in order. */
    final InputStream stream() {
        return new Stream(this);
    }

    private static final class Memory extends Bytes {
        private final byte[] array;

        Memory(byte[] array) {
            this.array = array;
        }

        @Override
        public long size() {
            return array.length;
        }

        @Override
        int some(long at, byte[] into, int offset, int length) {
            System.arraycopy(array, (int) at, into, offset, length);
            return length;
        }
    }

    private static final class OnDisk extends Bytes {
        private final FileChannel file;
        private final long size;

        OnDisk(FileChannel file, long size) {
            this.file = file;
            this.size = size;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        int some(long at, byte[] into, int offset, int length) throws IOException {
            return file.read(ByteBuffer.wrap(into, offset, length), at);
        }
    }

    private static final class Part extends Bytes {
        private final Bytes whole;
        private final long from;
        private final long size;

        Part(Bytes whole, long from, long size) {
            this.whole = whole;
            this.from = from;
            this.size = size;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        int some(long at, byte[] into, int offset, int length) throws IOException {
            return whole.some(from + at, into, offset, length);
        }
    }

    private static final class Stream extends InputStream {
        private final Bytes bytes;
        private long at;

        Stream(Bytes bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = (int) Math.min(length, bytes.size() - at);
            if (length == 0) {
                return 0;
            } else if (count == 0) {
                return -1;
            } else {
                bytes.read(at, into, offset, count);
                at += count;
                return count;
            }
        }

        @Override
        public long skip(long count) {
            long skipped = Math.clamp(count, 0, bytes.size() - at);
            at += skipped;
            return skipped;
        }
    }
}
