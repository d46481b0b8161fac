package muster.scanner.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a response of HTTP/1 (RFC 9112), never more of it than is wanted. */
final class PageReader {
    private static final int LINE_BYTES_MAX = 4 * 1024;
    private static final int HEADERS_MAX = 100;

    /** A thousand pages are read at once, and few are as long as they may be. */
    private static final int PIECE_BYTES = 4 * 1024;

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5]\\d\\d)(?: .*)?");
    private static final Pattern CHUNK =
            Pattern.compile("([0-9A-Fa-f]{1,7})(?:[ \\t]*;.*)?[ \\t]*");

    private final InputStream in;

    PageReader(InputStream in) {
        this.in = in;
    }

    /** Speaks something else. */
    static final class NoHttp extends IOException {
        private NoHttp(String why) {
            super(why);
        }
    }

    Page read(int bodyBytesMax, Optional<X509Certificate> certificate) throws IOException {
        var status = STATUS.matcher(line());
        if (!status.matches()) {
            throw new NoHttp("it does not speak HTTP");
        }
        var headers = headers();
        var page = new Page(Integer.parseInt(status.group(1)), headers, new byte[0], certificate);
        boolean isChunked =
                page.header("transfer-encoding")
                        .map(one -> one.toLowerCase(Locale.ROOT).contains("chunked"))
                        .orElse(false);
        var body = isChunked ? chunks(bodyBytesMax) : rest(length(page, bodyBytesMax));
        return new Page(page.status(), headers, body, certificate);
    }

    private Map<String, List<String>> headers() throws IOException {
        var headers = new LinkedHashMap<String, List<String>>();
        for (int i = 0; i < HEADERS_MAX; i++) {
            var line = line();
            if (line.isEmpty()) {
                return headers;
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.computeIfAbsent(
                                line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                                _ -> new ArrayList<>())
                        .add(line.substring(colon + 1).strip());
            }
        }
        throw new NoHttp("it sends more than %d headers".formatted(HEADERS_MAX));
    }

    private static int length(Page page, int most) {
        try {
            return page.header("content-length")
                    .map(Long::parseLong)
                    .filter(length -> length >= 0 && length < most)
                    .map(Long::intValue)
                    .orElse(most);
        } catch (NumberFormatException e) {
            return most;
        }
    }

    private byte[] chunks(int most) throws IOException {
        var body = new ByteArrayOutputStream();
        while (body.size() < most) {
            var size = CHUNK.matcher(line());
            if (!size.matches()) {
                throw new NoHttp("a chunk has no size");
            }
            int length = Integer.parseInt(size.group(1), 16);
            if (length == 0) {
                break;
            }
            var chunk = rest(Math.min(length, most - body.size()));
            body.writeBytes(chunk);
            if (chunk.length < length) {
                break;
            }
            line();
        }
        return body.toByteArray();
    }

    /** A server that ends early, or is cut, has said what it had to say. */
    private byte[] rest(int most) {
        var bytes = new ByteArrayOutputStream();
        var piece = new byte[PIECE_BYTES];
        try {
            while (bytes.size() < most) {
                int read = in.read(piece, 0, Math.min(PIECE_BYTES, most - bytes.size()));
                if (read < 0) {
                    break;
                }
                bytes.write(piece, 0, read);
            }
        } catch (IOException e) {
            // What came before it counts.
        }
        return bytes.toByteArray();
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new NoHttp("it ended in the middle of a line");
            }
            if (line.size() >= LINE_BYTES_MAX) {
                throw new NoHttp("a line has more than %,d bytes".formatted(LINE_BYTES_MAX));
            }
            line.write(c);
        }
        var text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
