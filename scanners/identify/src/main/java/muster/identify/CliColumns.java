package muster.identify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A table whose columns are found by their header. The rows end at an empty line, unless {@code to}
 * says where.
 *
 * @param names of the columns that are read, each with the headings that devices give it
 * @param required the columns without which a line is no header; a row has the first of them
 * @param wraps whether what is too long for its column goes on in the line below
 * @param joins a line that has the first column alone, the others being on the next line
 */
record CliColumns(
        CliTable.Section section,
        Map<String, Pattern> names,
        List<String> required,
        @Nullable Pattern joins,
        boolean endsAtBlank,
        boolean wraps)
        implements CliTable {

    /** Between the cells of a header, where they have blanks of their own. */
    private static final Pattern CELL = Pattern.compile("\\S+(?: \\S+)*");

    private static final Pattern RULER = Pattern.compile("^[\\s|+]*[-=]{2}[-=\\s|+:]*$");

    /** What stands between a name and a value is in no header. */
    private static final Pattern VALUED = Pattern.compile("\\.{3}|[:=] ");

    private static final Pattern DRAWN = Pattern.compile("[-=]+");
    private static final int TAB_WIDTH = 8;

    /** A column of one table: where its heading begins, and where the next one's does. */
    private record Column(String name, int start, int end) {}

    static CliColumns of(Entry entry) {
        var section = CliTable.Section.of(entry, null);
        var names = new LinkedHashMap<String, Pattern>();
        var required = new ArrayList<String>();
        entry.map("columns")
                .forEach((name, headings) -> {
                    boolean optional = name.endsWith("?");
                    var key = optional ? name.substring(0, name.length() - 1) : name;
                    names.put(
                            key,
                            CliWords.pattern(
                                    entry,
                                    "columns",
                                    "(?i)(?<![\\w/-])(?:" + headings + ")(?![\\w/])"));
                    if (!optional) {
                        required.add(key);
                    }
                });
        return new CliColumns(
                section,
                names,
                required,
                CliWords.pattern(entry, "joins"),
                section.to() == null,
                "yes".equals(entry.text("wraps")));
    }

    @Override
    public List<Row> rows(Printed printed) {
        var rows = new ArrayList<Row>();
        List<Column> columns = List.of();
        var begun = "";
        for (var line : section.of(printed)) {
            var text = expanded(line.text());
            var header = header(text);
            if (!header.isEmpty()) {
                columns = header;
            } else if (text.isEmpty() && endsAtBlank && !rows.isEmpty()) {
                columns = List.of();
            } else if (!columns.isEmpty() && RULER.matcher(text).matches()) {
                columns = ruled(text, columns);
            } else if (!columns.isEmpty() && !text.isEmpty()) {
                if (begun.isEmpty() && joins != null && joins.matcher(text).find()) {
                    begun = text.strip();
                } else {
                    add(new Row(cells(text, columns, begun), line.original()), rows);
                    begun = "";
                }
            }
        }
        return rows;
    }

    private void add(Row row, List<Row> rows) {
        if (wraps
                && !rows.isEmpty()
                && row.cells().getOrDefault(required.getFirst(), "").isEmpty()) {
            row.cells()
                    .forEach((name, part) ->
                            rows.getLast().cells().merge(name, part, String::concat));
        } else {
            rows.add(row);
        }
    }

    /** The columns of a header, none where the line is none. */
    private List<Column> header(String line) {
        if (VALUED.matcher(line).find()) {
            return List.of();
        }
        var starts = new LinkedHashMap<String, Integer>();
        var taken = new ArrayList<int[]>();
        for (var name : names.entrySet()) {
            var match = name.getValue().matcher(line);
            while (match.find()) {
                int start = match.start();
                int end = match.end();
                if (taken.stream().noneMatch(span -> start < span[1] && end > span[0])) {
                    starts.put(name.getKey(), start);
                    taken.add(new int[] {start, end});
                    break;
                }
            }
        }
        if (!starts.keySet().containsAll(required) || starts.size() < 2) {
            return List.of();
        }
        return line.indexOf('|') > 0 ? barred(line, starts) : spaced(line, starts, taken);
    }

    private static List<Column> barred(String line, Map<String, Integer> starts) {
        var columns = new ArrayList<Column>();
        starts.forEach((name, start) -> {
            int bars = (int) line.substring(0, start).chars().filter(c -> c == '|').count();
            columns.add(new Column(name, -1 - bars, 0));
        });
        return columns;
    }

    private static List<Column> spaced(
            String line, Map<String, Integer> starts, List<int[]> taken) {
        var bounds = new ArrayList<Integer>(starts.values());
        var cells = CELL.matcher(line);
        while (cells.find()) {
            int start = cells.start();
            if (taken.stream().noneMatch(span -> start >= span[0] && start < span[1])) {
                bounds.add(start);
            }
        }
        bounds.sort(Comparator.naturalOrder());
        var columns = new ArrayList<Column>();
        starts.forEach((name, start) -> {
            int next =
                    bounds.stream()
                            .filter(bound -> bound > start)
                            .findFirst()
                            .orElse(Integer.MAX_VALUE);
            columns.add(new Column(name, start, next));
        });
        return columns;
    }

    /** What is drawn under a header says best how wide its columns are. */
    private static List<Column> ruled(String ruler, List<Column> columns) {
        var starts = new ArrayList<Integer>();
        var lines = DRAWN.matcher(ruler);
        while (lines.find()) {
            starts.add(lines.start());
        }
        if (starts.size() < columns.size() || columns.getFirst().start() < 0) {
            return columns;
        }
        return columns.stream().map(column -> ruled(column, starts)).toList();
    }

    private static Column ruled(Column column, List<Integer> starts) {
        int start = 0;
        int end = Integer.MAX_VALUE;
        for (int one : starts) {
            if (one <= column.start() + 1) {
                start = one;
            } else if (end == Integer.MAX_VALUE) {
                end = one;
            }
        }
        return new Column(column.name(), start, end);
    }

    private static Map<String, String> cells(String line, List<Column> columns, String begun) {
        var cells = new LinkedHashMap<String, String>();
        var barred = line.split("\\|", -1);
        for (var column : columns) {
            if (column.start() < 0) {
                int index = -1 - column.start();
                cells.put(column.name(), index < barred.length ? barred[index].strip() : "");
            } else {
                int start = cut(line, column.start());
                int end = cut(line, column.end());
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

    /** Where a row is cut: a word that crosses a column's beginning belongs where most of it is. */
    private static int cut(String line, int at) {
        if (at >= line.length()) {
            return line.length();
        }
        if (at == 0 || line.charAt(at) == ' ' || line.charAt(at - 1) == ' ') {
            return at;
        }
        int start = line.lastIndexOf(' ', at - 1) + 1;
        int end = line.indexOf(' ', at);
        end = end < 0 ? line.length() : end;
        return at - start <= end - at ? start : end;
    }

    private static String expanded(String line) {
        if (line.indexOf('\t') < 0) {
            return line;
        }
        var expanded = new StringBuilder();
        for (char c : line.toCharArray()) {
            if (c == '\t') {
                expanded.repeat(' ', TAB_WIDTH - expanded.length() % TAB_WIDTH);
            } else {
                expanded.append(c);
            }
        }
        return expanded.toString();
    }
}
