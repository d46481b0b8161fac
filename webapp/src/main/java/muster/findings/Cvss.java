package muster.findings;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The base score of a CVSS 3 vector; other versions are not scored.
 *
 * @see <a href="https://www.first.org/cvss/v3.1/specification-document">CVSS 3.1, chapter 7</a>
 */
final class Cvss {
    /** No CVSS 3 vector, or not a whole one. */
    static final double UNTOLD = -1;

    private static final Map<String, Double> WEIGHTS =
            Map.ofEntries(
                    Map.entry("AV:N", 0.85),
                    Map.entry("AV:A", 0.62),
                    Map.entry("AV:L", 0.55),
                    Map.entry("AV:P", 0.2),
                    Map.entry("AC:L", 0.77),
                    Map.entry("AC:H", 0.44),
                    Map.entry("PR:N", 0.85),
                    Map.entry("PR:L", 0.62),
                    Map.entry("PR:H", 0.27),
                    Map.entry("UI:N", 0.85),
                    Map.entry("UI:R", 0.62),
                    Map.entry("C:H", 0.56),
                    Map.entry("C:L", 0.22),
                    Map.entry("C:N", 0.0),
                    Map.entry("I:H", 0.56),
                    Map.entry("I:L", 0.22),
                    Map.entry("I:N", 0.0),
                    Map.entry("A:H", 0.56),
                    Map.entry("A:L", 0.22),
                    Map.entry("A:N", 0.0));

    /** Rights count for more where the scope changes. */
    private static final Map<String, Double> CHANGED_SCOPE = Map.of("PR:L", 0.68, "PR:H", 0.5);

    private final Map<String, String> metrics = new HashMap<>();

    private Cvss(String vector) {
        for (var part : vector.strip().split("/", -1)) {
            var colon = part.indexOf(':');
            if (colon > 0) {
                metrics.put(part.substring(0, colon), part);
            }
        }
    }

    /** 0.0 to 10.0, or {@link #UNTOLD}. */
    static double baseScore(String vector) {
        var cvss = new Cvss(vector);
        return cvss.isWhole() ? cvss.score() : UNTOLD;
    }

    private boolean isWhole() {
        var version = metrics.getOrDefault("CVSS", "");
        var scope = metrics.getOrDefault("S", "");
        return (version.equals("CVSS:3.0") || version.equals("CVSS:3.1"))
                && (scope.equals("S:U") || scope.equals("S:C"))
                && Stream.of("AV", "AC", "PR", "UI", "C", "I", "A")
                        .allMatch(name -> WEIGHTS.containsKey(metrics.getOrDefault(name, "")));
    }

    private double score() {
        var changed = "S:C".equals(metrics.get("S"));
        var missed = (1 - weight("C")) * (1 - weight("I")) * (1 - weight("A"));
        var base = 1 - missed;
        var impact =
                changed ? 7.52 * (base - 0.029) - 3.25 * Math.pow(base - 0.02, 15) : 6.42 * base;
        var exploitability = 8.22 * weight("AV") * weight("AC") * weight("PR") * weight("UI");
        if (impact <= 0) {
            return 0;
        } else {
            var sum = impact + exploitability;
            return roundedUp(Math.min(changed ? 1.08 * sum : sum, 10));
        }
    }

    private double weight(String name) {
        var metric = metrics.getOrDefault(name, "");
        var usual = WEIGHTS.getOrDefault(metric, 0.0);
        return "S:C".equals(metrics.get("S")) ? CHANGED_SCOPE.getOrDefault(metric, usual) : usual;
    }

    // To one decimal, as appendix A defines it, free of binary fractions.
    private static double roundedUp(double score) {
        var hundredThousandths = Math.round(score * 100_000);
        return hundredThousandths % 10_000 == 0
                ? hundredThousandths / 100_000.0
                : (hundredThousandths / 10_000 + 1) / 10.0;
    }
}
