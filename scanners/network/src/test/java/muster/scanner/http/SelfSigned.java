package muster.scanner.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate that nobody else vouches for, as devices have it. */
public final class SelfSigned {
    private static final String PASSWORD = "not-secret";

    private SelfSigned() {}

    /** One in PEM. */
    public static String pem(Path folder, String subject) throws IOException, InterruptedException {
        var file = keyStore(folder, subject);
        var out = file.resolveSibling("certificate.pem");
        keytool(file, "-exportcert", "-rfc", "-alias", "device", "-file", out.toString());
        return Files.readString(out).replace("\r", "");
    }

    private static void keytool(Path keyStore, String... words)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(words));
        command.addAll(List.of("-storepass", PASSWORD, "-keystore", keyStore.toString()));
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertEquals(0, process.waitFor());
    }

    private static Path keyStore(Path folder, String subject)
            throws IOException, InterruptedException {
        var file = Files.createTempDirectory(folder, "key").resolve("key.p12");
        keytool(
                file,
                "-genkeypair",
                "-alias",
                "device",
                "-keyalg",
                "EC",
                "-dname",
                subject,
                "-storetype",
                "PKCS12");
        return file;
    }

    /** Sockets of a server that shows one. */
    static ServerSocketFactory sockets(Path folder, String subject)
            throws IOException, InterruptedException {
        var file = keyStore(folder, subject);
        try (var in = Files.newInputStream(file)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD.toCharArray());
            var tls = SSLContext.getInstance("TLS");
            tls.init(keys.getKeyManagers(), null, null);
            return tls.getServerSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
