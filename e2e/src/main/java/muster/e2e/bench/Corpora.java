package muster.e2e.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.zip.GZIPInputStream;

/** Real publishers' files beside the project, where there are any. */
final class Corpora {
    /** The build writes down where the corpora lie. */
    private static final String WRITTEN = "corpora.properties";

    private static final Path FOLDER = Path.of(System.getProperty("muster.corpora", written()));

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

    private static String written() {
        var properties = new Properties();
        try (var in = Corpora.class.getResourceAsStream(WRITTEN)) {
            properties.load(Objects.requireNonNull(in, WRITTEN));
            return Objects.requireNonNull(properties.getProperty("folder"), "folder");
        } catch (IOException e) {
            throw new UncheckedIOException(WRITTEN, e);
        }
    }

    static BufferedReader unpacked(Path file) throws IOException {
        return new BufferedReader(
                new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8));
    }
}
