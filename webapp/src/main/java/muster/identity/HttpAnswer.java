package muster.identity;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads an answer of HTTP/1.1 (RFC 9112) that came over a connection of its own. What is not quite
 * in the form is refused: there is no second request that it could hide in, but no need to guess.
 */
final class HttpAnswer {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5]\\d\\d)(?: .*)?");
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END_OF_LINE = "\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern CHUNK = Pattern.compile("([0-9a-fA-F]{1,6})(?:;.*)?");
    private static final int HEX = 16;

    private HttpAnswer() {}

    static Outbound.Answer read(byte[] bytes) throws Outbound.Unreadable {
        var end = indexOf(bytes, END_OF_HEAD, 0);
        if (end < 0) {
            throw new Outbound.Unreadable("an answer without an end of its headers");
        }
        var head = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
        var status = STATUS.matcher(head.lines().findFirst().orElse(""));
        if (!status.matches()) {
            throw new Outbound.Unreadable("an answer that is not HTTP/1.1");
        }
        var headers = headers(head);
        var body = Arrays.copyOfRange(bytes, end + END_OF_HEAD.length, bytes.length);
        return new Outbound.Answer(
                Integer.parseInt(status.group(1)),
                headers,
                new String(decoded(headers, body), StandardCharsets.UTF_8));
    }

    private static byte[] decoded(Map<String, String> headers, byte[] body)
            throws Outbound.Unreadable {
        var coding = headers.getOrDefault("transfer-encoding", "");
        if (coding.equalsIgnoreCase("chunked")) {
            return joined(body);
        } else if (!coding.isEmpty()) {
            throw new Outbound.Unreadable("an answer in the transfer coding " + coding);
        }
        int length = length(headers).orElse(body.length);
        if (length > body.length) {
            throw new Outbound.Unreadable("an answer that ends too early");
        }
        return Arrays.copyOf(body, length);
    }

    private static byte[] joined(byte[] chunks) throws Outbound.Unreadable {
        var all = new ByteArrayOutputStream();
        int at = 0;
        while (true) {
            int end = indexOf(chunks, END_OF_LINE, at);
            var size =
                    end < 0
                            ? null
                            : CHUNK.matcher(
                                    new String(chunks, at, end - at, StandardCharsets.ISO_8859_1));
            if (size == null || !size.matches()) {
                throw new Outbound.Unreadable("an answer with broken chunks");
            }
            int length = Integer.parseInt(size.group(1), HEX);
            at = end + END_OF_LINE.length;
            if (length == 0) {
                return all.toByteArray();
            } else if (at + length > chunks.length) {
                throw new Outbound.Unreadable("an answer that ends too early");
            }
            all.write(chunks, at, length);
            at += length + END_OF_LINE.length;
        }
    }

    private static Map<String, String> headers(String head) {
        var headers = new HashMap<String, String>();
        head.lines()
                .skip(1)
                .forEach(line -> {
                    int colon = line.indexOf(':');
                    if (colon > 0) {
                        headers.putIfAbsent(
                                line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                                line.substring(colon + 1).strip());
                    }
                });
        return headers;
    }

    private static Optional<Integer> length(Map<String, String> headers) {
        return Optional.ofNullable(headers.get("content-length"))
                .filter(text -> text.matches("\\d{1,8}"))
                .map(Integer::valueOf);
    }

    private static int indexOf(byte[] bytes, byte[] wanted, int from) {
        for (int at = from; at + wanted.length <= bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }
}
