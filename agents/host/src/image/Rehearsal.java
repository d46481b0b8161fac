import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Stands in for a hub while the agent's classes are listed: it speaks TLS, and refuses everybody.
 * Called by the launcher with a key store, its password, and the file to write its port to.
 */
final class Rehearsal {
    private static final byte[] REFUSED =
            "HTTP/1.1 401 -\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private Rehearsal() {}

    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        var password = arguments[1].toCharArray();
        var store = KeyStore.getInstance(Path.of(arguments[0]).toFile(), password);
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        Arrays.fill(password, ' ');
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        try (var socket = context.getServerSocketFactory().createServerSocket(0)) {
            Files.writeString(Path.of(arguments[2]), Integer.toString(socket.getLocalPort()));
            while (true) {
                try (var connection = socket.accept()) {
                    if (connection.getInputStream().read(new byte[64 * 1024]) > 0) {
                        connection.getOutputStream().write(REFUSED);
                    }
                }
            }
        }
    }
}
