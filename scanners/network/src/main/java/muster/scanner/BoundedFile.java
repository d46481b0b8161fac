package muster.scanner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files that somebody wrote for the scanner: a device's file may have no end. */
final class BoundedFile {
    private BoundedFile() {}

    /** A file that has more than it may. */
    static final class TooLarge extends IOException {
        private TooLarge(int bytesMax) {
            super("is larger than %,d bytes".formatted(bytesMax));
        }
    }

    /** All that is in it. */
    static String text(Path file, int bytesMax) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var bytes = in.readNBytes(bytesMax + 1);
            if (bytes.length > bytesMax) {
                throw new TooLarge(bytesMax);
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** Why it could not be read, for people. */
    static String why(IOException e) {
        return switch (e) {
            case TooLarge _ -> String.valueOf(e.getMessage());
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "may not be read by this user";
            default -> "cannot be read: " + e.getMessage();
        };
    }
}
