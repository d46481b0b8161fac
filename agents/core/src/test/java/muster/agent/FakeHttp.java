package muster.agent;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** As much of HTTP/1.1 as a fake hub needs. */
final class FakeHttp {
    private FakeHttp() {}

    static byte[] bytes(Reply reply) {
        var body = reply.body().getBytes(StandardCharsets.UTF_8);
        var head = new StringBuilder("HTTP/1.1 " + reply.status() + " -\r\n");
        reply.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        head.append("Content-Length: " + body.length + "\r\n\r\n");
        return (head + reply.body()).getBytes(StandardCharsets.UTF_8);
    }

    static Optional<Asked> read(InputStream in, @Nullable X509Certificate shown)
            throws IOException {
        var first = line(in);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        var headers = new LinkedHashMap<String, String>();
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        var body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        // Whole addresses too, which proxies are asked for.
        var path = URI.create(first.split(" ", -1)[1]).getPath();
        return Optional.of(new Asked(path.substring(Hub.PATH.length()), headers, body, shown));
    }

    static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
