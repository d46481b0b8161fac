package muster.e2e.scores;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What banners say of service and system. */
final class BannerScores {
    private BannerScores() {}

    static List<Score> of(Path folder) throws IOException {
        return new Scores(folder.getFileName().toString()).all();
    }
}
