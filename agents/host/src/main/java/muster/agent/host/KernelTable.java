package muster.agent.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A table of {@code /proc/net}: a line of titles, then a row of columns in each line. */
final class KernelTable {
    private static final int ROWS_MAX = 200_000;

    private KernelTable() {}

    /** Hands over the rows one by one; none where the kernel has no such table. */
    static void read(Path file, Consumer<String[]> rows) throws IOException {
        try (var lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            lines.skip(1)
                    .limit(ROWS_MAX)
                    .forEach(line -> rows.accept(line.strip().split("\\s+", -1)));
        } catch (NoSuchFileException missing) {
            // A kernel without IPv6 has no tcp6: nothing listens there.
        }
    }
}
