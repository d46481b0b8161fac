package muster.identify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How the rows of a table are found in what a command printed. */
sealed interface CliTable permits CliTable.Lines, CliTable.Blocks, CliColumns {
    List<Row> rows(Printed printed);

    /** The shape that a rule describes: by lines, by blocks, or by columns under a header. */
    static CliTable of(Entry entry) {
        if (entry.has("columns")) {
            return CliColumns.of(entry);
        }
        var section = Section.of(entry, CliWords.pattern(entry, "joins"));
        if (entry.has("start") || entry.has("leads")) {
            return new Blocks(
                    section,
                    CliWords.patterns(entry, "start"),
                    CliWords.patterns(entry, "leads"),
                    CliWords.patterns(entry, "lines"),
                    CliWords.patterns(entry, "context"));
        }
        if (!entry.has("line")) {
            throw entry.wrong("line", "a table has line, start and lines, or columns");
        }
        return new Lines(
                section, CliWords.patterns(entry, "line"), CliWords.patterns(entry, "context"));
    }

    /**
     * The part of a print in which a table stands.
     *
     * @param from the line above it, null where it may stand anywhere
     * @param to the line below it
     * @param joins a line that goes on in the next one
     */
    record Section(@Nullable Pattern from, @Nullable Pattern to, @Nullable Pattern joins) {
        static Section of(Entry entry, @Nullable Pattern joins) {
            return new Section(
                    CliWords.pattern(entry, "from"), CliWords.pattern(entry, "to"), joins);
        }

        List<Printed.Line> of(Printed printed) {
            var inside = new ArrayList<Printed.Line>();
            boolean open = from == null;
            Printed.Line begun = null;
            for (var line : printed.lines()) {
                if (from != null && Patience.matcher(from, line.text()).find()) {
                    open = true;
                } else if (open && to != null && Patience.matcher(to, line.text()).find()) {
                    open = false;
                } else if (open && begun != null) {
                    inside.add(new Printed.Line(begun.text() + " " + line.text(), line.original()));
                    begun = null;
                } else if (open && joins != null && Patience.matcher(joins, line.text()).find()) {
                    begun = line;
                } else if (open) {
                    inside.add(line);
                }
            }
            return inside;
        }
    }

    /** Notes what a line says of the rows below it. */
    private static void known(String line, List<Pattern> context, Map<String, String> known) {
        for (var pattern : context) {
            var match = Patience.matcher(pattern, line);
            if (match.find()) {
                known.putAll(CliWords.cells(match));
            }
        }
    }

    /**
     * A row per line.
     *
     * @param line the first that fits reads the line; their groups are the cells
     * @param context lines between rows that hold for the rows below them
     */
    record Lines(Section section, List<Pattern> line, List<Pattern> context) implements CliTable {
        @Override
        public List<Row> rows(Printed printed) {
            var rows = new ArrayList<Row>();
            var known = new HashMap<String, String>();
            for (var one : section.of(printed)) {
                known(one.text(), context, known);
                row(one, known, rows);
            }
            return rows;
        }

        private void row(Printed.Line one, Map<String, String> known, List<Row> rows) {
            for (var pattern : line) {
                var match = Patience.matcher(pattern, one.text());
                if (match.find()) {
                    var cells = new LinkedHashMap<>(known);
                    cells.putAll(CliWords.cells(match));
                    rows.add(new Row(cells, one.original()));
                    return;
                }
            }
        }
    }

    /**
     * A row per block of lines.
     *
     * @param start the first line of a block, with cells or without
     * @param leads the same, but only the one that is printed first begins blocks: what begins a
     *     block of one device stands in the middle of another's
     * @param lines any of them may read any line of the block; what stands first is believed
     * @param context lines between blocks that hold for the blocks below them
     */
    record Blocks(
            Section section,
            List<Pattern> start,
            List<Pattern> leads,
            List<Pattern> lines,
            List<Pattern> context)
            implements CliTable {
        @Override
        public List<Row> rows(Printed printed) {
            var rows = new ArrayList<Row>();
            var begins = new ArrayList<>(start);
            var known = new HashMap<String, String>();
            Row block = null;
            for (var one : section.of(printed)) {
                known(one.text(), context, known);
                if (begins.isEmpty()) {
                    leads.stream()
                            .filter(lead -> Patience.matcher(lead, one.text()).find())
                            .findFirst()
                            .ifPresent(begins::add);
                }
                for (var pattern : begins) {
                    var match = Patience.matcher(pattern, one.text());
                    if (match.find()) {
                        var cells = new LinkedHashMap<>(known);
                        cells.putAll(CliWords.cells(match));
                        block = new Row(cells, one.original());
                        rows.add(block);
                        break;
                    }
                }
                if (block != null) {
                    read(one.text(), block.cells());
                }
            }
            return rows;
        }

        private void read(String line, Map<String, String> cells) {
            for (var pattern : lines) {
                var match = Patience.matcher(pattern, line);
                if (match.find()) {
                    CliWords.cells(match)
                            .forEach((name, value) -> {
                                if (!Row.isNothing(value)) {
                                    cells.putIfAbsent(name, value);
                                }
                            });
                }
            }
        }
    }
}
