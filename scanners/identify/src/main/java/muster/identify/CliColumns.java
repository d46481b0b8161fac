package muster.identify;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import muster.identify.CliHeader.Column;
import org.jspecify.annotations.Nullable;

/**
 * A table whose columns are found by their header. The rows end at an empty line, unless {@code to}
 * says where.
 *
 * @param header how its header is known
 * @param wraps whether what is too long for its column goes on in the line below
 * @param joins a line that has the first column alone, the others being on the next line
 */
record CliColumns(
        CliTable.Section section,
        CliHeader header,
        @Nullable Pattern joins,
        boolean endsAtBlank,
        boolean wraps)
        implements CliTable {

    /** Under or over a header, perhaps in as many parts as there are columns. */
    private static final Pattern RULER = Pattern.compile("^[\\s|+]*[-=]{2}[-=\\s|+:]*$");

    /** Between the cells of a row, where these have blanks of their own. */
    private static final Pattern PARTED = Pattern.compile(" {2,}");

    private static final int TAB_WIDTH = 8;

    static CliColumns of(Entry entry) {
        var section = CliTable.Section.of(entry, null);
        return new CliColumns(
                section,
                CliHeader.of(entry),
                CliWords.pattern(entry, "joins"),
                section.to() == null,
                "yes".equals(entry.text("wraps")));
    }

    @Override
    public List<Row> rows(Printed printed) {
        var rows = new ArrayList<Row>();
        List<Column> columns = List.of();
        var above = new ArrayDeque<String>();
        var begun = "";
        int complete = 0;
        for (var line : section.of(printed)) {
            var text = expanded(line.text());
            boolean isRuler = Patience.matcher(RULER, text).matches();
            var found = isRuler ? header.over(text, above, columns) : header.in(text);
            if (!found.isEmpty()) {
                columns = found;
                complete = isRuler ? drop(rows, complete) : rows.size();
            } else if (text.isEmpty() && endsAtBlank && !rows.isEmpty()) {
                columns = List.of();
            } else if (!columns.isEmpty() && !text.isEmpty() && !isRuler) {
                if (joins != null && Patience.matcher(joins, text).find()) {
                    begun = text.strip();
                } else {
                    var first = isWhole(text, columns) ? "" : begun;
                    add(new Row(cells(text, columns, first), line.original()), rows);
                    begun = "";
                }
            }
            CliHeader.pile(text, isRuler, above);
        }
        return rows;
    }

    /** What stands between a header and its ruler is header too. */
    private static int drop(List<Row> rows, int complete) {
        if (rows.size() - complete < CliHeader.LINES_MAX) {
            rows.subList(complete, rows.size()).clear();
        }
        return rows.size();
    }

    private void add(Row row, List<Row> rows) {
        var first = header.required().getFirst();
        if (wraps && !rows.isEmpty() && row.cells().getOrDefault(first, "").isEmpty()) {
            row.cells()
                    .forEach((name, part) ->
                            rows.getLast().cells().merge(name, part, String::concat));
        } else {
            rows.add(row);
        }
    }

    private static Map<String, String> cells(String line, List<Column> columns, String begun) {
        var cells = new LinkedHashMap<String, String>();
        var barred = line.split("\\|", -1);
        var ordered = ordered(line, columns, begun);
        if (!ordered.isEmpty()) {
            columns.forEach(column -> cells.put(column.name(), ordered.get(column.place())));
            return cells;
        }
        for (var column : columns) {
            if (column.start() < 0) {
                int index = -1 - column.start();
                cells.put(column.name(), index < barred.length ? barred[index].strip() : "");
            } else {
                int start = CliHeader.cut(line, column.start());
                int end = CliHeader.cut(line, column.end());
                cells.put(column.name(), start < end ? line.substring(start, end).strip() : "");
            }
        }
        if (!begun.isEmpty()) {
            columns.stream()
                    .min(Comparator.comparingInt(column -> Math.abs(column.start())))
                    .ifPresent(first -> cells.put(first.name(), begun));
        }
        return cells;
    }

    /**
     * The cells of a row that does not keep to its header's columns, one by one: as many as there
     * are columns. None where it keeps to them, or where nobody can say which is whose.
     */
    private static List<String> ordered(String line, List<Column> columns, String begun) {
        boolean isKept =
                columns.stream().allMatch(column -> column.start() < 0 || keeps(line, column));
        if (isKept) {
            return List.of();
        }
        var cells = new ArrayList<String>();
        if (!begun.isEmpty()) {
            cells.add(begun);
        }
        cells.addAll(List.of(PARTED.split(line.strip())));
        return cells.size() == columns.getFirst().all() ? cells : List.of();
    }

    /** Whether a line has all cells, so that nothing of it stands in the line above. */
    private static boolean isWhole(String line, List<Column> columns) {
        return PARTED.split(line.strip()).length == columns.getFirst().all();
    }

    /** Whether no word crosses where a column begins, and the column has no gap. */
    private static boolean keeps(String line, Column column) {
        int start = Math.min(line.length(), column.start());
        int end = Math.min(line.length(), column.end());
        boolean isCrossed =
                start > 0
                        && start < line.length()
                        && line.charAt(start) != ' '
                        && line.charAt(start - 1) != ' ';
        return !isCrossed && !Patience.matcher(PARTED, line.substring(start, end).strip()).find();
    }

    private static String expanded(String line) {
        if (line.indexOf('\t') < 0) {
            return line;
        }
        var expanded = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\t') {
                expanded.repeat(' ', TAB_WIDTH - expanded.length() % TAB_WIDTH);
            } else {
                expanded.append(c);
            }
        }
        return expanded.toString();
    }
}
