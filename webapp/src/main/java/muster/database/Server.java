package muster.database;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A PostgreSQL database and who may administer it.
 *
 * @param encryption how the connection is encrypted, as {@code sslmode=verify-full}; empty leaves
 *     it to the driver
 * @see <a href="https://jdbc.postgresql.org/documentation/ssl/">the driver's words for it</a>
 */
public record Server(
        String host, int port, String database, String user, String password, String encryption) {
    private static final int PORT_DEFAULT = 5432;
    private static final Pattern ENCRYPTION =
            Pattern.compile("(?:(?:sslmode|sslrootcert)=[^&=]+(?:&(?!$)|$))*");

    public Server(String host, int port, String database, String user, String password) {
        this(host, port, database, user, password, "");
    }

    /**
     * From {@code postgres://user:password@host:port/database}, maybe with {@code ?sslmode=…}.
     *
     * @throws IllegalArgumentException it reads otherwise; the message does not repeat it
     */
    public static Server of(URI url) {
        var credentials = url.getRawUserInfo() == null ? "" : url.getRawUserInfo();
        var colon = credentials.indexOf(':');
        if (url.getHost() == null || colon < 1 || url.getPath().length() < 2) {
            throw new IllegalArgumentException(
                    "DATABASE_URL must read postgres://user:password@host:port/database");
        }
        var encryption = url.getRawQuery() == null ? "" : url.getRawQuery();
        if (!ENCRYPTION.matcher(encryption).matches()) {
            throw new IllegalArgumentException(
                    "DATABASE_URL may say sslmode= and sslrootcert= behind its ?, nothing else");
        }
        return new Server(
                url.getHost(),
                url.getPort() < 0 ? PORT_DEFAULT : url.getPort(),
                url.getPath().substring(1),
                decoded(credentials.substring(0, colon)),
                decoded(credentials.substring(colon + 1)),
                encryption);
    }

    public Server database(String name) {
        return new Server(host, port, name, user, password, encryption);
    }

    public String url() {
        return "jdbc:postgresql://%s:%d/%s%s"
                .formatted(host, port, database, encryption.isEmpty() ? "" : "?" + encryption);
    }

    /** Without the password: this is what a log may print. */
    @Override
    public String toString() {
        return user + "@" + host + ":" + port + "/" + database;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
