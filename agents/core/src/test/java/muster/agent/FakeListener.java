package muster.agent;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A port of this machine where HTTP is spoken, in the clear or secured. */
final class FakeListener implements AutoCloseable {
    /** What is answered to each request. */
    interface Answering {
        Reply answer(Asked asked) throws IOException;
    }

    private final ServerSocket socket;
    private final Answering answering;

    /** Between each byte of an answer and the next, but for the first so many. */
    volatile Duration drip = Duration.ZERO;

    volatile int dripFrom;

    private FakeListener(ServerSocket socket, Answering answering) {
        this.socket = socket;
        this.answering = answering;
        Thread.ofVirtual().start(this::accept);
    }

    static FakeListener plain(Answering answering) {
        try {
            return new FakeListener(
                    new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), answering);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that demands the client's certificate where this is said. */
    static FakeListener secured(SSLContext context, boolean demanding, Answering answering) {
        try {
            var socket =
                    (SSLServerSocket)
                            context.getServerSocketFactory()
                                    .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
            socket.setNeedClientAuth(demanding);
            return new FakeListener(socket, answering);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI address() {
        var scheme = socket instanceof SSLServerSocket ? "https" : "http";
        return URI.create(scheme + "://127.0.0.1:" + socket.getLocalPort());
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

    private void serve(Socket connection) {
        try (connection) {
            var in = new BufferedInputStream(connection.getInputStream());
            while (true) {
                var request = FakeHttp.read(in, shown(connection));
                var reply = request.isEmpty() ? Reply.HANG_UP : answering.answer(request.get());
                if (reply.status() == 0) {
                    return;
                }
                write(FakeHttp.bytes(reply), connection);
            }
        } catch (IOException | InterruptedException gone) {
            // As clients do.
        }
    }

    private static @Nullable X509Certificate shown(Socket connection) {
        try {
            return connection instanceof SSLSocket secured
                    ? (X509Certificate) secured.getSession().getPeerCertificates()[0]
                    : null;
        } catch (SSLPeerUnverifiedException none) {
            return null;
        }
    }

    private void write(byte[] answer, Socket connection) throws IOException, InterruptedException {
        var out = connection.getOutputStream();
        int atOnce = drip.isZero() ? answer.length : Math.min(dripFrom, answer.length);
        out.write(answer, 0, atOnce);
        out.flush();
        for (int i = atOnce; i < answer.length; i++) {
            Thread.sleep(drip);
            out.write(answer[i]);
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
