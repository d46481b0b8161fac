package muster.identity.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldif.LDIFReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Debian's slapd on loopback, in a folder of its own, with a certificate that its own CA signed.
 */
final class Slapd implements AutoCloseable {
    static final String BASE = "dc=acme,dc=example";
    static final String ADMIN = "cn=admin," + BASE;
    static final String ADMIN_PASSWORD = "the hub's own";

    private static final Path PROGRAM = Path.of("/usr/sbin/slapd");
    private static final long PATIENCE_SECONDS = 20;

    private final Path folder;
    private final Process process;
    private final int plainPort = freePort();
    private final int tlsPort = freePort();

    static boolean isInstalled() {
        return Files.isExecutable(PROGRAM) && Files.isExecutable(Path.of("/usr/bin/openssl"));
    }

    /** Starts it with these entries. */
    Slapd(Path folder, String ldif) {
        this.folder = folder;
        try {
            makeCertificates();
            Files.createDirectories(folder.resolve("db"));
            Files.writeString(folder.resolve("slapd.conf"), configuration());
            process =
                    new ProcessBuilder(
                                    PROGRAM.toString(),
                                    "-d",
                                    "0",
                                    "-f",
                                    folder.resolve("slapd.conf").toString(),
                                    "-h",
                                    "ldap://127.0.0.1:%d ldaps://127.0.0.1:%d"
                                            .formatted(plainPort, tlsPort))
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("slapd.log").toFile())
                            .start();
            fill(ldif);
        } catch (IOException | LDAPException e) {
            throw new IllegalStateException(e);
        }
    }

    int plainPort() {
        return plainPort;
    }

    int tlsPort() {
        return tlsPort;
    }

    Path authorities() {
        return folder.resolve("ca.pem");
    }

    /** Certificates of nobody who signed the server's. */
    Path strangers() {
        return folder.resolve("stranger.pem");
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String configuration() {
        return """
        include /etc/ldap/schema/core.schema
        include /etc/ldap/schema/cosine.schema
        include /etc/ldap/schema/inetorgperson.schema
        modulepath /usr/lib/ldap
        moduleload back_mdb
        pidfile %1$s/slapd.pid
        TLSCACertificateFile %1$s/ca.pem
        TLSCertificateFile %1$s/server.pem
        TLSCertificateKeyFile %1$s/server.key
        database mdb
        maxsize 10485760
        suffix "%2$s"
        rootdn "%3$s"
        rootpw "%4$s"
        directory %1$s/db
        access to attrs=userPassword by anonymous auth by * none
        access to * by users read by * none
        """
                .formatted(folder, BASE, ADMIN, ADMIN_PASSWORD);
    }

    private void makeCertificates() throws IOException {
        for (var name : List.of("ca", "stranger")) {
            openssl(
                    "req",
                    "-x509",
                    "-newkey",
                    "rsa:2048",
                    "-nodes",
                    "-days",
                    "2",
                    "-subj",
                    "/CN=" + name,
                    "-keyout",
                    name + ".key",
                    "-out",
                    name + ".pem");
        }
        openssl(
                "req",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-subj",
                "/CN=directory",
                "-keyout",
                "server.key",
                "-out",
                "server.csr");
        Files.writeString(folder.resolve("names"), "subjectAltName=IP:127.0.0.1\n");
        openssl(
                "x509",
                "-req",
                "-in",
                "server.csr",
                "-CA",
                "ca.pem",
                "-CAkey",
                "ca.key",
                "-CAcreateserial",
                "-days",
                "2",
                "-extfile",
                "names",
                "-out",
                "server.pem");
    }

    private void openssl(String... arguments) throws IOException {
        var command = new java.util.ArrayList<>(List.of(arguments));
        command.addFirst("/usr/bin/openssl");
        var made =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("openssl.log").toFile())
                        .start();
        try {
            if (!made.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || made.exitValue() != 0) {
                throw new IOException(Files.readString(folder.resolve("openssl.log")));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void fill(String ldif) throws IOException, LDAPException {
        try (var connection = connected()) {
            connection.bind(ADMIN, ADMIN_PASSWORD);
            var bytes = ldif.getBytes(StandardCharsets.UTF_8);
            try (var reader = new LDIFReader(new ByteArrayInputStream(bytes))) {
                for (var entry = reader.readEntry(); entry != null; entry = reader.readEntry()) {
                    connection.add(entry);
                }
            } catch (com.unboundid.ldif.LDIFException malformed) {
                throw new IllegalArgumentException(malformed);
            }
        }
    }

    private LDAPConnection connected() throws IOException {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end && process.isAlive()) {
            try {
                return new LDAPConnection("127.0.0.1", plainPort);
            } catch (LDAPException notYet) {
                Thread.onSpinWait();
            }
        }
        throw new IOException("slapd: " + Files.readString(folder.resolve("slapd.log")));
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
