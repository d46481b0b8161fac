package muster.e2e.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import muster.database.Database;
import muster.database.EmbeddedPostgres;
import muster.database.Entities;
import muster.database.MasterKey;
import muster.database.Sql;
import muster.e2e.Person;
import muster.e2e.RunningHub;
import muster.e2e.Superuser;
import muster.tenancy.Tenant;

/** A hub's data with a large organization, a small one, and many others beside them. */
record Inhabited(RunningHub first, Member many, Member few) implements AutoCloseable {
    static final int DEVICES_MANY = 100_000;
    static final int DEVICES_FEW = 100;
    private static final int OTHER_ORGANIZATIONS = 100;

    static Inhabited make() throws IOException {
        var hub = RunningHub.start();
        var many = Member.joined(Person.ADA, hub);
        var few = Member.joined(Person.GRACE, hub);
        hub.stop();
        var inhabited = new Inhabited(hub, many, few);
        inhabited.fill();
        return inhabited;
    }

    RunningHub serve() {
        return RunningHub.on(first.data(), Map.of());
    }

    /** The database server's log. */
    Path log() {
        return first.data().resolve("postgres/postgres.log");
    }

    /** Runs these as the superuser while no hub is running. */
    void administer(List<String> statements) throws IOException {
        Superuser.administer(first.data(), statements);
    }

    @Override
    public void close() {
        first.close();
    }

    private void fill() throws IOException {
        var key = MasterKey.in(first.data().resolve("master.key"));
        try (var postgres = EmbeddedPostgres.start(first.data(), key)) {
            try (var database = new Database(postgres.server(), key, new Entities())) {
                fill(database, few.tenant(), DEVICES_FEW);
                // Without statistics each foreign key would be checked by a scan.
                Superuser.administer(postgres, List.of("analyze"));
                for (int other = 0; other < OTHER_ORGANIZATIONS; other++) {
                    fill(database, organization(database, "other-" + other), DEVICES_FEW);
                }
                Superuser.administer(postgres, List.of("analyze"));
                fill(database, many.tenant(), DEVICES_MANY);
            }
            // What the server does by itself in the minutes after.
            Superuser.administer(postgres, List.of("vacuum analyze", "checkpoint"));
        }
    }

    private static Tenant organization(Database database, String slug) {
        var tenant = new Tenant(UUID.randomUUID());
        return database.inTenant(
                tenant,
                () -> {
                    database.run(
                            Sql.of(
                                    "insert into organizations (slug, name) values (?, ?)",
                                    slug,
                                    slug));
                    database.run(Sql.of("insert into sites (name) values ('Main')"));
                    return tenant;
                });
    }

    private static void fill(Database database, Tenant tenant, int devices) {
        database.inTenant(
                tenant,
                () -> {
                    new Crowd(database, devices).fill();
                    return devices;
                });
    }
}
