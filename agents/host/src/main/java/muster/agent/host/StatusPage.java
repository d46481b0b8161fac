package muster.agent.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import muster.agent.Status;

/** A page for the people at the machine, served to this machine only. It can change nothing. */
final class StatusPage implements AutoCloseable {
    private static final int PORTS_TRIED = 20;
    private static final int WAITING_MAX = 4;
    private static final int REQUEST_BYTES_MAX = 8 * 1024;

    /** For all of a request: whoever sends it letter by letter keeps others waiting no longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Names of this machine only: a page of elsewhere that calls itself so is not answered. */
    private static final Pattern HERE =
            Pattern.compile("(?i)host: *(?:localhost|127\\.0\\.0\\.1)(?::[0-9]+)?");

    private final ServerSocket socket;
    private final Supplier<Status> status;

    private StatusPage(ServerSocket socket, Supplier<Status> status) {
        this.socket = socket;
        this.status = status;
    }

    /**
     * Serves at this port or the next that is free.
     *
     * @throws IOException none of them is
     */
    static StatusPage serve(int port, Supplier<Status> status) throws IOException {
        IOException last = new IOException("no port is free");
        for (int i = 0; i < PORTS_TRIED; i++) {
            try {
                var loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
                var page =
                        new StatusPage(
                                new ServerSocket(port == 0 ? 0 : port + i, WAITING_MAX, loopback),
                                status);
                var thread = new Thread(page::accept, "status page");
                thread.setDaemon(true);
                thread.start();
                return page;
            } catch (IOException taken) {
                last = taken;
            }
        }
        throw last;
    }

    int port() {
        return socket.getLocalPort();
    }

    /** One after another: nobody needs two at once. */
    private void accept() {
        while (!socket.isClosed()) {
            try (var connection = socket.accept()) {
                answer(connection);
            } catch (IOException gone) {
                // The next one may be more patient.
            }
        }
    }

    private void answer(Socket connection) throws IOException {
        var lines = head(connection).lines().toList();
        boolean here = lines.stream().anyMatch(line -> HERE.matcher(line).matches());
        var page = page(lines.isEmpty() ? "" : lines.getFirst(), here);
        connection.getOutputStream().write(page.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * What comes before the empty line.
     *
     * @throws IOException that is too much, or takes too long
     */
    private static String head(Socket connection) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        var head = new byte[REQUEST_BYTES_MAX];
        for (int length = 0; length < head.length; ) {
            long leftMillis = (end - System.nanoTime()) / 1_000_000;
            if (leftMillis < 1) {
                throw new SocketTimeoutException("a request that does not end");
            }
            connection.setSoTimeout((int) leftMillis);
            int read = connection.getInputStream().read(head, length, head.length - length);
            if (read < 0) {
                throw new IOException("a request without an end");
            }
            length += read;
            var text = new String(head, 0, length, StandardCharsets.ISO_8859_1);
            int empty = text.indexOf("\r\n\r\n");
            if (empty >= 0) {
                return text.substring(0, empty);
            }
        }
        throw new IOException("a request of more than " + REQUEST_BYTES_MAX + " bytes");
    }

    private String page(String request, boolean here) {
        if (!here) {
            return response("421 Misdirected Request", "text/plain", "Ask 127.0.0.1 for this.\n");
        } else if (request.startsWith("GET /status.txt ")) {
            return response("200 OK", "text/plain", StatusText.of(status.get()));
        } else if (request.startsWith("GET / ")) {
            return response("200 OK", "text/html", StatusText.html(status.get()));
        } else {
            return response("404 Not Found", "text/plain", "There are / and /status.txt.\n");
        }
    }

    private static String response(String status, String type, String body) {
        return """
        HTTP/1.1 %s\r
        Content-Type: %s; charset=utf-8\r
        Content-Length: %d\r
        Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r
        X-Content-Type-Options: nosniff\r
        Cache-Control: no-store\r
        Connection: close\r
        \r
        %s\
        """
                .formatted(status, type, body.getBytes(StandardCharsets.UTF_8).length, body);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
