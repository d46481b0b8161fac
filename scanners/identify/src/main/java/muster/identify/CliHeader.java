package muster.identify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The header of a printed table.
 *
 * @param names of the columns that are read, each with the headings that devices give it
 * @param required the columns without which a line is no header; a row has the first of them
 */
record CliHeader(Map<String, Pattern> names, List<String> required) {
    /** Between the cells of a header, where they have blanks of their own. */
    private static final Pattern CELL = Pattern.compile("\\S+(?: \\S+)*");

    /** What stands between a name and a value is in no header. */
    private static final Pattern VALUED = Pattern.compile("\\.{3}|[:=] | [:=]");

    private static final Pattern DRAWN = Pattern.compile("[-=]+");

    /** Headings are written in as many lines. */
    static final int LINES_MAX = 3;

    private static final int COLUMNS_MIN = 2;

    /**
     * A column of one table.
     *
     * @param start where it begins; where bars part the columns, -1 minus the bars before it
     * @param end where the next one begins
     * @param place how many columns stand before it, read or not
     * @param all how many columns the table has, read or not
     */
    record Column(String name, int start, int end, int place, int all) {}

    /** What {@code columns} says; a name that ends in {@code ?} may be missing. */
    static CliHeader of(Entry entry) {
        var names = new LinkedHashMap<String, Pattern>();
        var required = new ArrayList<String>();
        entry.map("columns")
                .forEach((name, headings) -> {
                    boolean optional = name.endsWith("?");
                    var key = optional ? name.substring(0, name.length() - 1) : name;
                    var whole = "(?i)(?<![\\w/-])(?:" + headings + ")(?![\\w/])";
                    names.put(key, CliWords.pattern(entry, "columns", whole));
                    if (!optional) {
                        required.add(key);
                    }
                });
        if (required.isEmpty()) {
            throw entry.wrong("columns", "one of them must be there");
        }
        return new CliHeader(names, required);
    }

    /** Keeps the lines that may be headings of a table that begins below. */
    static void pile(String line, boolean isRuler, Deque<String> above) {
        if (line.isEmpty() || isRuler) {
            above.clear();
        } else {
            above.addLast(line);
            if (above.size() > LINES_MAX) {
                above.removeFirst();
            }
        }
    }

    /** The columns that a line names, none where it is no header. */
    List<Column> in(String line) {
        if (Patience.matcher(VALUED, line).find()) {
            return List.of();
        }
        var starts = new LinkedHashMap<String, Integer>();
        var taken = new ArrayList<int[]>();
        names.forEach((name, heading) -> {
            var match = Patience.matcher(heading, line);
            while (match.find() && !starts.containsKey(name)) {
                int start = match.start();
                int end = match.end();
                if (taken.stream().noneMatch(span -> start < span[1] && end > span[0])) {
                    starts.put(name, start);
                    taken.add(new int[] {start, end});
                }
            }
        });
        if (!isWhole(starts)) {
            return List.of();
        }
        return line.indexOf('|') > 0 ? barred(line, starts) : spaced(line, starts, taken);
    }

    private boolean isWhole(Map<String, Integer> found) {
        return found.size() >= COLUMNS_MIN && found.keySet().containsAll(required);
    }

    private static List<Column> barred(String line, Map<String, Integer> starts) {
        var columns = new ArrayList<Column>();
        starts.forEach((name, start) -> {
            int bars = (int) line.substring(0, start).chars().filter(c -> c == '|').count();
            columns.add(new Column(name, -1 - bars, 0, bars, 0));
        });
        return columns;
    }

    private static List<Column> spaced(
            String line, Map<String, Integer> starts, List<int[]> taken) {
        var bounds = new ArrayList<Integer>(starts.values());
        var cells = Patience.matcher(CELL, line);
        while (cells.find()) {
            int start = cells.start();
            if (taken.stream().noneMatch(span -> start >= span[0] && start < span[1])) {
                bounds.add(start);
            }
        }
        bounds.sort(Comparator.naturalOrder());
        return columns(starts, bounds);
    }

    private static List<Column> columns(Map<String, Integer> starts, List<Integer> bounds) {
        var columns = new ArrayList<Column>();
        starts.forEach((name, start) ->
                columns.add(
                        new Column(
                                name,
                                start,
                                next(bounds, start),
                                bounds.indexOf(start),
                                bounds.size())));
        return columns;
    }

    private static int next(List<Integer> bounds, int start) {
        return bounds.stream().filter(bound -> bound > start).findFirst().orElse(Integer.MAX_VALUE);
    }

    /**
     * What is drawn under a header says best how wide its columns are, and which words of several
     * lines make one heading.
     *
     * @param above the lines over it
     * @param known the columns as one of these lines has them
     */
    List<Column> over(String ruler, Deque<String> above, List<Column> known) {
        var bounds = new ArrayList<Integer>();
        var drawn = DRAWN.matcher(ruler);
        while (drawn.find()) {
            bounds.add(bounds.isEmpty() ? 0 : drawn.start());
        }
        if (bounds.size() < COLUMNS_MIN || (!known.isEmpty() && known.getFirst().start() < 0)) {
            return List.of();
        }
        var starts = new LinkedHashMap<String, Integer>();
        var headings = headings(bounds, above);
        names.forEach((name, pattern) ->
                headings.forEach((start, heading) -> {
                    var match = Patience.matcher(pattern, heading);
                    if (!starts.containsKey(name)
                            && !starts.containsValue(start)
                            && match.lookingAt()) {
                        starts.put(name, start);
                    }
                }));
        if (!isWhole(starts) || starts.size() < known.size()) {
            return List.of();
        }
        return columns(starts, bounds);
    }

    /** Headings by where their columns begin. */
    private static Map<Integer, String> headings(List<Integer> bounds, Deque<String> above) {
        var headings = new LinkedHashMap<Integer, String>();
        for (int start : bounds) {
            int end = next(bounds, start);
            var words = new StringBuilder();
            for (var line : above) {
                int from = cut(line, start);
                int to = cut(line, end);
                words.append(from < to ? line.substring(from, to).strip() + " " : "");
            }
            headings.put(start, words.toString().strip().replaceAll("\\s+", " "));
        }
        return headings;
    }

    /** Where a row is cut: a word that crosses a column's beginning belongs where most of it is. */
    static int cut(String line, int at) {
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
}
