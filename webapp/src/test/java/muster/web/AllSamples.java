package muster.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The samples of all rooms: whatever is named …Samples among the tests and is one. */
final class AllSamples {
    private AllSamples() {}

    static List<PageSample> found() {
        try {
            var source = PageSamples.class.getProtectionDomain().getCodeSource();
            var home = Path.of(source.getLocation().toURI());
            var samples = new ArrayList<PageSample>();
            for (var file : classFiles(home)) {
                var name = home.relativize(file).toString().replace('/', '.');
                var type = Class.forName(name.substring(0, name.length() - ".class".length()));
                if (PageSamples.class.isAssignableFrom(type) && !type.isInterface()) {
                    var room = (PageSamples) type.getDeclaredConstructor().newInstance();
                    samples.addAll(room.samples());
                }
            }
            return List.copyOf(samples);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReflectiveOperationException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> classFiles(Path home) throws IOException {
        try (var files = Files.walk(home)) {
            return files.filter(file -> file.toString().endsWith("Samples.class"))
                    .sorted()
                    .toList();
        }
    }
}
