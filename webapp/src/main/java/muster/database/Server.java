package muster.database;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** A PostgreSQL database and who may administer it. */
public record Server(String host, int port, String database, String user, String password) {
    private static final int PORT_DEFAULT = 5432;

    /** From {@code postgres://user:password@host:port/database}. */
    public static Server of(URI url) {
        var credentials = url.getRawUserInfo() == null ? "" : url.getRawUserInfo();
        var colon = credentials.indexOf(':');
        if (url.getHost() == null || colon < 1 || url.getPath().length() < 2) {
            throw new IllegalArgumentException(
                    "DATABASE_URL must read postgres://user:password@host:port/database");
        }
        return new Server(
                url.getHost(),
                url.getPort() < 0 ? PORT_DEFAULT : url.getPort(),
                url.getPath().substring(1),
                decoded(credentials.substring(0, colon)),
                decoded(credentials.substring(colon + 1)));
    }

    public Server database(String name) {
        return new Server(host, port, name, user, password);
    }

    public String url() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
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
