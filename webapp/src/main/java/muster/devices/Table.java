package muster.devices;

import java.util.List;
import java.util.regex.Pattern;
import muster.web.Resource;

/** A list of cases that is data: one a line, cells parted by bars, {@code #} begins a comment. */
final class Table {
    private static final Pattern BAR = Pattern.compile("\\s+\\|(?:\\s+|$)");

    private Table() {}

    static List<List<String>> read(String name) {
        return Resource.text(Table.class, name)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> List.of(BAR.split(line.strip(), -1)))
                .toList();
    }
}
