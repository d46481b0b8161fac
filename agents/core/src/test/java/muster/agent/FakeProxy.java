package muster.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy as companies have them: it forwards plain requests, and tunnels secured ones. */
final class FakeProxy implements AutoCloseable {
    /** The first line of each connection. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    private final ServerSocket socket;

    /** Where it does not let anybody through. */
    volatile boolean wantsPassword;

    FakeProxy() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    InetSocketAddress address() {
        return InetSocketAddress.createUnresolved("127.0.0.1", socket.getLocalPort());
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var connection = socket.accept();
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            var in = client.getInputStream();
            var first = FakeHttp.line(in);
            asked.add(first);
            var words = first.split(" ", -1);
            if (wantsPassword) {
                send("HTTP/1.1 407 -\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", client);
            } else if (words[0].equals("CONNECT")) {
                while (!FakeHttp.line(in).isEmpty()) {
                    // Headers for the proxy alone.
                }
                send("HTTP/1.1 200 -\r\n\r\n", client);
                var target = words[1].split(":", -1);
                join(client, new Socket(target[0], Integer.parseInt(target[1])));
            } else {
                var target = URI.create(words[1]);
                var hub = new Socket(target.getHost(), target.getPort());
                send(words[0] + " " + target.getPath() + " HTTP/1.1\r\n", hub);
                join(client, hub);
            }
        } catch (IOException gone) {
            // As clients do.
        }
    }

    private static void send(String text, Socket to) throws IOException {
        to.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void join(Socket client, Socket hub) throws IOException {
        try (hub) {
            var in = client.getInputStream();
            var out = hub.getOutputStream();
            Thread.ofVirtual().start(() -> pump(in, out));
            pump(hub.getInputStream(), client.getOutputStream());
        }
    }

    private static void pump(InputStream from, OutputStream to) {
        try {
            from.transferTo(to);
        } catch (IOException gone) {
            // The other direction ends with it.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
