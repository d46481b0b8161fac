package muster.identity;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Requests to addresses that somebody else wrote down, such as an identity provider's: only where
 * {@link Reach} allows, to the very address that was checked, once (no redirects), and bounded in
 * time and size whatever the other side does.
 */
public final class Outbound {
    /** From the look-up of the name to the last byte. */
    public static final Duration TIME_MAX = Duration.ofSeconds(10);

    /** Of an answer with its headers. */
    public static final int BYTES_MAX = 1 << 20;

    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;
    private static final int CHUNK_BYTES = 8_192;

    private final Reach reach;
    private final Duration timeMax;

    /** A request: its body may be empty. */
    public record Message(String method, URI uri, Map<String, String> headers, String body) {
        /** A question without a body. */
        public static Message get(URI uri, String mediaType) {
            return new Message("GET", uri, Map.of("Accept", mediaType), "");
        }
    }

    /** What came back; headers by their names in lower case. */
    public record Answer(int status, Map<String, String> headers, String body) {
        public Answer {
            headers = Map.copyOf(headers);
        }
    }

    /** There was no answer, or none that can be read; the message names the host and the reason. */
    public static final class Unreachable extends IOException {
        Unreachable(String host, String reason) {
            super("%s: %s".formatted(host, reason));
        }
    }

    public Outbound(Reach reach) {
        this(reach, TIME_MAX);
    }

    Outbound(Reach reach, Duration timeMax) {
        this.reach = reach;
        this.timeMax = timeMax;
    }

    /** Sends this once and waits for the answer. */
    public Answer send(Message message) throws Unreachable {
        var uri = message.uri();
        var host = String.valueOf(uri.getHost());
        var address = reach.admitted(uri);
        try (var socket = new Socket()) {
            var end = Thread.ofVirtual().start(() -> closeLater(socket));
            try {
                return exchange(message, socket, new InetSocketAddress(address, port(uri)));
            } finally {
                end.interrupt();
            }
        } catch (UnknownHostException _) {
            throw new Unreachable(host, "there is no such host");
        } catch (Unreadable malformed) {
            throw new Unreachable(host, String.valueOf(malformed.getMessage()));
        } catch (IOException failure) {
            // Only the kind of failure: what a stranger's server says is not ours to repeat.
            throw new Unreachable(
                    host, "no answer (%s)".formatted(failure.getClass().getSimpleName()));
        }
    }

    // A time-out of single reads would not end an answer that comes byte by byte.
    private void closeLater(Socket socket) {
        try (socket) {
            Thread.sleep(timeMax);
        } catch (InterruptedException | IOException _) {
            // The answer is there, or the socket is closed already: both are what is wanted.
        }
    }

    private static Answer exchange(Message message, Socket plain, InetSocketAddress address)
            throws IOException {
        plain.connect(address);
        var socket =
                "https".equals(message.uri().getScheme()) ? secured(message.uri(), plain) : plain;
        var out = socket.getOutputStream();
        out.write(head(message).getBytes(StandardCharsets.ISO_8859_1));
        out.write(message.body().getBytes(StandardCharsets.UTF_8));
        out.flush();
        return HttpAnswer.read(bounded(socket));
    }

    private static Socket secured(URI uri, Socket plain) throws IOException {
        var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        var socket = (SSLSocket) factory.createSocket(plain, uri.getHost(), port(uri), true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static String head(Message message) {
        var uri = message.uri();
        var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(message.headers());
        headers.put(
                "Host", uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort());
        headers.put("Connection", "close");
        headers.put("Accept-Encoding", "identity");
        headers.putIfAbsent("User-Agent", "Muster");
        if (!message.body().isEmpty()) {
            var bytes = message.body().getBytes(StandardCharsets.UTF_8).length;
            headers.put("Content-Length", String.valueOf(bytes));
        }
        var head =
                new StringBuilder("%s %s%s HTTP/1.1\r\n".formatted(message.method(), path, query));
        headers.forEach((name, value) ->
                head.append(name).append(": ").append(oneLine(value)).append("\r\n"));
        return head.append("\r\n").toString();
    }

    private static String oneLine(String value) {
        if (value.chars().anyMatch(letter -> letter < ' ')) {
            throw new IllegalArgumentException("a header's value is one line");
        }
        return value;
    }

    private static byte[] bounded(Socket socket) throws IOException {
        var in = socket.getInputStream();
        var all = new ByteArrayOutputStream();
        var chunk = new byte[CHUNK_BYTES];
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            all.write(chunk, 0, read);
            if (all.size() > BYTES_MAX) {
                throw new Unreadable("an answer of more than %,d bytes".formatted(BYTES_MAX));
            }
        }
        return all.toByteArray();
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        } else {
            return "https".equals(uri.getScheme()) ? HTTPS_PORT : HTTP_PORT;
        }
    }

    /** The bytes that came are no answer that the hub reads. */
    static final class Unreadable extends IOException {
        Unreadable(String reason) {
            super(reason);
        }
    }
}
