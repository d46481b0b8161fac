package muster.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import muster.database.EmbeddedPostgres;
import muster.database.MasterKey;

/** Whoever runs the database server, at work while no hub does. */
public final class Superuser {
    private Superuser() {}

    /** Runs these on the data of a hub that is stopped. */
    public static void administer(Path data, List<String> statements) throws IOException {
        var key = MasterKey.in(data.resolve("master.key"));
        try (var postgres = EmbeddedPostgres.start(data, key)) {
            administer(postgres, statements);
        }
    }

    /** Runs these on a server that is running. */
    public static void administer(EmbeddedPostgres postgres, List<String> statements)
            throws IOException {
        var server = postgres.server();
        try (var admin =
                        DriverManager.getConnection(
                                server.url(), server.user(), server.password());
                var statement = admin.createStatement()) {
            for (var text : statements) {
                statement.execute(text);
            }
        } catch (SQLException failure) {
            throw new IOException("administering the database of " + server.url(), failure);
        }
    }
}
