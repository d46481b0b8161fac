package muster.web;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;

/** A request's body, read within limits: as it was sent, and inflated. */
public final class Body {
    /** For forms and small commands; a handler that takes more says how much. */
    public static final int BYTES_MAX = 1024 * 1024;

    /** Package lists shrink to a tenth, repetitive ones to a hundredth: beyond it is a bomb. */
    public static final int INFLATION_MAX = 200;

    private static final int BLOCK_BYTES = 8 * 1024;
    private static final byte[] EMPTY = {'{', '}'};

    private final String type;
    private final byte[] sent;
    private final byte[] bytes;

    /** The body is larger than this place takes: 413. */
    public static final class TooLarge extends RuntimeException {
        @Serial private static final long serialVersionUID = 1;

        TooLarge(String what, long bytesMax) {
            super("%s: at most %,d bytes".formatted(what, bytesMax));
        }
    }

    /** The body is of a kind that this place does not read: 415. */
    public static final class Unsupported extends RuntimeException {
        @Serial private static final long serialVersionUID = 1;

        Unsupported(String what) {
            super(what);
        }
    }

    /** The body is damaged: 400. */
    public static final class Malformed extends RuntimeException {
        @Serial private static final long serialVersionUID = 1;

        Malformed(String why) {
            super(why);
        }
    }

    Body(
            String contentType,
            String encoding,
            byte[] sent,
            int bytesMax,
            BytesUnderWay.Share share) {
        int parameters = contentType.indexOf(';');
        var kind = parameters < 0 ? contentType : contentType.substring(0, parameters);
        this.type = kind.strip().toLowerCase(Locale.ROOT);
        this.sent = sent;
        this.bytes =
                switch (encoding.strip().toLowerCase(Locale.ROOT)) {
                    case "", "identity" -> this.sent;
                    case "gzip", "x-gzip" -> inflated(sent, bytesMax, share);
                    default -> throw new Unsupported("Content-Encoding: only gzip is read");
                };
    }

    /** Reads the body of a request as it comes, at most so many bytes. */
    static byte[] sent(ServerRequest request, int bytesMax, BytesUnderWay.Share share) {
        var headers = request.headers();
        var length = headers.contentLength();
        if (length.orElse(0) > bytesMax) {
            throw new TooLarge("the body", bytesMax);
        }
        var sent = request.content().hasEntity() ? read(request, bytesMax, share) : new byte[0];
        if (length.orElse(sent.length) != sent.length) {
            throw new Malformed(
                    "%,d bytes came, Content-Length promised %,d"
                            .formatted(sent.length, length.getAsLong()));
        }
        return sent;
    }

    /** The body of a request that was sent so, at most so many bytes when it is inflated. */
    static Body of(ServerRequest request, byte[] sent, int bytesMax, BytesUnderWay.Share share) {
        var headers = request.headers();
        return new Body(
                headers.first(HeaderNames.CONTENT_TYPE).orElse(""),
                String.join(",", headers.values(HeaderNames.CONTENT_ENCODING)),
                sent,
                bytesMax,
                share);
    }

    private static byte[] read(ServerRequest request, int bytesMax, BytesUnderWay.Share share) {
        try (var in = request.content().inputStream()) {
            return bounded(in, "the body", bytesMax, share::cover);
        } catch (TooLarge | Problem refused) {
            throw refused;
        } catch (IOException | RuntimeException e) {
            // Whatever goes wrong while a client's bytes are read is the client's: it left, it was
            // cut, or its chunks are none.
            throw new Malformed("the body broke off");
        }
    }

    private static byte[] bounded(InputStream in, String what, int bytesMax, LongConsumer room)
            throws IOException {
        var bytes = new ByteArrayOutputStream();
        int wanted;
        byte[] block;
        do {
            room.accept(bytes.size());
            wanted = Math.min(BytesUnderWay.FREE_BYTES, bytesMax - bytes.size());
            block = in.readNBytes(wanted);
            bytes.writeBytes(block);
        } while (block.length == wanted && bytes.size() < bytesMax);
        if (bytes.size() == bytesMax && in.read() >= 0) {
            throw new TooLarge(what, bytesMax);
        }
        return bytes.toByteArray();
    }

    private static byte[] inflated(byte[] sent, int bytesMax, BytesUnderWay.Share share) {
        var ratioMax = Math.max(BLOCK_BYTES, (long) sent.length * INFLATION_MAX);
        var most = (int) Math.min(bytesMax, ratioMax);
        try (var in = new Gzip(sent)) {
            var bytes =
                    bounded(in, "the inflated body", most, size -> share.cover(sent.length + size));
            if (in.hasMore()) {
                throw new Malformed("the body goes on behind the end of its gzip");
            }
            return bytes;
        } catch (IOException e) {
            throw new Malformed("the body is no sound gzip");
        }
    }

    /** Inflates what is wholly in memory, and knows at the end whether all of it was gzip. */
    private static final class Gzip extends GZIPInputStream {
        private static final int TRAILER_BYTES = 8;

        Gzip(byte[] sent) throws IOException {
            super(new ByteArrayInputStream(sent), Math.max(1, sent.length));
        }

        /** Whether bytes are left that are no gzip; the stream itself would not mention them. */
        boolean hasMore() {
            return inf.getRemaining() > TRAILER_BYTES;
        }
    }

    /** The bytes as they came, for signatures. */
    public byte[] sent() {
        return sent.clone();
    }

    /** The bytes, inflated. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The body as text: UTF-8 without NUL, or it is refused. */
    public String text() {
        var text = JsonText.utf8(bytes);
        JsonText.check(text, "body");
        return text;
    }

    /** The fields of a form. */
    public Form form() {
        if (!isForm()) {
            throw new Unsupported("expected a form (application/x-www-form-urlencoded)");
        }
        return Form.of(text());
    }

    public boolean isForm() {
        return type.equals("application/x-www-form-urlencoded");
    }

    private boolean isJson() {
        return type.equals("application/json") || type.endsWith("+json");
    }

    /** The body as a record, from JSON or from a form with the same names. */
    public <R extends Record> R as(Class<R> record) {
        if (isJson()) {
            return Json.read(bytes, record);
        } else if (type.isEmpty() && bytes.length == 0) {
            // Nothing was sent and nothing was said of it: a record without a field.
            return Json.read(EMPTY, record);
        } else if (isForm()) {
            return form().as(record);
        } else {
            throw new Unsupported(
                    "expected JSON or a form, not \"" + JsonFault.shortened(type) + '"');
        }
    }
}
