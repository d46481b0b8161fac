package muster.packages;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a text file that are not blank, one in memory at a time: a line's end beyond {@link
 * Limits#LINE_CHARACTERS_MAX} bytes is passed over. What cannot be read comes out as {@link
 * UncheckedIOException}, which {@link Reading#of} undoes.
 */
final class TextLines implements Iterator<Line> {
    private static final int BUFFER_BYTES = 16 * 1024;

    private final InputStream text;
    private final long bytesMax;
    private long bytes;
    private int number;
    private boolean ended;
    private @Nullable Line next;

    private TextLines(InputStream text, long bytesMax) {
        this.text = new BufferedInputStream(text, BUFFER_BYTES);
        this.bytesMax = bytesMax;
    }

    /** The lines of a file, to be walked over once. */
    static Iterable<Line> of(InputStream text, long bytesMax) {
        var lines = new TextLines(text, bytesMax);
        return () -> lines;
    }

    @Override
    public boolean hasNext() {
        while (next == null && !ended) {
            var line = line();
            next = line.text().isEmpty() ? null : line;
        }
        return next != null;
    }

    @Override
    public Line next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        var line = next;
        next = null;
        return line;
    }

    private Line line() {
        var line = new ByteArrayOutputStream();
        try {
            int each = read();
            for (; each >= 0 && each != '\n'; each = read()) {
                if (line.size() < Limits.LINE_CHARACTERS_MAX) {
                    line.write(each);
                }
            }
            ended = each < 0;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new Line(++number, line.toString(StandardCharsets.UTF_8).stripTrailing());
    }

    private int read() throws IOException {
        if (++bytes > bytesMax) {
            throw new Damaged("it is larger than %,d bytes".formatted(bytesMax));
        }
        return text.read();
    }
}
