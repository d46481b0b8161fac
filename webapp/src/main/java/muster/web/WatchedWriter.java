package muster.web;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;

/** The writing side of a connection: knows since when a write has been stuck. */
final class WatchedWriter implements DataWriter {
    private final DataWriter writer;
    private volatile long stuckSince;

    WatchedWriter(DataWriter writer) {
        this.writer = writer;
    }

    /** Nano time at which the write under way began, or 0 when there is none. */
    long stuckSince() {
        return stuckSince;
    }

    @Override
    public void write(BufferData... buffers) {
        timed(() -> writer.write(buffers));
    }

    @Override
    public void write(BufferData buffer) {
        timed(() -> writer.write(buffer));
    }

    @Override
    public void writeNow(BufferData... buffers) {
        timed(() -> writer.writeNow(buffers));
    }

    @Override
    public void writeNow(BufferData buffer) {
        timed(() -> writer.writeNow(buffer));
    }

    @Override
    public void flush() {
        timed(writer::flush);
    }

    private void timed(Runnable write) {
        // 0 means "no write", and the nano time may be 0.
        stuckSince = System.nanoTime() | 1;
        try {
            write.run();
        } finally {
            stuckSince = 0;
        }
    }

    @Override
    public void close() {
        writer.close();
    }
}
