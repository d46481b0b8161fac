package muster.e2e.bench;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One measured number, maybe compared with another of the same run, maybe held to a bound. */
public record Figure(
        String name,
        double value,
        String unit,
        @Nullable Comparison comparison,
        @Nullable Bound bound) {

    /** What it is measured against in the same run, so that the machine's speed cancels out. */
    public record Comparison(String other, double ratio) {}

    /** What must hold of the ratio if there is a comparison, else of the value. */
    public record Bound(boolean atMost, double limit) {
        boolean holds(double measured) {
            return atMost ? measured <= limit : measured >= limit;
        }
    }

    public static Figure of(String name, double value, String unit) {
        return new Figure(name, value, unit, null, null);
    }

    /** Compared with another figure of the same unit. */
    public Figure against(Figure other) {
        return new Figure(
                name, value, unit, new Comparison(other.name, value / other.value), bound);
    }

    public Figure atMost(double limit) {
        return new Figure(name, value, unit, comparison, new Bound(true, limit));
    }

    public Figure atLeast(double limit) {
        return new Figure(name, value, unit, comparison, new Bound(false, limit));
    }

    public boolean holds() {
        return bound == null || bound.holds(comparison == null ? value : comparison.ratio());
    }

    /** As the bench prints it: name value unit (ratio to NAME x): at most y, holds. */
    public String line() {
        var measured = "%s %s %s".formatted(name, number(value), unit);
        var compared =
                comparison == null
                        ? ""
                        : " (ratio to %s %s)"
                                .formatted(comparison.other(), number(comparison.ratio()));
        var judged =
                bound == null
                        ? ""
                        : ": at %s %s, %s"
                                .formatted(
                                        bound.atMost() ? "most" : "least",
                                        number(bound.limit()),
                                        holds() ? "holds" : "MISSED");
        return measured + compared + judged;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%.0f", value);
    }
}
