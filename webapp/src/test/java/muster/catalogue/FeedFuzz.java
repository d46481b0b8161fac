package muster.catalogue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What holds for any file that a publisher may offer: records, or an exception of reading. */
class FeedFuzz {
    private static final String LONGEST = "20s";

    /** Zip, gzip, lines and single records: the file says itself what it is. */
    static class AnyFileTarget {
        @FuzzTest(maxDuration = LONGEST)
        void anyFile(byte[] bytes) {
            readsFile(bytes);
        }
    }

    static boolean readsFile(byte[] bytes) {
        try {
            var path = Files.createTempFile("muster-feed-fuzz", ".zip");
            try {
                Files.write(path, bytes);
                return readsFile(path);
            } finally {
                Files.delete(path);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean readsFile(Path path) {
        try {
            var file = FeedFile.of(path);
            var read = new int[1];
            OsvRecords.each(file, (record, _) -> read[0] += readsRecord(record) ? 1 : 0);
            return read[0] > 0;
        } catch (IOException expected) {
            return false;
        }
    }

    static boolean readsRecord(byte[] bytes) {
        try {
            return !OsvReader.read(bytes).id().isEmpty();
        } catch (Unreadable expected) {
            return false;
        }
    }

    static class KnownExploitedTarget {
        @FuzzTest(maxDuration = LONGEST)
        void knownExploited(byte[] bytes) {
            readsKnownExploited(bytes);
        }
    }

    static boolean readsKnownExploited(byte[] bytes) {
        try {
            return !KnownExploited.read(new ByteArrayInputStream(bytes)).isEmpty();
        } catch (IOException expected) {
            return false;
        }
    }
}
