package muster.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import muster.tenancy.Tenant;

/**
 * A fresh database on a real PostgreSQL that one test run shares: migrated once, then copied for
 * each test class. The cast: the organizations Acme and Globex.
 */
public final class TestDatabase implements AutoCloseable {
    public static final MasterKey KEY = MasterKey.of(new byte[32]);

    private static final Supplier<Server> SERVER = once(TestDatabase::start);

    private final Server server;
    private final Database database;
    private final Tenant acme;
    private final Tenant globex;

    private TestDatabase(Server server) {
        this.server = server;
        this.database = new Database(server, KEY, new Entities());
        this.acme = organization("acme", "Acme");
        this.globex = organization("globex", "Globex");
    }

    /** A database with all tables and two organizations. */
    public static TestDatabase fresh() {
        var template = SERVER.get();
        var name = "test_" + UUID.randomUUID().toString().replace("-", "");
        administer(
                template.database("postgres"),
                "create database "
                        + name
                        + " template "
                        + template.database()
                        + " owner muster_owner",
                "grant connect on database "
                        + name
                        + " to muster_app, muster_door, muster_catalogue");
        return new TestDatabase(template.database(name));
    }

    public Database database() {
        return database;
    }

    /** Where the superuser reaches this database. */
    public Server server() {
        return server;
    }

    /** Runs a statement as the superuser, past all policies; says the first column of its rows. */
    public List<String> administer(String statement) {
        try (var connection =
                        DriverManager.getConnection(
                                server.url(), server.user(), server.password());
                var work = connection.createStatement()) {
            var found = new ArrayList<String>();
            if (work.execute(statement)) {
                var rows = work.getResultSet();
                while (rows.next()) {
                    found.add(String.valueOf(rows.getString(1)));
                }
            }
            return found;
        } catch (SQLException failure) {
            throw new IllegalStateException(statement, failure);
        }
    }

    public Tenant acme() {
        return acme;
    }

    public Tenant globex() {
        return globex;
    }

    @Override
    public void close() {
        database.close();
        administer(
                server.database("postgres"),
                "drop database " + server.database() + " with (force)");
    }

    private Tenant organization(String slug, String name) {
        var tenant = new Tenant(UUID.randomUUID());
        database.inTenant(
                tenant,
                () -> {
                    database.run(
                            Sql.of(
                                    "insert into organizations (slug, name) values (?, ?)",
                                    slug,
                                    name));
                    return database.run(Sql.of("insert into sites (name) values ('Default')"));
                });
        return tenant;
    }

    private static Server start() {
        try {
            var data = Files.createTempDirectory("muster-test-database");
            Files.createDirectories(data.resolve("postgres"));
            var postgres = EmbeddedPostgres.start(data, KEY);
            Runtime.getRuntime()
                    .addShutdownHook(
                            new Thread(() -> {
                                postgres.close();
                                delete(data);
                            }));
            administer(postgres.server(), "create database template_muster");
            var template = postgres.server().database("template_muster");
            new Schema(template, KEY).prepare();
            return template;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void delete(Path folder) {
        try {
            TemporaryFolder.delete(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void administer(Server server, String... statements) {
        try (var connection =
                        DriverManager.getConnection(
                                server.url(), server.user(), server.password());
                var statement = connection.createStatement()) {
            for (var text : statements) {
                statement.execute(text);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static <T> Supplier<T> once(Supplier<T> maker) {
        return new Supplier<>() {
            private java.util.Optional<T> value = java.util.Optional.empty();

            @Override
            public synchronized T get() {
                if (value.isEmpty()) {
                    value = java.util.Optional.of(maker.get());
                }
                return value.get();
            }
        };
    }
}
