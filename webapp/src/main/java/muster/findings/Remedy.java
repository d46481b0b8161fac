package muster.findings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import muster.matching.Ecosystems;
import muster.matching.Scheme;

/**
 * What ends findings on a device: this package upgraded to this version.
 *
 * @param fixedVersion the newest of the versions that end one of them
 */
record Remedy(Target target, String fixedVersion, Count count) {
    /** A package whatever the release: openssl of Debian. */
    record Target(String family, String name) implements Comparable<Target> {
        @Override
        public int compareTo(Target other) {
            var byFamily = family.compareTo(other.family);
            return byFamily == 0 ? name.compareTo(other.name) : byFamily;
        }
    }

    /** How many findings it ends, and how many of them are bad. */
    record Count(int findings, int exploited, int critical, int high) {
        static Count of(Collection<Conclusion> conclusions) {
            return new Count(
                    conclusions.size(),
                    (int) conclusions.stream().filter(it -> it.rating().exploited()).count(),
                    severe(conclusions, Severity.CRITICAL),
                    severe(conclusions, Severity.HIGH));
        }

        private static int severe(Collection<Conclusion> conclusions, Severity severity) {
            return (int) conclusions.stream().filter(it -> it.severity() == severity).count();
        }
    }

    /** The remedies of a device; what nobody can mend yet has none. */
    static Map<Target, Remedy> of(List<Conclusion> conclusions) {
        var byPackage = new TreeMap<Target, List<Conclusion>>();
        for (var conclusion : conclusions) {
            if (conclusion.fixable()) {
                var family = Ecosystems.family(conclusion.ecosystem());
                byPackage
                        .computeIfAbsent(
                                new Target(family, conclusion.packageName()),
                                it -> new ArrayList<>())
                        .add(conclusion);
            }
        }
        var remedies = new TreeMap<Target, Remedy>();
        byPackage.forEach((target, ended) ->
                remedies.put(target, new Remedy(target, newest(ended), Count.of(ended))));
        return remedies;
    }

    private static String newest(List<Conclusion> conclusions) {
        var scheme = Scheme.of(conclusions.getFirst().ecosystem());
        return conclusions.stream()
                .map(it -> String.valueOf(it.fixedVersion()))
                .reduce((a, b) ->
                        scheme.map(it -> it.compare(a, b).orElse(0)).orElse(0) < 0 ? b : a)
                .orElseThrow();
    }
}
