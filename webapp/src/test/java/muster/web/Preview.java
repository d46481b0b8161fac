package muster.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes every sample page into a folder, for looking at: args: templates folder, target folder.
 */
public final class Preview {
    /** When the samples are looked at. */
    static final Instant NOW = Instant.parse("2026-11-22T13:05:09Z");

    private Preview() {}

    static void main(String[] args) throws IOException {
        var templates =
                Templates.edited(Path.of(args[0]), Clock.fixed(NOW, ZoneOffset.UTC), link -> link);
        var target = Path.of(args[1]);
        for (var sample : all()) {
            var file =
                    target.resolve(
                            sample.toString()
                                            .replace('/', '-')
                                            .replaceAll("[ ()]+", "-")
                                            .replaceAll("-$", "")
                                    + ".html");
            Files.writeString(file, templates.page(sample.template(), sample.variables()));
        }
    }

    /** The samples of all rooms: every class …Samples on the tests' class path. */
    static List<PageSample> all() {
        try {
            var home = Path.of(location());
            var samples = new ArrayList<PageSample>();
            try (var files = Files.walk(home)) {
                for (var file :
                        files.filter(f -> f.toString().endsWith("Samples.class"))
                                .sorted()
                                .toList()) {
                    var name =
                            home.relativize(file)
                                    .toString()
                                    .replace(".class", "")
                                    .replace('/', '.');
                    var type = Class.forName(name);
                    if (PageSamples.class.isAssignableFrom(type) && !type.isInterface()) {
                        samples.addAll(
                                ((PageSamples) type.getDeclaredConstructor().newInstance())
                                        .samples());
                    }
                }
            }
            return List.copyOf(samples);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static URI location() {
        try {
            return PageSamples.class.getProtectionDomain().getCodeSource().getLocation().toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
