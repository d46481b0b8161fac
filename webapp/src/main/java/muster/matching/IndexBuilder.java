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
        var number = advisories.size();
        advisories.add(
                new Advisory(
                        advisory.id(),
                        advisory.feed(),
                        advisory.vulnerabilities(),
                        advisory.collective(),
                        advisory.aliases(),
                        List.of()));
        for (var affected : advisory.affected()) {
            ecosystems.add(affected.ecosystem());
            var name = number(packages, Columns.key(affected.ecosystem(), affected.name()));
            var note = affected.note() == null ? Columns.NO_NOTE : number(texts, affected.note());
            for (var span : affected.spans()) {
                var introduced = number(texts, span.introduced());
                var end = number(texts, span.end());
                rows.add(new Row(name, number, introduced, end, span.kind(), note));
            }
        }
        return this;
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
