package muster.e2e.scores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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

    /** What the owner of devices may count on, in percent, of whatever devices. */
    private static final Map<String, Integer> PROMISED =
            Map.ofEntries(
                    Map.entry("snmp version", 75),
                    Map.entry("snmp serial", 80),
                    Map.entry("snmp model", 60),
                    Map.entry("snmp type", 85),
                    Map.entry("cli version", 90),
                    Map.entry("cli serial", 90),
                    Map.entry("cli model", 90),
                    Map.entry("cli neighbour row", 95),
                    Map.entry("cli arp row", 95),
                    Map.entry("cli mac row", 95),
                    Map.entry("banners os", 90),
                    Map.entry("oui vendor", 100));

    /** What was reached with the samples that rules were written from, and is not given up. */
    private static final Map<String, Integer> REACHED =
            Map.ofEntries(
                    Map.entry("snmp version", 84),
                    Map.entry("snmp serial", 91),
                    Map.entry("snmp model", 78),
                    Map.entry("snmp type", 98),
                    Map.entry("snmp os", 96),
                    Map.entry("cli version", 90),
                    Map.entry("cli serial", 99),
                    Map.entry("cli model", 99),
                    Map.entry("cli neighbour row", 97),
                    Map.entry("cli arp row", 99),
                    Map.entry("cli mac row", 99),
                    Map.entry("cli interface row", 96),
                    Map.entry("banners os", 94),
                    Map.entry("oui vendor", 100));

    private static final Path WRITTEN_FROM = Path.of("shared", "corpora");

    private static final Set<String> NEVER_INVENTED =
            Set.of("cli version", "cli serial", "snmp serial", "banners version", "banners serial");

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
            assertEquals(List.of(), scores.stream().filter(ScoresTest::isTooLow).toList());
        } else {
            System.out.println(
                    "SKIPPED " + name + ": there is no folder " + folder.toAbsolutePath());
        }
    }

    private static boolean isTooLow(Score score) {
        var name = score.topic() + " " + score.field();
        boolean isWrittenFrom =
                Samples.folder("").toAbsolutePath().normalize().endsWith(WRITTEN_FROM);
        int least = (isWrittenFrom ? REACHED : PROMISED).getOrDefault(name, 0);
        return score.right() * 100L < (long) least * score.expected()
                || (NEVER_INVENTED.contains(name) && score.inventions() > 0);
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
