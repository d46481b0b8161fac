package muster.identify;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Many names by number, packed: a hundred thousand take a few megabytes.
 *
 * <p>The file is gzipped text in UTF-8, a line per name in the order of the numbers: the number in
 * hexadecimal digits, a tab, the name.
 */
final class NumberedNames {
    private final long[] numbers;
    private final int[] lines;
    private final byte[] text;

    private NumberedNames(long[] numbers, int[] lines, byte[] text) {
        this.numbers = numbers;
        this.lines = lines;
        this.text = text;
    }

    /** Reads a file of this package's resources. */
    static NumberedNames of(String file) {
        byte[] text = inflated(RuleFiles.bytes(file));
        var numbers = new long[1024];
        var lines = new int[1024];
        int count = 0;
        for (int at = 0; at < text.length; at = after(text, at, '\n')) {
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * count);
                lines = Arrays.copyOf(lines, 2 * count);
            }
            int tab = after(text, at, '\t');
            var digits = new String(text, at, tab - 1 - at, StandardCharsets.US_ASCII);
            numbers[count] = Long.parseLong(digits, 16);
            lines[count] = tab;
            count++;
        }
        return new NumberedNames(Arrays.copyOf(numbers, count), Arrays.copyOf(lines, count), text);
    }

    private static byte[] inflated(byte[] gzipped) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(gzipped))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The place behind the next such character. */
    private static int after(byte[] text, int at, char end) {
        int place = at;
        while (text[place] != end) {
            place++;
        }
        return place + 1;
    }

    Optional<String> find(long number) {
        int at = Arrays.binarySearch(numbers, number);
        if (at < 0) {
            return Optional.empty();
        }
        int length = after(text, lines[at], '\n') - 1 - lines[at];
        return Optional.of(new String(text, lines[at], length, StandardCharsets.UTF_8));
    }

    int count() {
        return numbers.length;
    }
}
