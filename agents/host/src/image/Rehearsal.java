import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Stands in for a hub while the agent's classes are listed: it speaks TLS, and takes whatever it is
 * told. Called by the launcher with a folder, which holds the key store hub.p12 and its authority
 * ca.pem, and with the store's password; writes its port there, and "told" once it has a report.
 */
final class Rehearsal {
    private static final int HEAD_BYTES_MAX = 64 * 1024;
    private static final byte[] HMAC_KEY = new byte[32];

    private Rehearsal() {}

    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        var folder = Path.of(arguments[0]);
        var password = arguments[1].toCharArray();
        var store = KeyStore.getInstance(folder.resolve("hub.p12").toFile(), password);
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        Arrays.fill(password, ' ');
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        try (var socket = context.getServerSocketFactory().createServerSocket(0)) {
            var address = "https://localhost:" + socket.getLocalPort();
            Files.writeString(folder.resolve("port"), Integer.toString(socket.getLocalPort()));
            while (true) {
                try (var connection = socket.accept()) {
                    var verb = verb(new BufferedInputStream(connection.getInputStream()));
                    var answer = answer(verb, address, Files.readString(folder.resolve("ca.pem")));
                    connection.getOutputStream().write(answer);
                    if (verb.equals("inventory")) {
                        Files.writeString(folder.resolve("told"), verb);
                    }
                } catch (IOException gone) {
                    // The agent asks again.
                }
            }
        }
    }

    /** Reads a request to its end; returns the last part of its path. */
    private static String verb(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0 || head.length() > HEAD_BYTES_MAX) {
                throw new IOException("no request");
            }
            head.append((char) next);
        }
        for (var line : head.toString().split("\r\n", -1)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                in.readNBytes(Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()));
            }
        }
        var path = head.substring(0, head.indexOf(" HTTP/"));
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static byte[] answer(String verb, String address, String authority) {
        var body = body(verb, address, authority.replace("\r", "").replace("\n", "\\n"));
        var head =
                "HTTP/1.1 200 -\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
                        .formatted(body.length());
        return (head + body).getBytes(StandardCharsets.US_ASCII);
    }

    /** What nobody asks for is left out: the certificate is the authority's own. */
    private static String body(String verb, String address, String authority) {
        return switch (verb) {
            case "enroll" ->
                    """
                    {"agent_id": "%s", "endpoint": "%s", "certificate": "%s", "ca": "%s",
                    "hmac": {"key_id": "%s", "key": "%s"}}\
                    """
                            .formatted(
                                    UUID.randomUUID(),
                                    address,
                                    authority,
                                    authority,
                                    UUID.randomUUID(),
                                    Base64.getEncoder().encodeToString(HMAC_KEY));
            case "heartbeat" ->
                    "{\"bundle_version\": 1, \"wire_max\": 2, \"server_time\": \"%s\"}"
                            .formatted(Instant.now());
            default -> "{\"report_id\": \"%s\"}".formatted(UUID.randomUUID());
        };
    }
}
