package muster.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** JSON on many lines, for the eye. */
final class Indented {
    private static final JsonFactory JSON = new JsonFactory();

    private Indented() {}

    /** Of what was recorded, which is sound. */
    static String json(String line) {
        var text = new StringWriter();
        try (var from = JSON.createParser(line);
                var to = JSON.createGenerator(text)) {
            var printer = new DefaultPrettyPrinter();
            printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
            to.setPrettyPrinter(printer);
            while (from.nextToken() != null) {
                to.copyCurrentEventExact(from);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("an event that was recorded", impossible);
        }
        return text.toString();
    }
}
