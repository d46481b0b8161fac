package muster.scanner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Where secrets come from: the file itself, another file, or the environment. */
final class Secrets {
    private static final int FILE_BYTES_MAX = 64 * 1024;

    private final Path folder;
    private final Map<String, String> environment;

    Secrets(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    Secret read(Place place) throws ScannerFile.Refused {
        if (!place.isMapping()) {
            return Secret.of(place.text());
        }
        var fields = place.fields(Set.of("file", "env"));
        var file = fields.find("file");
        var variable = fields.find("env");
        if (file.isPresent() == variable.isPresent()) {
            throw place.wrong("expected a text, {file: PATH} or {env: NAME}");
        }
        return file.isPresent() ? inFile(file.get()) : inEnvironment(variable.orElseThrow());
    }

    private Secret inFile(Place place) throws ScannerFile.Refused {
        var file = place.as(folder::resolve);
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw place.wrong("is larger than %,d bytes".formatted(FILE_BYTES_MAX));
            }
            var text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return nonEmpty(place, text.replaceFirst("[\r\n]+$", ""));
        } catch (IOException e) {
            throw place.wrong("cannot be read: " + e);
        }
    }

    private Secret inEnvironment(Place place) throws ScannerFile.Refused {
        return nonEmpty(place, environment.getOrDefault(place.text(), ""));
    }

    private static Secret nonEmpty(Place place, String text) throws ScannerFile.Refused {
        if (text.isEmpty()) {
            throw place.wrong("there is nothing in it");
        }
        return Secret.of(text);
    }
}
