package muster.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.thymeleaf.exceptions.TemplateEngineException;

/**
 * Writes every sample page into a folder, for looking at: args: templates folder, target folder.
 */
public final class Preview {
    /** When the samples are looked at. */
    static final Instant NOW = Instant.parse("2026-11-22T13:05:09Z");

    private Preview() {}

    static void main(String[] args) throws IOException {
        var clock = Clock.fixed(NOW, ZoneOffset.UTC);
        var templates = Templates.edited(Path.of(args[0]), clock, link -> link);
        for (var sample : AllSamples.found()) {
            var file = sample.toString().replaceAll("[^a-z0-9-]+", "-").replaceAll("-$", "");
            try {
                var html = templates.page(sample.template(), sample.variables());
                Files.writeString(Path.of(args[1], file + ".html"), html);
            } catch (TemplateEngineException e) {
                System.err.println(sample + ": " + e.getMessage());
            }
        }
    }
}
