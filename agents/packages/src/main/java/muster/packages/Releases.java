package muster.packages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The table releases.txt: which package version or tag belongs to which release of a distribution.
 */
final class Releases {
    record Row(String kind, String compared, String id, String version) {
        /** For kinds whose version comes from the package: how many of its numbers count. */
        int parts() {
            return Integer.parseInt(version);
        }
    }

    private static final List<Row> ROWS = rows();

    private Releases() {}

    static List<Row> of(String kind) {
        return ROWS.stream().filter(row -> row.kind().equals(kind)).toList();
    }

    static @Nullable Row find(String kind, String compared) {
        for (Row row : ROWS) {
            if (row.kind().equals(kind) && row.compared().equals(compared)) {
                return row;
            }
        }
        return null;
    }

    private static List<Row> rows() {
        try (var file = Releases.class.getResourceAsStream("releases.txt")) {
            if (file == null) {
                throw new IllegalStateException("releases.txt is missing from the class path");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .map(row -> new Row(row[0], row[1], row[2], row[3]))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
