package muster.scanner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where secrets come from: the file itself, another file, or the environment. */
final class Secrets {
    private static final int FILE_BYTES_MAX = 64 * 1024;

    private final Path file;
    private final Path folder;
    private final Map<String, String> environment;
    private final Set<Path> read = new LinkedHashSet<>();

    /**
     * Those of a file.
     *
     * @param folder where the files are that it names
     */
    Secrets(Path file, Path folder, Map<String, String> environment) {
        this.file = file;
        this.folder = folder;
        this.environment = environment;
    }

    /** The files with secrets that others of this machine may read too. */
    List<Path> open() {
        return read.stream().filter(Secrets::isOpen).toList();
    }

    private static boolean isOpen(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    Secret read(Place place) throws ScannerFile.Refused {
        if (!place.isMapping()) {
            read.add(file);
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
        var named = place.as(folder::resolve);
        try {
            var text = BoundedFile.text(named, FILE_BYTES_MAX);
            read.add(named);
            return nonEmpty(place, text.replaceFirst("[\r\n]+$", ""));
        } catch (IOException e) {
            throw place.wrong(BoundedFile.why(e));
        }
    }

    private Secret inEnvironment(Place place) throws ScannerFile.Refused {
        var text = environment.get(place.text());
        if (text == null) {
            throw place.wrong("the environment has no " + place.text());
        }
        return nonEmpty(place, text);
    }

    private static Secret nonEmpty(Place place, String text) throws ScannerFile.Refused {
        if (text.isEmpty()) {
            throw place.wrong("there is nothing in it");
        }
        return Secret.of(text);
    }
}
