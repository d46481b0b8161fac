package muster.web;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A table written row by row as RFC 4180 has it, in UTF-8, safe to open in a spreadsheet: what
 * would be a formula there gets a quote in front.
 */
public final class Csv implements AutoCloseable {
    public static final String MEDIA_TYPE = "text/csv; charset=utf-8; header=present";

    private static final String LINE_END = "\r\n";
    private static final String NEEDS_QUOTES = ",\"\r\n";
    // A spreadsheet strips spaces and invisible letters before it looks for a formula.
    private static final Pattern FORMULA =
            Pattern.compile(
                    "[\\s\\p{Cf}\\p{Z}]*[=+\\-@|%\uFF1D\uFF0B\uFF0D\uFF20].*|[\\t\\r\\n].*",
                    Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?");

    private final Writer out;
    private final int columns;

    /** Writes the names of the columns. */
    public Csv(OutputStream out, List<String> columns) throws IOException {
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        this.columns = columns.size();
        row(columns.toArray());
    }

    /** Writes one row, a value for each column; null is an empty cell. */
    public void row(@Nullable Object... values) throws IOException {
        if (values.length != columns) {
            throw new IllegalArgumentException(
                    "%d values for %d columns: %s"
                            .formatted(values.length, columns, Arrays.toString(values)));
        }
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                out.write(',');
            }
            out.write(cell(values[i]));
        }
        out.write(LINE_END);
    }

    private static String cell(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Number number -> number.toString();
            case Enum<?> word -> quoted(Words.of(word));
            default -> quoted(defused(value.toString()));
        };
    }

    private static String defused(String text) {
        return FORMULA.matcher(text).matches() && !NUMBER.matcher(text).matches()
                ? "'" + text
                : text;
    }

    private static String quoted(String text) {
        return text.chars().anyMatch(letter -> NEEDS_QUOTES.indexOf(letter) >= 0)
                ? '"' + text.replace("\"", "\"\"") + '"'
                : text;
    }

    /** Writes what is still held; the stream stays open, it is the caller's. */
    @Override
    public void close() throws IOException {
        out.flush();
    }
}
