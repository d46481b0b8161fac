package muster.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Whose certificates a collector believes, and the one it shows. */
public final class Trust {
    /** Where the systems keep what their administrators trust, a company's own authority too. */
    private static final List<Path> SYSTEM =
            List.of(
                    Path.of("/etc/ssl/certs/ca-certificates.crt"),
                    Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
                    Path.of("/etc/ssl/ca-bundle.pem"),
                    Path.of("/etc/ssl/cert.pem"));

    private final @Nullable Path file;

    private Trust(@Nullable Path file) {
        this.file = file;
    }

    /** Only what this file of certificates in PEM holds. */
    public static Trust in(Path file) {
        return new Trust(file);
    }

    /** What the system trusts. */
    public static Trust ofSystem() {
        return new Trust(null);
    }

    /**
     * Makes sockets that believe this trust and, once enrolled, the hub's own authorities.
     *
     * @param identity null before there is one
     * @param showing whether the identity's certificate is shown to the hub
     */
    SSLSocketFactory sockets(@Nullable Identity identity, boolean showing) throws IOException {
        try {
            var context = SSLContext.getInstance("TLS");
            var believed = new ArrayList<>(believed());
            if (identity != null) {
                believed.addAll(Pem.certificates(identity.ca()));
            }
            var factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            // No list at all is the platform's own.
            factory.init(believed.isEmpty() ? null : store(believed));
            context.init(
                    identity != null && showing ? shown(identity) : null,
                    factory.getTrustManagers(),
                    null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException("certificates cannot be used: " + e.getMessage(), e);
        }
    }

    /** What went wrong with a secured connection, and what mends it. */
    String why(SSLException e) {
        Throwable first = e;
        boolean path = false;
        while (first.getCause() != null) {
            first = first.getCause();
            path |= first instanceof CertPathBuilderException;
            path |= first instanceof CertPathValidatorException;
        }
        if (first instanceof CertificateExpiredException
                || first instanceof CertificateNotYetValidException) {
            return "the hub's certificate is not valid now, by the clock of this machine: "
                    + first.getMessage();
        } else if (path) {
            return "the hub's certificate is by an authority that "
                    + (file == null ? "this machine does not know" : "is not in " + file)
                    + ": put that of the hub in a file, and name it in MUSTER_AGENT_CA (agent) or hub.ca (scanner)";
        } else if (first instanceof CertificateException) {
            return "the hub's certificate cannot be used: " + first.getMessage();
        } else {
            return "TLS: " + first.getMessage();
        }
    }

    private List<X509Certificate> believed() throws IOException, GeneralSecurityException {
        if (file != null) {
            var own = Pem.certificates(Files.readString(file, StandardCharsets.UTF_8));
            if (own.isEmpty()) {
                throw new IOException(file + " holds no certificate");
            }
            return own;
        }
        for (var system : SYSTEM) {
            if (Files.isReadable(system)) {
                return Pem.certificates(Files.readString(system, StandardCharsets.ISO_8859_1));
            }
        }
        return List.of();
    }

    private static KeyStore store(List<X509Certificate> certificates)
            throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry("ca-" + i, certificates.get(i));
        }
        return store;
    }

    private static KeyManager[] shown(Identity identity)
            throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        var chain = new Certificate[] {identity.parsedCertificate()};
        store.setKeyEntry("collector", identity.pair().getPrivate(), new char[0], chain);
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, new char[0]);
        return factory.getKeyManagers();
    }
}
