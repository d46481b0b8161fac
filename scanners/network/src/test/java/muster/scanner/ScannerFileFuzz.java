package muster.scanner;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;

/** Any file is understood or refused with a line; nothing else comes of it. */
class ScannerFileFuzz {
    private static final String LONGEST = "20s";

    static class FileTarget {
        @FuzzTest(maxDuration = LONGEST)
        void file(byte[] bytes) throws IOException {
            holds(bytes);
        }
    }

    /** Whether it is understood; every other exception is a fault. */
    static boolean holds(byte[] bytes) throws IOException {
        var file = Files.createTempFile("scanner", ".yaml");
        try {
            Files.write(file, bytes);
            return !ScannerFile.read(file, Map.of()).sites().isEmpty();
        } catch (ScannerFile.Refused declared) {
            return false;
        } finally {
            Files.delete(file);
        }
    }
}
