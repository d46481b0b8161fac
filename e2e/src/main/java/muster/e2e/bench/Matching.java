package muster.e2e.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import muster.catalogue.OsvReader;
import muster.matching.Identity;
import muster.matching.Index;
import muster.matching.IndexBuilder;
import muster.matching.Verdict;

/** How fast software is matched against every advisory that Debian has published. */
final class Matching implements Measurement {
    private static final int IDENTITIES = 100_000;
    private static final int PACKAGES_OF_A_DEVICE = 500;
    private static final int ROUNDS = 5;
    private static final double DEVICE_MILLIS_MAX = 5;
    private static final String ECOSYSTEM = "Debian:12";

    @Override
    public String name() {
        return "matching";
    }

    @Override
    public void measure(Consumer<Figure> report) throws IOException {
        var file = Corpora.file("vulns/data/osv-debian.jsonl.gz");
        if (file.isPresent()) {
            var builder = new IndexBuilder();
            var versions = new TreeMap<String, Set<String>>();
            long start = System.nanoTime();
            try (var lines = Corpora.unpacked(file.get())) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    var bytes = line.getBytes(StandardCharsets.UTF_8);
                    var advisory = OsvReader.read(bytes).advisory("debian");
                    builder.add(advisory);
                    for (var affected : advisory.affected()) {
                        if (affected.ecosystem().equals(ECOSYSTEM)) {
                            var ends =
                                    versions.computeIfAbsent(affected.name(), _ -> new TreeSet<>());
                            affected.spans().forEach(span -> ends.add(span.end()));
                        }
                    }
                }
            }
            var index = builder.build(Set.of("Debian"));
            report.accept(Figure.of("debian-advisories", index.advisories(), "advisories"));
            report.accept(Figure.of("index-read-and-built", seconds(start), "s"));
            measure(index, identities(versions), report);
        }
    }

    private static void measure(Index index, List<Identity> identities, Consumer<Figure> report) {
        double best = Double.MAX_VALUE;
        long affected = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            affected =
                    identities.stream()
                            .filter(one -> index.verdict(one) instanceof Verdict.Affected)
                            .count();
            best = Math.min(best, seconds(start));
        }
        report.accept(Figure.of("matching", identities.size() / best, "identities/s"));
        report.accept(Figure.of("matching-affected", (double) affected, "identities"));
        report.accept(
                Figure.of(
                                "matching-500-packages",
                                best * 1000 * PACKAGES_OF_A_DEVICE / identities.size(),
                                "ms")
                        .atMost(DEVICE_MILLIS_MAX));
    }

    /** Real packages, each in versions before, at and behind those that advisories name. */
    private static List<Identity> identities(Map<String, Set<String>> versions) {
        var random = new Random(1);
        var names = List.copyOf(versions.keySet());
        var identities = new ArrayList<Identity>();
        while (identities.size() < IDENTITIES) {
            var name = names.get(random.nextInt(names.size()));
            var ends = List.copyOf(versions.getOrDefault(name, Set.of("1.0-1")));
            var end = ends.get(random.nextInt(ends.size()));
            var version = end.isEmpty() ? "1.0-" + random.nextInt(9) : end + suffix(random);
            identities.add(new Identity(ECOSYSTEM, name, version));
        }
        return identities;
    }

    private static String suffix(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> "~rc" + random.nextInt(100);
            case 1 -> "";
            default -> "+b" + random.nextInt(100);
        };
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
