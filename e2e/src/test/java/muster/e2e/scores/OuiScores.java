package muster.e2e.scores;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import muster.identify.Evidence;
import muster.identify.Field;
import muster.identify.Identification;

/** Whose interface a MAC address is; made up and group addresses are nobody's. */
final class OuiScores {
    private OuiScores() {}

    static List<Score> of(Path folder) throws IOException {
        var scores = new Scores("oui");
        for (var sample : Samples.lines(folder.resolve("macs.jsonl.gz"))) {
            var found =
                    Identification.of(new Evidence.Mac(sample.path("mac").asText()))
                            .find(Field.VENDOR);
            var vendor = sample.path("vendor").asText("");
            if (!sample.path("kind").asText().equals("universal")) {
                found.ifPresent(_ -> scores.of("vendor").invented());
            } else if (found.isEmpty()) {
                scores.of("vendor").missed();
            } else {
                scores.of("vendor").answered(found.get().equals(vendor));
            }
        }
        return scores.all();
    }
}
