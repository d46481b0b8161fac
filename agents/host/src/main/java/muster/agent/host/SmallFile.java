package muster.agent.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;

/** A file of the kernel or of {@code /etc} that says one thing, or a few. */
final class SmallFile {
    private static final int BYTES_MAX = 1024 * 1024;

    private SmallFile() {}

    /** Its whole text, cut at {@link #BYTES_MAX}; empty where it is not there. */
    static Optional<String> text(Path file) throws IOException {
        // Files of the kernel say that they have no bytes, so that their size tells nothing.
        try (var bytes = Files.newInputStream(file)) {
            return Optional.of(new String(bytes.readNBytes(BYTES_MAX), StandardCharsets.UTF_8));
        } catch (NoSuchFileException | NotDirectoryException missing) {
            return Optional.empty();
        }
    }

    /** Its first line; empty where it is blank or not there. */
    static Optional<String> line(Path file) throws IOException {
        return text(file)
                .flatMap(text -> text.lines().findFirst())
                .map(line -> line.replace("\0", "").strip())
                .filter(line -> !line.isEmpty());
    }
}
