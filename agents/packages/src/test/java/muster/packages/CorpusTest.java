package muster.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
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
        var scores = new TreeMap<String, Corpus.Score>();
        Corpus.read((expected, content) -> {
            var kind = kind(expected.ecosystem());
            if (kind != null) {
                scores.computeIfAbsent(kind, each -> new Corpus.Score())
                        .count(expected, software(expected, content));
            }
        });
        scores.forEach((kind, score) -> System.out.println("packages " + kind + ": " + score));
        assertEquals(KINDS, scores.keySet());
        for (Corpus.Score score : scores.values()) {
            assertTrue(score.isAtLeast(RIGHT_MIN), scores.toString());
        }
    }

    private static List<Software> software(Corpus.Expected expected, byte[] content) {
        try {
            return PackageList.recognise(new String(content, StandardCharsets.UTF_8)).software();
        } catch (PackageList.Unreadable | PackageList.Refused nothing) {
            System.out.println(expected.file() + ": " + nothing.getMessage());
            return List.of();
        }
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
}
