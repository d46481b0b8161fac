package muster.devices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** A list of cases that is data: one a line, cells parted by bars, {@code #} begins a comment. */
final class Table {
    private static final Pattern BAR = Pattern.compile("\\s+\\|(?:\\s+|$)");

    private Table() {}

    static List<List<String>> read(String name) {
        try (var file = Table.class.getResourceAsStream(name)) {
            var bytes = Objects.requireNonNull(file, name).readAllBytes();
            return new String(bytes, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> List.of(BAR.split(line.strip(), -1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
