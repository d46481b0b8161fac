package muster.e2e.scores;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What printed commands say. */
final class CliScores {
    private CliScores() {}

    static List<Score> of(Path folder) throws IOException {
        return new Scores(folder.getFileName().toString()).all();
    }
}
