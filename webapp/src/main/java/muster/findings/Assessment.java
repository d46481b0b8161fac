package muster.findings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import muster.matching.CannotTell;
import muster.matching.Identity;
import muster.matching.Match;
import muster.matching.Verdict;

/**
 * What the index says about all the software of one device. Pure.
 *
 * @param named what advisories call each version
 * @param gaps why nothing can be told about a version
 */
record Assessment(
        List<Installed> software,
        Map<Installed, Identity> named,
        Map<UUID, String> gaps,
        Map<String, List<Hit>> hits) {
    private static final int LINES_MAX = 5;

    /** One identity with the vulnerability, and the installed software behind it. */
    record Hit(Identity identity, List<Installed> software, Match match) {
        /** What people call it: the package itself if installed, else its shortest name. */
        Installed foremost() {
            return software.stream()
                    .min(
                            Comparator.comparing(
                                            (Installed it) -> !it.name().equals(identity.name()))
                                    .thenComparingInt(it -> it.name().length())
                                    .thenComparing(Installed::name)
                                    .thenComparing(Installed::version))
                    .orElseThrow();
        }
    }

    static Assessment of(List<Installed> software, Function<Identity, Verdict> verdicts) {
        var named = new LinkedHashMap<Installed, Identity>();
        var gaps = new TreeMap<UUID, String>();
        for (var one : software) {
            switch (Identity.of(one.component())) {
                case Identity identity -> named.put(one, identity);
                case CannotTell untold -> gaps.put(one.version(), untold.reason());
            }
        }
        var hits = new TreeMap<String, List<Hit>>();
        byIdentity(named)
                .forEach((identity, installed) -> {
                    switch (verdicts.apply(identity)) {
                        case CannotTell untold ->
                                installed.forEach(it -> gaps.put(it.version(), untold.reason()));
                        case Verdict.Affected affected ->
                                add(hits, identity, installed, affected.matches());
                        case Verdict.Clean _ -> {}
                    }
                });
        return new Assessment(software, named, gaps, hits);
    }

    private static Map<Identity, List<Installed>> byIdentity(Map<Installed, Identity> named) {
        return named.entrySet().stream()
                .sorted(Comparator.comparing(it -> it.getKey().raw()))
                .collect(
                        Collectors.groupingBy(
                                Map.Entry::getValue,
                                LinkedHashMap::new,
                                Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
    }

    private static void add(
            Map<String, List<Hit>> hits,
            Identity identity,
            List<Installed> installed,
            List<Match> matches) {
        for (var match : matches) {
            hits.computeIfAbsent(match.vulnerability(), it -> new ArrayList<>())
                    .add(new Hit(identity, installed, match));
        }
    }

    Set<String> vulnerabilities() {
        return hits.keySet();
    }

    int checked() {
        return software.size() - gaps.size();
    }

    /** Everything that is concluded, in the order of the vulnerabilities' names. */
    List<Conclusion> conclusions(Map<String, Rating> ratings) {
        return hits.entrySet().stream()
                .map(it ->
                        conclusion(
                                it.getKey(),
                                it.getValue(),
                                ratings.getOrDefault(it.getKey(), Rating.NONE)))
                .toList();
    }

    private static Conclusion conclusion(String vulnerability, List<Hit> hits, Rating rating) {
        var sorted =
                hits.stream()
                        .sorted(
                                Comparator.comparingInt((Hit hit) -> hit.foremost().name().length())
                                        .thenComparing(hit -> hit.foremost().raw())
                                        .thenComparing(hit -> hit.identity().toString()))
                        .toList();
        var first = sorted.getFirst();
        var evidences = sorted.stream().map(Assessment::evidences).flatMap(List::stream).toList();
        var notes =
                evidences.stream()
                        .map(it -> it.note() == null ? "" : it.note())
                        .filter(note -> !note.isEmpty())
                        .toList();
        return new Conclusion(
                vulnerability,
                sorted.stream()
                        .map(hit -> hit.match().aliases())
                        .flatMap(Collection::stream)
                        .distinct()
                        .sorted()
                        .toList(),
                first.foremost(),
                first.match().fixedVersion(),
                sorted.stream().allMatch(hit -> hit.match().fixedVersion() != null),
                Severity.of(rating.vector(), notes),
                rating,
                evidences);
    }

    private static List<Evidence> evidences(Hit hit) {
        var installed =
                hit.software().stream()
                        .map(Installed::raw)
                        .limit(LINES_MAX)
                        .collect(Collectors.joining("\n"));
        var more = hit.software().size() - LINES_MAX;
        var lines = more > 0 ? installed + "\n… and " + more + " more" : installed;
        return hit.match().evidence().stream()
                .map(it ->
                        new Evidence(
                                lines,
                                hit.identity().ecosystem(),
                                hit.identity().name(),
                                hit.identity().version(),
                                it.advisory(),
                                it.feed(),
                                it.range(),
                                it.comparison(),
                                it.fixedVersion(),
                                it.note()))
                .toList();
    }
}
