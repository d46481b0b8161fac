package muster.e2e.scores;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How well real devices are identified. Prints a line per topic and field and writes the same to
 * {@code target/scores.json}. The folder is the system property {@code muster.corpora}.
 */
@Tag("slow")
class ScoresTest {
    private static final Path WRITTEN =
            Path.of(System.getProperty("muster.root", ".."), "e2e", "target", "scores.json");

    private static final List<Score> SCORES = new ArrayList<>();

    /** Reads all samples of one topic. */
    private interface Topic {
        List<Score> of(Path folder) throws IOException;
    }

    @Test
    void scoresWhatAgentsAnswer() throws IOException {
        score("snmp", SnmpScores::of);
    }

    @Test
    void scoresWhatCommandsPrint() throws IOException {
        score("cli", CliScores::of);
    }

    @Test
    void scoresWhatServicesSay() throws IOException {
        score("banners", BannerScores::of);
    }

    @Test
    void scoresWhoseAddressesAre() throws IOException {
        score("oui", OuiScores::of);
    }

    private static void score(String name, Topic topic) throws IOException {
        var folder = Samples.folder(name);
        if (Files.isDirectory(folder)) {
            var scores = topic.of(folder);
            assertFalse(scores.isEmpty(), "samples are there and nothing was scored");
            scores.forEach(System.out::println);
            SCORES.addAll(scores);
        } else {
            System.out.println(
                    "SKIPPED " + name + ": there is no folder " + folder.toAbsolutePath());
        }
    }

    @AfterAll
    static void write() throws IOException {
        Files.createDirectories(WRITTEN.getParent());
        Files.writeString(
                WRITTEN,
                SCORES.stream()
                        .sorted(Comparator.comparing(Score::topic))
                        .map(ScoresTest::json)
                        .collect(Collectors.joining(",\n", "[", "]\n")));
    }

    private static String json(Score score) {
        return String.format(
                Locale.ROOT,
                "{\"topic\":\"%s\",\"field\":\"%s\",\"expected\":%d,\"right\":%d,\"wrong\":%d,"
                        + "\"missing\":%d,\"invented\":%d}",
                score.topic(),
                score.field(),
                score.expected(),
                score.right(),
                score.wrong(),
                score.missing(),
                score.inventions());
    }
}
