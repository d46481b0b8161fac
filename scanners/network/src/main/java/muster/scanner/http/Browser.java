package muster.scanner.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** Fetches single pages, with limits on everything, and believes no certificate. */
final class Browser implements AutoCloseable {
    private static final String NAME = "Muster-Scanner";

    private final Duration most;
    private final Cutter cutter = new Cutter();
    private final SSLContext tls;

    /**
     * @param most a page may take, connecting included
     */
    Browser(Duration most) {
        this.most = most;
        try {
            tls = SSLContext.getInstance("TLS");
            tls.init(null, new TrustManager[] {new AnyCertificate()}, null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform has no TLS", e);
        }
    }

    /** A place on a device. */
    record Place(InetAddress address, int port, boolean isSecure) {}

    /** Whose certificate is not the one that was seen before. */
    static final class Stranger extends IOException {
        private Stranger() {
            super("another certificate than before");
        }
    }

    /** A page for anybody. */
    Page get(Place place, String path, int bytesMax) throws IOException {
        return get(place, path, bytesMax, "", _ -> true);
    }

    /**
     * A page for who shows a secret.
     *
     * @param header a whole line, which is sent only to whom is known
     * @param known whether the certificate is the device's
     */
    Page get(
            Place place, String path, int bytesMax, String header, Predicate<X509Certificate> known)
            throws IOException {
        try (var socket = new Socket();
                var _ = cutter.after(most, socket)) {
            socket.connect(
                    new InetSocketAddress(place.address(), place.port()),
                    Math.toIntExact(most.toMillis()));
            if (!place.isSecure()) {
                return page(socket, Optional.empty(), place, path, bytesMax, header);
            }
            try (var secured = secured(socket, place)) {
                var certificate = certificate(secured);
                if (!known.test(certificate)) {
                    throw new Stranger();
                }
                return page(secured, Optional.of(certificate), place, path, bytesMax, header);
            }
        }
    }

    private SSLSocket secured(Socket socket, Place place) throws IOException {
        var host = place.address().getHostAddress();
        var secured =
                (SSLSocket) tls.getSocketFactory().createSocket(socket, host, place.port(), true);
        secured.startHandshake();
        return secured;
    }

    private static X509Certificate certificate(SSLSocket socket) throws IOException {
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }

    private static Page page(
            Socket socket,
            Optional<X509Certificate> certificate,
            Place place,
            String path,
            int bytesMax,
            String header)
            throws IOException {
        var host = place.address().getHostAddress();
        var request =
                "GET %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: %s\r\nAccept: */*\r\n%sConnection: close\r\n\r\n"
                        .formatted(
                                path,
                                host.indexOf(':') < 0 ? host : "[" + host + "]",
                                NAME,
                                header.isEmpty() ? "" : header + "\r\n");
        var out = socket.getOutputStream();
        out.write(request.getBytes(StandardCharsets.US_ASCII));
        out.flush();
        var in = new BufferedInputStream(socket.getInputStream());
        return new PageReader(in).read(bytesMax, certificate);
    }

    @Override
    public void close() {
        cutter.close();
    }
}
