package muster.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Scores the readers on package databases that nobody of this project wrote, where their folder is
 * at hand.
 */
final class CorpusTest {
    /** The answers count a component twice, by its short name too: shop beside org.example:shop. */
    private static final double RIGHT_MIN = 0.5;

    /** The corpus has no list of rpm packages. */
    private static final Set<String> KINDS = Set.of("apk", "cyclonedx", "dpkg");

    @Test
    void readsWhatOthersReadInTheSameFiles() throws IOException {
        Path folder = folder();
        var scores = new TreeMap<String, Score>();
        try (var inputs = new ZipFile(folder.resolve("inputs.zip").toFile());
                var gzip =
                        new GZIPInputStream(
                                Files.newInputStream(folder.resolve("expected.jsonl.gz")));
                var lines =
                        new BufferedReader(new InputStreamReader(gzip, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                var expected = Expected.of(line);
                var kind = kind(expected.ecosystem());
                var entry = inputs.getEntry(expected.file());
                if (kind != null && entry != null) {
                    var text =
                            new String(
                                    inputs.getInputStream(entry).readAllBytes(),
                                    StandardCharsets.UTF_8);
                    scores.computeIfAbsent(kind, each -> new Score()).count(expected, text);
                }
            }
        }
        scores.forEach((kind, score) -> System.out.println("packages " + kind + ": " + score));
        assertEquals(KINDS, scores.keySet());
        for (Score score : scores.values()) {
            assertTrue(score.expected > 0, scores.toString());
            assertTrue(score.right >= RIGHT_MIN * score.expected, scores.toString());
        }
    }

    /** The build says where the corpora lie; where they are missing, the test says so. */
    private static Path folder() {
        Path folder = Path.of(System.getProperty("muster.corpora", "muster.corpora"), "packages");
        boolean there = Files.isDirectory(folder);
        if (!there) {
            System.out.println("SKIPPED: no " + folder);
        }
        assumeTrue(there, "no " + folder);
        return folder;
    }

    private static @Nullable String kind(String ecosystem) {
        return ecosystem.endsWith("dpkg")
                ? "dpkg"
                : ecosystem.endsWith("apk")
                        ? "apk"
                        : ecosystem.endsWith("rpm")
                                ? "rpm"
                                : ecosystem.endsWith("cdx") || ecosystem.endsWith("cyclonedx")
                                        ? "cyclonedx"
                                        : null;
    }

    private static final class Score {
        private int expected;
        private int right;
        private int invented;

        void count(Expected file, String text) {
            var found = new HashSet<String>();
            try {
                for (Software each : PackageList.recognise(text).software()) {
                    if (each.version() != null) {
                        found.add(each.name() + " " + each.version());
                    }
                    if (each.sourceName() != null) {
                        found.add(each.sourceName() + " " + each.sourceVersion());
                    }
                }
            } catch (PackageList.Unreadable | PackageList.Refused nothing) {
                System.out.println(file.file() + ": " + nothing.getMessage());
            }
            expected += file.packages().size();
            right += (int) file.packages().stream().filter(found::contains).count();
            if (file.verified()) {
                invented +=
                        (int)
                                found.stream()
                                        .filter(each -> !file.packages().contains(each))
                                        .count();
            }
        }

        @Override
        public String toString() {
            return "expected %d, right %d, missing %d, invented %d (with source packages, in verified files)"
                    .formatted(expected, right, expected - right, invented);
        }
    }

    private record Expected(String file, String ecosystem, boolean verified, Set<String> packages) {
        static Expected of(String line) throws IOException {
            Map<String, String> fields = new TreeMap<>();
            var packages = new HashSet<String>();
            try (JsonParser json = new JsonFactory().createParser(line)) {
                Map<String, String> item = new TreeMap<>();
                for (var token = json.nextToken(); token != null; token = json.nextToken()) {
                    if (token == JsonToken.VALUE_STRING) {
                        boolean inner = json.getParsingContext().getParent().inArray();
                        (inner ? item : fields)
                                .put(String.valueOf(json.currentName()), json.getText());
                    } else if (token == JsonToken.END_OBJECT && item.containsKey("name")) {
                        packages.add(item.get("name") + " " + item.get("version"));
                        item.clear();
                    }
                }
            }
            return new Expected(
                    String.valueOf(fields.get("file")),
                    String.valueOf(fields.get("ecosystem")),
                    "verified".equals(fields.get("quality")),
                    packages);
        }
    }
}
