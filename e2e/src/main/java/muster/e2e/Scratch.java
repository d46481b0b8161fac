package muster.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A folder for a while: it goes with all that was put into it. */
public record Scratch(Path folder) implements AutoCloseable {
    /** A new one, among those that are for a while on this system. */
    public static Scratch named(String name) throws IOException {
        return new Scratch(Files.createTempDirectory(name));
    }

    @Override
    public void close() {
        remove(folder);
    }

    /** Removes a file, or a folder with all that is in it. */
    static void remove(Path place) {
        try (var files = Files.walk(place)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
