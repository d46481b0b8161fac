package muster.scanner.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import javax.net.ServerSocketFactory;
import muster.scanner.Candidate;
import muster.scanner.Credential;
import muster.scanner.Range;
import muster.scanner.Schedule;
import muster.scanner.Site;

/** A service on loopback that says what it is told to, to whoever connects. */
final class FakeService implements AutoCloseable {
    private final ServerSocket listener;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private FakeService(ServerSocketFactory sockets, int port, Manner manner) {
        try {
            listener = sockets.createServerSocket(port, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(() -> accept(manner));
    }

    /** What it does with who connects. */
    interface Manner {
        void meet(Socket socket, FakeService service) throws IOException, InterruptedException;
    }

    static FakeService meeting(Manner manner) {
        return new FakeService(ServerSocketFactory.getDefault(), 0, manner);
    }

    /** One that speaks first, and then is silent. */
    static FakeService saying(String greeting) {
        return meeting((socket, _) -> {
            write(socket, greeting);
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        });
    }

    /** A web server: the request's head in, the whole response out. */
    static FakeService web(ServerSocketFactory sockets, UnaryOperator<String> pages) {
        return web(sockets, 0, pages);
    }

    /**
     * In the place of one that was there.
     *
     * @param port 0 for one that is free
     */
    static FakeService web(ServerSocketFactory sockets, int port, UnaryOperator<String> pages) {
        return new FakeService(
                sockets,
                port,
                (socket, service) -> {
                    var request = head(socket.getInputStream());
                    service.requests.add(request);
                    write(socket, pages.apply(request));
                });
    }

    static FakeService web(UnaryOperator<String> pages) {
        return web(ServerSocketFactory.getDefault(), pages);
    }

    static String page(String headers, String body) {
        return "HTTP/1.1 200 OK\r\n" + headers + "\r\n" + body;
    }

    static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private void accept(Manner manner) {
        while (!listener.isClosed()) {
            try {
                var socket = listener.accept();
                Thread.ofVirtual()
                        .start(() -> {
                            try (socket) {
                                manner.meet(socket, this);
                            } catch (IOException | InterruptedException e) {
                                // It hung up.
                            }
                        });
            } catch (IOException e) {
                // The test is over.
            }
        }
    }

    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            head.append((char) c);
            if (head.toString().endsWith("\r\n\r\n")) {
                break;
            }
        }
        return head.toString();
    }

    int port() {
        return listener.getLocalPort();
    }

    List<String> requests() {
        return requests;
    }

    /** This machine, with these ports open. */
    static Candidate candidate(List<Credential> credentials, Integer... openPorts) {
        var site =
                new Site(
                        "HQ",
                        List.of(Range.of("127.0.0.0/8")),
                        List.of(),
                        161,
                        22,
                        100,
                        Schedule.DAILY);
        return new Candidate(
                site, InetAddress.getLoopbackAddress(), Set.of(openPorts), credentials, false);
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
