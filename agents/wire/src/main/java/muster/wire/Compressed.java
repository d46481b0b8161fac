package muster.wire;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A gzipped body: a bomb is noticed at the limit, not after it burst. */
public final class Compressed {
    private Compressed() {}

    public static byte[] inflate(byte[] gzip) {
        try (var inflating = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            var bytes = inflating.readNBytes(Limits.REPORT_BYTES_MAX + 1);
            if (bytes.length > Limits.REPORT_BYTES_MAX) {
                throw Report.Malformed.tooLarge(
                        "inflates to more than %,d bytes".formatted(Limits.REPORT_BYTES_MAX));
            }
            return bytes;
        } catch (IOException e) {
            throw Report.Malformed.unreadable("not a whole gzip stream: " + e.getMessage());
        }
    }

    public static byte[] deflate(byte[] bytes) {
        var gzip = new ByteArrayOutputStream();
        try (var deflating = new GZIPOutputStream(gzip)) {
            deflating.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return gzip.toByteArray();
    }
}
