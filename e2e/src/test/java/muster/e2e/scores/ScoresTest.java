package muster.e2e.scores;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
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

    private final List<Score> scores = new ArrayList<>();

    /** Reads all samples of one topic. */
    private interface Topic {
        List<Score> of(Path folder) throws IOException;
    }

    @Test
    void scoresWhatRealDevicesSay() throws IOException {
        boolean any = score("snmp", SnmpScores::of);
        any |= score("cli", CliScores::of);
        any |= score("banners", BannerScores::of);
        any |= score("oui", OuiScores::of);
        Files.createDirectories(WRITTEN.getParent());
        Files.writeString(
                WRITTEN,
                scores.stream()
                        .map(ScoresTest::json)
                        .collect(Collectors.joining(",\n", "[", "]\n")));
        assertFalse(any && scores.isEmpty(), "samples are there and nothing was scored");
    }

    /** Whether its samples are there. */
    private boolean score(String name, Topic topic) throws IOException {
        var folder = Samples.folder(name);
        if (Files.isDirectory(folder)) {
            for (var score : topic.of(folder)) {
                System.out.println(score);
                scores.add(score);
            }
            return true;
        }
        System.out.println("SKIPPED " + name + ": there is no folder " + folder.toAbsolutePath());
        return false;
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
