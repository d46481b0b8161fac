package muster.catalogue;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that refuses to give more than a feed may have, however small it was packed. */
final class Bounded extends FilterInputStream {
    private final long bytesMax;
    private long read;

    Bounded(InputStream stream, long bytesMax) {
        super(stream);
        this.bytesMax = bytesMax;
    }

    @Override
    public int read() throws IOException {
        var next = super.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        var count = super.read(target, offset, length);
        count(Math.max(count, 0));
        return count;
    }

    private void count(int bytes) throws Unreadable {
        read += bytes;
        if (read > bytesMax) {
            throw new Unreadable("unpacks to more than " + bytesMax + " bytes");
        }
    }
}
