package muster.web;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/**
 * A file to be sent, whole on disk before its first byte goes: however slowly somebody reads it,
 * the database waits for nobody, and what fails while it is written can still be told.
 */
final class Spool implements AutoCloseable {
    /** A list of a million rows; there are {@link FilesUnderWay#FILES_MAX} at most at once. */
    static final long BYTES_MAX = 512L * 1024 * 1024;

    private static final int BLOCK_BYTES = 64 * 1024;

    private final FileChannel channel;

    private Spool(FileChannel channel) {
        this.channel = channel;
    }

    /** Writes all of this, or fails with a problem where it is more than so many bytes. */
    static Spool of(Reply.Content content, long bytesMax) throws IOException {
        var path = Files.createTempFile("muster-file", "");
        var channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        var spool = new Spool(channel);
        try {
            // It has no name from here on, so that nothing of it is left whatever happens.
            Files.delete(path);
            try (var out = new BufferedOutputStream(spool.bounded(bytesMax), BLOCK_BYTES)) {
                content.writeTo(out);
            }
            channel.position(0);
            return spool;
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    long size() throws IOException {
        return channel.size();
    }

    void sendTo(OutputStream out) throws IOException {
        Channels.newInputStream(channel).transferTo(out);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private OutputStream bounded(long bytesMax) {
        return new OutputStream() {
            private final OutputStream file = Channels.newOutputStream(channel);
            private long bytes;

            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] block, int offset, int length) throws IOException {
                bytes += length;
                if (bytes > bytesMax) {
                    throw Problem.of(
                            422,
                            "Too much for a file",
                            "this has more than %,d bytes: search for a part of it"
                                    .formatted(bytesMax));
                }
                file.write(block, offset, length);
            }
        };
    }
}
