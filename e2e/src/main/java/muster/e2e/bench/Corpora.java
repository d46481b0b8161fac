package muster.e2e.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import muster.e2e.Home;

/** Real publishers' files beside the project, where there are any. */
final class Corpora {
    private static final Path FOLDER =
            Path.of(
                    System.getProperty(
                            "muster.corpora",
                            Home.folder().resolve("../shared/corpora").toString()));

    private Corpora() {}

    /** A file of the corpora; says that it is skipped where it is missing. */
    static Optional<Path> file(String name) {
        var file = FOLDER.resolve(name);
        if (Files.exists(file)) {
            return Optional.of(file);
        } else {
            System.err.println("SKIPPED: no " + file);
            return Optional.empty();
        }
    }

    static BufferedReader unpacked(Path file) throws IOException {
        return new BufferedReader(
                new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8));
    }
}
