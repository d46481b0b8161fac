package muster.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attoparser.ParseException;
import org.attoparser.config.ParseConfiguration;
import org.attoparser.simple.AbstractSimpleMarkupHandler;
import org.attoparser.simple.SimpleMarkupParser;
import org.jspecify.annotations.Nullable;
import org.unbescape.html.HtmlEscape;

/**
 * A template as written: its elements with their attributes.
 *
 * @param name as pages name it, e.g. devices/index
 */
record TemplateLintSource(String name, String text, List<Element> elements) {

    /**
     * An element of a template.
     *
     * @param forms the number of the POST form it stands in, 0 outside
     */
    record Element(
            String template, String name, Map<String, String> attributes, int line, int forms) {
        @Override
        public String toString() {
            return template + ":" + line + " <" + name + ">";
        }
    }

    static final Path ROOT = Path.of(System.getProperty("muster.root", ".."));
    static final Path FOLDER = ROOT.resolve("templates");

    /** Every template there is. */
    static List<TemplateLintSource> all() {
        try (var files = Files.walk(FOLDER)) {
            var sources = new ArrayList<TemplateLintSource>();
            for (var file : files.filter(f -> f.toString().endsWith(".html")).sorted().toList()) {
                var name = FOLDER.relativize(file).toString().replaceAll("\\.html$", "");
                sources.add(parsed(name, Files.readString(file)));
            }
            return List.copyOf(sources);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TemplateLintSource parsed(String name, String text) throws ParseException {
        var handler = new Collector(name);
        new SimpleMarkupParser(ParseConfiguration.htmlConfiguration()).parse(text, handler);
        return new TemplateLintSource(name, text, List.copyOf(handler.elements));
    }

    /** Whether pages use it in parts only: it needs no sample of its own. */
    boolean isPart() {
        return name.equals("layout") || !text.startsWith("<!DOCTYPE html>");
    }

    /** The names of the fragments it declares. */
    List<String> fragments() {
        return elements.stream()
                .map(element -> element.attributes().get("th:fragment"))
                .filter(signature -> signature != null)
                .map(signature -> signature.replaceAll("\\(.*", "").strip())
                .toList();
    }

    /** Gathers elements while the parser walks the template. */
    private static final class Collector extends AbstractSimpleMarkupHandler {
        private final String template;
        private final List<Element> elements = new ArrayList<>();
        private int forms;
        private boolean inside;

        Collector(String template) {
            this.template = template;
        }

        @Override
        public void handleOpenElement(
                String name, @Nullable Map<String, String> attributes, int line, int column) {
            add(name, attributes, line);
        }

        @Override
        public void handleStandaloneElement(
                String name,
                @Nullable Map<String, String> attributes,
                boolean minimized,
                int line,
                int column) {
            add(name, attributes, line);
        }

        @Override
        public void handleCloseElement(String name, int line, int column) {
            if (name.equals("form")) {
                inside = false;
            }
        }

        private void add(String name, @Nullable Map<String, String> raw, int line) {
            var attributes = new LinkedHashMap<String, String>();
            if (raw != null) {
                raw.forEach((key, value) ->
                        attributes.put(key, value == null ? "" : HtmlEscape.unescapeHtml(value)));
            }
            if (name.equals("form") && "post".equals(attributes.get("method"))) {
                inside = true;
                forms++;
            }
            elements.add(new Element(template, name, attributes, line, inside ? forms : 0));
        }
    }
}
