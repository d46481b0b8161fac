package muster.matching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Gathers advisories, each id once, and lays them out as an {@link Index}. */
public final class IndexBuilder {
    private final Map<String, Integer> texts = new HashMap<>();
    private final Map<String, Integer> packages = new HashMap<>();
    private final Set<String> ecosystems = new HashSet<>();
    private final List<Advisory> advisories = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();

    /** Numbers of texts, and of the package among those seen so far. */
    private record Row(int name, int advisory, int introduced, int end, Span.Kind kind, int note) {}

    /** The rows are kept, the advisory's list of packages is not. */
    public IndexBuilder add(Advisory advisory) {
        var number = named(advisory);
        for (var affected : advisory.affected()) {
            for (var span : affected.spans()) {
                row(number, affected.ecosystem(), affected.name(), span, affected.note());
            }
        }
        return this;
    }

    /** Adds an advisory without rows; the number names it to {@link #row}. */
    public int named(Advisory advisory) {
        advisories.add(
                new Advisory(
                        advisory.id(),
                        advisory.feed(),
                        advisory.vulnerabilities(),
                        advisory.collective(),
                        advisory.aliases(),
                        List.of()));
        return advisories.size() - 1;
    }

    /** Adds one stretch of affected versions of a package. */
    public void row(int advisory, String ecosystem, String name, Span span, @Nullable String note) {
        ecosystems.add(ecosystem);
        rows.add(
                new Row(
                        number(packages, Columns.key(ecosystem, name)),
                        advisory,
                        number(texts, span.introduced()),
                        number(texts, span.end()),
                        span.kind(),
                        note == null ? Columns.NO_NOTE : number(texts, note)));
    }

    /**
     * Lays the rows out.
     *
     * @param fullFamilies the ecosystems of complete feeds: "Debian", "Alpine", "npm"
     */
    public Index build(Set<String> fullFamilies) {
        var sortedPackages = packages.keySet().toArray(String[]::new);
        Arrays.sort(sortedPackages);
        var rank = new int[packages.size()];
        for (var i = 0; i < sortedPackages.length; i++) {
            rank[packages.getOrDefault(sortedPackages[i], 0)] = i;
        }
        // Stable: a package's rows stay in the order of their advisories.
        rows.sort(Comparator.comparingInt(row -> rank[row.name()]));
        var columns =
                new Columns(
                        sortedPackages,
                        starts(rank),
                        column(Row::advisory),
                        column(Row::introduced),
                        column(Row::end),
                        rows.stream().map(Row::kind).toArray(Span.Kind[]::new),
                        column(Row::note),
                        inOrder(texts),
                        advisories.toArray(Advisory[]::new));
        return new Index(columns, new Coverage(fullFamilies, ecosystems));
    }

    private int[] starts(int[] rank) {
        var starts = new int[rank.length + 1];
        rows.forEach(row -> starts[rank[row.name()] + 1]++);
        Arrays.parallelPrefix(starts, Integer::sum);
        return starts;
    }

    private int[] column(ToIntFunction<Row> part) {
        return rows.stream().mapToInt(part).toArray();
    }

    private static int number(Map<String, Integer> numbers, String text) {
        return numbers.computeIfAbsent(text, it -> numbers.size());
    }

    private static String[] inOrder(Map<String, Integer> numbers) {
        var ordered = new String[numbers.size()];
        numbers.forEach((text, number) -> ordered[number] = text);
        return ordered;
    }
}
