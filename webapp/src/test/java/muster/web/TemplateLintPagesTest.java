package muster.web;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every page as rendered from its samples, with the strict context. */
class TemplateLintPagesTest {
    private static final Pattern LEFT = Pattern.compile("[\\s<]th:");
    private static final Pattern ID = Pattern.compile("\\sid=\"([^\"]*)\"");
    private static final Pattern USED = Pattern.compile("glyphs\\.svg#([\\w-]+)\"");

    private final Templates templates =
            Templates.packaged(Clock.fixed(Preview.NOW, ZoneOffset.UTC), link -> link);
    private final List<PageSample> samples = AllSamples.found();

    @Test
    void everyPageHasASample() {
        var missing =
                TemplateLintSource.all().stream()
                        .filter(source -> !source.isPart())
                        .map(TemplateLintSource::name)
                        .collect(Collectors.toCollection(TreeSet::new));
        samples.forEach(sample -> missing.remove(sample.template()));
        assertEquals(Set.of(), missing, "add them to a …Samples class of the room's tests");
    }

    @TestFactory
    List<DynamicTest> everySampleRenders() {
        return samples.stream()
                .map(sample -> DynamicTest.dynamicTest(sample.toString(), () -> check(sample)))
                .toList();
    }

    private void check(PageSample sample) throws IOException {
        var html = templates.page(sample.template(), sample.variables());
        var ids = ID.matcher(html).results().map(match -> match.group(1)).toList();
        var symbols = symbols();
        assertAll(
                () -> assertTrue(html.startsWith("<!DOCTYPE html>"), "doctype"),
                () -> assertTrue(html.stripTrailing().endsWith("</html>"), "closes html"),
                () -> assertEquals(1, count(html, "<h1"), "one h1"),
                () -> assertEquals(1, count(html, "<main"), "one main"),
                () -> assertFalse(LEFT.matcher(html).find(), "engine attributes left"),
                () -> assertFalse(html.contains("<title></title>"), "a title"),
                () -> assertEquals(new HashSet<>(ids).size(), ids.size(), "ids twice: " + ids),
                () ->
                        USED.matcher(html)
                                .results()
                                .map(match -> match.group(1))
                                .forEach(name -> assertTrue(symbols.contains(name), name)));
    }

    private static Set<String> symbols() throws IOException {
        var sprite = Files.readString(TemplateLintSource.ROOT.resolve("static/glyphs.svg"));
        return ID.matcher(sprite)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
