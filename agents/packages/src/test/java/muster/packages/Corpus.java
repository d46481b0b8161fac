package muster.packages;

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

/** Package databases that nobody of this project wrote, and what others read in them. */
final class Corpus {
    private Corpus() {}

    /** Takes one file with what is expected of it. */
    interface Cases {
        void file(Expected expected, byte[] content) throws IOException;
    }

    /** Hands over all files that are there; ends the test where the corpus is missing. */
    static void read(Cases cases) throws IOException {
        Path folder = folder();
        try (var inputs = new ZipFile(folder.resolve("inputs.zip").toFile());
                var gzip =
                        new GZIPInputStream(
                                Files.newInputStream(folder.resolve("expected.jsonl.gz")));
                var lines =
                        new BufferedReader(new InputStreamReader(gzip, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                var expected = Expected.of(line);
                var entry = inputs.getEntry(expected.file());
                if (entry != null) {
                    cases.file(expected, inputs.getInputStream(entry).readAllBytes());
                }
            }
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

    /** How much of what was expected was read, and what else was. */
    static final class Score {
        private int expected;
        private int right;
        private int invented;

        void count(Expected file, Iterable<Software> software) {
            var found = new HashSet<String>();
            for (Software each : software) {
                if (each.version() != null) {
                    found.add(each.name() + " " + each.version());
                }
                if (each.sourceName() != null && each.sourceVersion() != null) {
                    found.add(each.sourceName() + " " + each.sourceVersion());
                }
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

        /** Whether at least this share of what was expected was read. */
        boolean isAtLeast(double share) {
            return expected > 0 && right >= share * expected;
        }

        @Override
        public String toString() {
            return "expected %d, right %d, missing %d, invented %d (with source packages, in verified files)"
                    .formatted(expected, right, expected - right, invented);
        }
    }

    /** What others read in one file: names and versions. */
    record Expected(String file, String ecosystem, boolean verified, Set<String> packages) {
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
