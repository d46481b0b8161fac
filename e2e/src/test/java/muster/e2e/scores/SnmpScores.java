package muster.e2e.scores;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What SNMP recordings say of their devices. */
final class SnmpScores {
    private SnmpScores() {}

    static List<Score> of(Path folder) throws IOException {
        return new Scores(folder.getFileName().toString()).all();
    }
}
