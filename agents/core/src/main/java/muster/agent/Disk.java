package muster.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Set;

/**
 * Where a collector keeps what it must not lose. After a crash at any moment a file is there whole,
 * or as it was before.
 */
public interface Disk {
    /** Ends the name of a file that is being written; what is left of one is rubbish. */
    String UNFINISHED = ".new";

    /** Returns when the content would survive a power failure. */
    void write(Path file, byte[] content) throws IOException;

    /** The computer's own. */
    static Disk real() {
        return Disk::writeThrough;
    }

    private static void writeThrough(Path file, byte[] content) throws IOException {
        var unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        try (var channel =
                FileChannel.open(
                        unfinished,
                        Set.of(
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.TRUNCATE_EXISTING),
                        Home.ownerOnly(file, "rw-------"))) {
            var rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        // The new name is an entry of the folder, and as mortal as that until it is written too.
        var parent = file.toAbsolutePath().getParent();
        try (var folder =
                FileChannel.open(Objects.requireNonNull(parent), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
