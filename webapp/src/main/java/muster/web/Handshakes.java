package muster.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sockets on which a client must come to the end of its handshake soon: the watch over slow clients
 * sees none of it before.
 */
final class Handshakes extends SSLSocketFactory implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Handshakes.class.getName());
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final SSLSocketFactory sockets;
    private final Duration longest;
    private final boolean mutual;
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("handshakes").factory());

    /**
     * Sockets of this context.
     *
     * @param mutual whether a client is asked for its certificate
     */
    Handshakes(SSLContext context, Duration longest, boolean mutual) {
        this.sockets = context.getSocketFactory();
        this.longest = longest;
        this.mutual = mutual;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // cutting says itself what goes wrong
    public Socket createSocket(Socket socket, @Nullable InputStream consumed, boolean autoClose)
            throws IOException {
        var secured = (SSLSocket) sockets.createSocket(socket, consumed, autoClose);
        secured.setEnabledProtocols(PROTOCOLS);
        secured.setWantClientAuth(mutual);
        watch.schedule(() -> cut(socket, secured), longest.toMillis(), TimeUnit.MILLISECONDS);
        return secured;
    }

    private static void cut(Socket socket, SSLSocket secured) {
        // Null until the handshake is over, also where nobody names a protocol.
        if (secured.getApplicationProtocol() == null) {
            try {
                socket.close();
            } catch (IOException failure) {
                LOG.log(System.Logger.Level.DEBUG, "while cutting a handshake", failure);
            }
        }
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return sockets.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return sockets.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) {
        throw new UnsupportedOperationException("for a server");
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException("for a server");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException("for a server");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException("for a server");
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException("for a server");
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
