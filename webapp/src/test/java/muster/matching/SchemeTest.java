package muster.matching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import muster.Corpora;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order of versions, by examples from the distributions' own documents and by the corpus. */
class SchemeTest {
    private static final Map<String, Scheme> CORPUS_NAMES =
            Map.of(
                    "debian", Scheme.DEBIAN,
                    "alpine", Scheme.ALPINE,
                    "apk", Scheme.ALPINE,
                    "rpm", Scheme.RPM,
                    "semver", Scheme.NPM,
                    "pypi", Scheme.PYPI,
                    "maven", Scheme.MAVEN,
                    "nuget", Scheme.NUGET,
                    "packagist", Scheme.COMPOSER);

    @ParameterizedTest
    @CsvSource({
        "DEBIAN, 3.0.11-1~deb12u2, 3.0.15-1~deb12u1",
        "DEBIAN, 1.0~rc1-1, 1.0-1",
        "DEBIAN, 2.0, 1:1.0",
        "DEBIAN, 1.0-1, 1.0-1+deb12u1",
        "DEBIAN, 1.0-1, 1.0-1.1",
        "DEBIAN, 1.0a, 1.0+b",
        "DEBIAN, 6.1.9-1, 6.1.10-1",
        "DEBIAN, 1.0~~, 1.0~~a",
        "ALPINE, 3.1.4-r5, 3.1.7-r0",
        "ALPINE, 1.2.3_rc1-r0, 1.2.3-r0",
        "NPM, 1.0.0-alpha, 1.0.0",
        "NPM, 1.9.9, 2.0",
        "NPM, 2, 2.0.1",
        "PYPI, 2.0rc1, 2.0",
        "MAVEN, 2.14.1, 2.15.0",
        "GO, v1.9.0, 1.10.0",
        "RPM, 1.1.1k-7.el8_6, 1.1.1k-12.el8_9",
    })
    void ordersOlderBeforeNewer(Scheme scheme, String older, String newer) {
        assertTrue(scheme.compare(older, newer).orElseThrow() < 0, older + " < " + newer);
        assertTrue(scheme.compare(newer, older).orElseThrow() > 0, newer + " > " + older);
        assertEquals(0, scheme.compare(older, older).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({"DEBIAN, ''", "DEBIAN, a:1", "DEBIAN, 1 2", "DEBIAN, 1:", "PYPI, x y", "RPM, ''"})
    void doesNotOrderWhatIsNoVersion(Scheme scheme, String text) {
        assertEquals(OptionalInt.empty(), scheme.compare(text, "1.0"));
        assertEquals(OptionalInt.empty(), scheme.compare("1.0", text));
    }

    @Test
    void neverThrowsWhateverTheTexts() {
        var texts =
                new String[] {
                    "",
                    " ",
                    "\0",
                    ":",
                    "-",
                    "~",
                    "1-",
                    ":1",
                    "é",
                    "9".repeat(200),
                    "1.".repeat(90),
                    "-".repeat(300),
                    "v",
                    "1e9",
                    "[1,2)",
                    "latest",
                    "0x",
                    "\uD800",
                    "1:2:3-4-5"
                };
        for (var scheme : Scheme.values()) {
            for (var a : texts) {
                Arrays.stream(texts).forEach(b -> scheme.compare(a, b));
            }
        }
    }

    @Test
    void agreesWithTheCorpus() throws IOException {
        var corpus = Corpora.require("vulns/dev/version-compare.jsonl.gz");
        var scores = scores(corpus);
        scores.forEach((name, score) -> System.out.println("versions " + name + " " + score));
        for (var name : List.of("debian", "apk")) {
            var score = scores.getOrDefault(name, new Score());
            assertTrue(score.right > 0, name + " " + score);
            assertEquals(0, score.wrong, name + " " + score);
        }
    }

    private static Map<String, Score> scores(Path corpus) throws IOException {
        var mapper = new ObjectMapper();
        var scores = new TreeMap<String, Score>();
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(corpus)),
                                StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var node = mapper.readTree(line);
                var name = node.at("/input/scheme").asText();
                var scheme = CORPUS_NAMES.get(name);
                if (scheme != null && node.at("/expected/cmp").isInt()) {
                    scores.computeIfAbsent(name, it -> new Score())
                            .count(
                                    scheme,
                                    node.at("/input/a").asText(),
                                    node.at("/input/b").asText(),
                                    node.at("/expected/cmp").asInt());
                }
            }
        }
        return scores;
    }

    /** What the corpus says about one scheme. */
    private static final class Score {
        private int right;
        private int wrong;
        private int untold;
        private long nanos;

        void count(Scheme scheme, String a, String b, int expected) {
            var start = System.nanoTime();
            var order = scheme.compare(a, b);
            nanos += System.nanoTime() - start;
            if (order.isEmpty()) {
                untold++;
            } else if (Integer.signum(order.getAsInt()) == expected) {
                right++;
            } else {
                wrong++;
            }
        }

        @Override
        public String toString() {
            var all = Math.max(1, right + wrong + untold);
            return "right %d wrong %d untold %d, %d ns each"
                    .formatted(right, wrong, untold, nanos / all);
        }
    }
}
