package muster.e2e.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.UUID;
import muster.database.Database;
import muster.database.EmbeddedPostgres;
import muster.database.Entities;
import muster.database.MasterKey;
import muster.database.Schema;
import muster.database.Sql;
import muster.tenancy.Tenant;

/** A migrated database of the bench's own, on the server that a hub embeds. */
final class BenchDatabase implements AutoCloseable {
    private static final MasterKey KEY = MasterKey.of(new byte[32]);

    private final Path folder;
    private final EmbeddedPostgres postgres;
    private final Database database;

    private BenchDatabase(Path folder) throws IOException {
        this.folder = folder;
        this.postgres = EmbeddedPostgres.start(folder, KEY);
        new Schema(postgres.server(), KEY).prepare();
        this.database = new Database(postgres.server(), KEY, new Entities());
    }

    static BenchDatabase start() throws IOException {
        return new BenchDatabase(Files.createTempDirectory("muster-bench"));
    }

    Database database() {
        return database;
    }

    /** An organization with its first site. */
    Tenant organization(String slug) {
        var tenant = new Tenant(UUID.randomUUID());
        return database.inTenant(
                tenant,
                () -> {
                    database.run(
                            Sql.of(
                                    """
                                    insert into organizations (slug, name, plan, confirmed_at)
                                    values (?, ?, 'enterprise', now())
                                    """,
                                    slug,
                                    slug));
                    database.run(Sql.of("insert into sites (name) values (?)", "Main"));
                    return tenant;
                });
    }

    @Override
    public void close() throws IOException {
        database.close();
        postgres.close();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
