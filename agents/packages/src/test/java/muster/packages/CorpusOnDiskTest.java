package muster.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Scores the readers of files as they lie on a disk, where the corpus is at hand. */
final class CorpusOnDiskTest {
    /**
     * The share that is read at least. Some answers are not in the files: a jar's coordinates that
     * others look up by its checksum or find ten jars deep, an application's title, what an npm
     * package depends on, and a gem's version by the name of a constant. The corpus has no database
     * of rpm.
     */
    private static final Map<String, Double> RIGHT_MIN =
            Map.of(
                    "apk", 1.0, "dpkg", 0.8, "flatpak", 0.5, "gem", 0.8, "jar", 0.5, "npm", 0.8,
                    "python", 1.0, "snap", 1.0);

    @Test
    void readsWhatOthersReadInTheSameFiles() throws IOException {
        var scores = new TreeMap<String, Corpus.Score>();
        Corpus.read((expected, content) -> {
            var kind = kind(expected);
            if (kind != null) {
                scores.computeIfAbsent(kind, each -> new Corpus.Score())
                        .count(expected, software(kind, expected, content));
            }
        });
        scores.forEach((kind, score) -> System.out.println("on disk " + kind + ": " + score));
        assertEquals(RIGHT_MIN.keySet(), scores.keySet());
        scores.forEach((kind, score) ->
                assertTrue(score.isAtLeast(RIGHT_MIN.getOrDefault(kind, 1.0)), kind + score));
    }

    private static @Nullable String kind(Corpus.Expected expected) {
        String ecosystem = expected.ecosystem();
        return switch (ecosystem.substring(ecosystem.lastIndexOf('/') + 1)) {
            case "alpine", "apk" -> "apk";
            case "dpkg" -> "dpkg";
            case "flatpak" -> "flatpak";
            case "gemspec" -> "gem";
            case "jar", "archive" -> JavaArchive.isNamed(expected.file()) ? "jar" : null;
            case "packagejson", "pkg" -> "npm";
            case "packaging", "wheelegg" -> "python";
            case "snap" -> ecosystem.equals("snap") ? null : "snap"; // A list of dpkg, in YAML.
            default -> null;
        };
    }

    private static List<Software> software(String kind, Corpus.Expected expected, byte[] content)
            throws IOException {
        var file = expected.file();
        var stream = new ByteArrayInputStream(content);
        try {
            var reading =
                    switch (kind) {
                        case "apk" -> PackageDatabase.apk(stream);
                        case "dpkg" -> PackageDatabase.dpkg(stream);
                        case "flatpak" -> Flatpak.metainfo(stream);
                        case "gem" -> GemSpecification.read(stream);
                        case "jar" ->
                                JavaArchive.read(
                                        file.substring(file.lastIndexOf('/') + 1),
                                        Bytes.of(content));
                        case "npm" -> NpmManifest.read(stream);
                        case "python" ->
                                file.endsWith(".egg")
                                        ? PythonMetadata.egg(Bytes.of(content))
                                        : PythonMetadata.read(stream);
                        default -> SnapManifest.read(stream);
                    };
            return reading.software();
        } catch (Damaged damaged) {
            System.out.println(file + ": " + damaged.getMessage());
            return List.of();
        }
    }
}
