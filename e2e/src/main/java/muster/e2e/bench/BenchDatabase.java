package muster.e2e.bench;

import java.io.IOException;
import java.util.UUID;
import muster.database.Database;
import muster.database.EmbeddedPostgres;
import muster.database.Entities;
import muster.database.MasterKey;
import muster.database.Schema;
import muster.database.Sql;
import muster.e2e.Scratch;
import muster.tenancy.Tenant;

/** A migrated database of the bench's own, on the server that a hub embeds. */
final class BenchDatabase implements AutoCloseable {
    static final MasterKey KEY = MasterKey.of(new byte[32]);

    private final Scratch scratch;
    private final EmbeddedPostgres postgres;
    private final Database database;

    private BenchDatabase(Scratch scratch) throws IOException {
        this.scratch = scratch;
        this.postgres = EmbeddedPostgres.start(scratch.folder(), KEY);
        new Schema(postgres.server(), KEY).prepare();
        this.database = new Database(postgres.server(), KEY, new Entities());
    }

    static BenchDatabase start() throws IOException {
        return new BenchDatabase(Scratch.named("muster-bench"));
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
        scratch.close();
    }
}
