package muster.e2e.bench;

import java.util.List;

/** What of many measured values counts. */
final class Percentile {
    private Percentile() {}

    static double median(List<Double> values) {
        return of(values, 0.5);
    }

    /** The value that 99 of 100 do not exceed. */
    static double p99(List<Double> values) {
        return of(values, 0.99);
    }

    private static double of(List<Double> values, double share) {
        var sorted = values.stream().sorted().toList();
        return sorted.get((int) Math.ceil(sorted.size() * share) - 1);
    }
}
