package muster.database;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import liquibase.Scope;
import liquibase.changelog.ChangeLogParameters;
import liquibase.command.CommandScope;
import liquibase.command.core.UpdateCommandStep;
import liquibase.command.core.helpers.DatabaseChangelogCommandStep;
import liquibase.command.core.helpers.DbUrlConnectionArgumentsCommandStep;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;

/** The migrations that this hub carries, and whether a database has them. */
final class Migrations {
    private static final String FOLDER = "migrations/";
    private static final String CHANGELOG = FOLDER + "changelog.xml";
    private static final String CHANGESET = "-- changeset muster:";
    private static final Pattern FILE = Pattern.compile("file=\"([^\"]+)\"");

    private final Set<String> ids;
    private final String digest;

    private Migrations(Set<String> ids, String digest) {
        this.ids = ids;
        this.digest = digest;
    }

    static Migrations onClassPath() {
        var ids = new TreeSet<String>();
        var digest = Sha256.digest();
        for (var file : files(read(CHANGELOG))) {
            var text = read(FOLDER + file);
            digest.update(text.getBytes(StandardCharsets.UTF_8));
            text.lines()
                    .filter(line -> line.startsWith(CHANGESET))
                    .map(line -> line.substring(CHANGESET.length()).split(" ", 2)[0])
                    .forEach(ids::add);
        }
        return new Migrations(ids, HexFormat.of().formatHex(digest.digest()));
    }

    /** Runs what is missing. Loading Liquibase takes a second, so it is only done where needed. */
    void bring(Connection owner) throws SQLException {
        refuseNewer(owner);
        if (!digest.equals(digestOf(owner))) {
            update(owner);
            remember(owner);
        }
    }

    private void refuseNewer(Connection owner) throws SQLException {
        if (!exists(owner, "databasechangelog")) {
            return;
        }
        try (var statement = owner.createStatement();
                var rows = statement.executeQuery("select id from databasechangelog")) {
            while (rows.next()) {
                if (!ids.contains(rows.getString(1))) {
                    throw new Schema.Refused(
                            "this database belongs to a newer Muster (it knows "
                                    + rows.getString(1)
                                    + "): start that one, or restore an older backup");
                }
            }
        }
    }

    private static String digestOf(Connection owner) throws SQLException {
        if (!exists(owner, "schema_digest")) {
            return "";
        }
        try (var statement = owner.createStatement();
                var rows = statement.executeQuery("select digest from schema_digest")) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    private void remember(Connection owner) throws SQLException {
        owner.setAutoCommit(true);
        try (var statement =
                owner.prepareStatement(
                        "insert into schema_digest (only_one, digest) values (true, ?)"
                                + " on conflict (only_one) do update set digest = excluded.digest")) {
            statement.setString(1, digest);
            statement.executeUpdate();
        }
    }

    private static void update(Connection owner) {
        try {
            var database =
                    DatabaseFactory.getInstance()
                            .findCorrectDatabaseImplementation(new JdbcConnection(owner));
            var scope =
                    Map.<String, Object>of(
                            Scope.Attr.resourceAccessor.name(),
                            new ClassLoaderResourceAccessor(),
                            // The hub's own output is one line; Liquibase would add its own.
                            Scope.Attr.ui.name(),
                            new LoggerUIService(),
                            "liquibase.analytics.enabled",
                            false);
            Scope.child(
                    scope,
                    () -> {
                        var command = new CommandScope(UpdateCommandStep.COMMAND_NAME);
                        command.addArgumentValue(
                                DbUrlConnectionArgumentsCommandStep.DATABASE_ARG, database);
                        command.addArgumentValue(UpdateCommandStep.CHANGELOG_FILE_ARG, CHANGELOG);
                        command.addArgumentValue(
                                DatabaseChangelogCommandStep.CHANGELOG_PARAMETERS,
                                new ChangeLogParameters(database));
                        command.setOutput(OutputStream.nullOutputStream());
                        command.execute();
                    });
        } catch (LiquibaseException failure) {
            throw new IllegalStateException("migration failed: " + failure.getMessage(), failure);
        } catch (Exception failure) {
            throw new IllegalStateException("migration failed", failure);
        }
    }

    private static boolean exists(Connection owner, String table) throws SQLException {
        try (var statement = owner.prepareStatement("select to_regclass(?) is not null")) {
            statement.setString(1, "public." + table);
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    private static List<String> files(String changelog) {
        return FILE.matcher(changelog).results().map(match -> match.group(1)).toList();
    }

    private static String read(String resource) {
        try (var stream = Migrations.class.getClassLoader().getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("no " + resource + " on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
