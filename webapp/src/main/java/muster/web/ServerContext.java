package muster.web;

import java.security.SecureRandom;
import java.time.Duration;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/** A TLS context like another, whose sockets are {@link Handshakes}. */
final class ServerContext extends SSLContext implements AutoCloseable {
    private final Handshakes handshakes;

    /**
     * One like this.
     *
     * @param longest a handshake may take
     * @param mutual whether a client is asked for its certificate
     */
    ServerContext(SSLContext context, Duration longest, boolean mutual) {
        this(context, new Handshakes(context, longest, mutual));
    }

    private ServerContext(SSLContext context, Handshakes handshakes) {
        super(new Spi(context, handshakes), context.getProvider(), context.getProtocol());
        this.handshakes = handshakes;
    }

    @Override
    public void close() {
        handshakes.close();
    }

    private static final class Spi extends SSLContextSpi {
        private final SSLContext context;
        private final Handshakes handshakes;

        Spi(SSLContext context, Handshakes handshakes) {
            this.context = context;
            this.handshakes = handshakes;
        }

        @Override
        protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random) {
            throw new UnsupportedOperationException("it is made ready");
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            return handshakes;
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            return context.getServerSocketFactory();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return context.createSSLEngine();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return context.createSSLEngine(host, port);
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return context.getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return context.getClientSessionContext();
        }
    }
}
