package muster.matching;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The index's memory: columns of numbers into shared texts. A row says that an advisory affects a
 * package over a span; the rows of a package lie together, packages are sorted.
 */
final class Columns {
    /** In the column of notes: the source adds nothing. */
    static final int NO_NOTE = -1;

    /** Sorted keys as {@link #key} makes them. */
    private final String[] packages;

    /** Of each package's first row, and one more for the end. */
    private final int[] starts;

    private final int[] advisory;
    private final int[] introduced;
    private final int[] end;
    private final Span.Kind[] kind;
    private final int[] note;
    private final String[] texts;
    private final Advisory[] advisoryTable;

    Columns(
            String[] packages,
            int[] starts,
            int[] advisory,
            int[] introduced,
            int[] end,
            Span.Kind[] kind,
            int[] note,
            String[] texts,
            Advisory[] advisoryTable) {
        this.packages = packages;
        this.starts = starts;
        this.advisory = advisory;
        this.introduced = introduced;
        this.end = end;
        this.kind = kind;
        this.note = note;
        this.texts = texts;
        this.advisoryTable = advisoryTable;
    }

    /** The rows of one package, none if {@code from == to}. */
    record Rows(int from, int to) {}

    static String key(String ecosystem, String name) {
        return ecosystem + '\0' + name;
    }

    Rows rowsOf(String ecosystem, String name) {
        var at = Arrays.binarySearch(packages, key(ecosystem, name));
        return at < 0 ? new Rows(0, 0) : new Rows(starts[at], starts[at + 1]);
    }

    Advisory advisoryAt(int row) {
        return advisoryTable[advisory[row]];
    }

    Span spanAt(int row) {
        return new Span(texts[introduced[row]], kind[row], texts[end[row]]);
    }

    @Nullable String noteAt(int row) {
        return note[row] == NO_NOTE ? null : texts[note[row]];
    }

    /** The vulnerabilities that have records of their own among these rows. */
    Set<String> recorded(Rows rows) {
        var recorded = new HashSet<String>();
        for (var row = rows.from(); row < rows.to(); row++) {
            if (!advisoryAt(row).collective()) {
                recorded.addAll(advisoryAt(row).vulnerabilities());
            }
        }
        return recorded;
    }

    int size() {
        return advisory.length;
    }

    int advisories() {
        return advisoryTable.length;
    }
}
