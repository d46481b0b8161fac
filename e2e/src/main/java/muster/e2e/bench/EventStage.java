package muster.e2e.bench;

import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import muster.database.Database;
import muster.database.EmbeddedPostgres;
import muster.database.Entities;
import muster.database.MasterKey;
import muster.database.Sql;
import muster.e2e.RunningHub;
import muster.enrollment.SigningKeys;
import muster.tenancy.Tenant;
import muster.wire.Signature;

/** A hub with many organizations and collectors in them, all enrolled. */
final class EventStage implements AutoCloseable {
    private static final Random RANDOM = new Random(42);

    private final RunningHub first;
    private final RunningHub hub;
    private final List<List<Sender>> senders;

    private EventStage(RunningHub first, List<List<Sender>> senders) {
        this.first = first;
        this.senders = senders;
        this.hub = RunningHub.on(first.data(), Map.of());
    }

    static EventStage of(int organizations, int collectorsOfEach) throws IOException {
        var hub = RunningHub.start();
        hub.stop();
        var key = key(hub);
        var senders = new ArrayList<List<Sender>>();
        try (var postgres = EmbeddedPostgres.start(hub.data(), key);
                var database = new Database(postgres.server(), key, new Entities())) {
            for (int n = 0; n < organizations; n++) {
                var tenant = organization(database, "bench-" + n);
                var ofOne = new ArrayList<Sender>();
                for (int m = 0; m < collectorsOfEach; m++) {
                    ofOne.add(collector(database, key, tenant));
                }
                senders.add(ofOne);
            }
        }
        return new EventStage(hub, senders);
    }

    private static MasterKey key(RunningHub hub) throws IOException {
        return MasterKey.in(hub.data().resolve("master.key"));
    }

    RunningHub hub() {
        return hub;
    }

    /** The collectors of an organization. */
    List<Sender> senders(int organization) {
        return senders.get(organization);
    }

    List<Sender> all() {
        return senders.stream().flatMap(List::stream).toList();
    }

    /** Stops the hub and counts the events that are there. */
    long stored() throws IOException {
        hub.stop();
        try (var postgres = EmbeddedPostgres.start(first.data(), key(first))) {
            var server = postgres.server();
            try (var admin =
                            DriverManager.getConnection(
                                    server.url(), server.user(), server.password());
                    var statement = admin.createStatement();
                    var rows = statement.executeQuery("select count(*) from events")) {
                rows.next();
                return rows.getLong(1);
            } catch (SQLException failure) {
                throw new IOException("counting events", failure);
            }
        }
    }

    @Override
    public void close() {
        hub.close();
        first.close();
    }

    private static Tenant organization(Database database, String slug) {
        var tenant = new Tenant(UUID.randomUUID());
        return database.inTenant(
                tenant,
                () -> {
                    database.run(
                            Sql.of(
                                    """
                                    insert into organizations (slug, name, plan, confirmed_at)
                                    values (?, ?, 'team', now())
                                    """,
                                    slug,
                                    slug));
                    database.run(Sql.of("insert into sites (name) values ('Main')"));
                    return tenant;
                });
    }

    private static Sender collector(Database database, MasterKey master, Tenant tenant) {
        var collector = UUID.randomUUID();
        var key = UUID.randomUUID();
        var secret = new byte[Signature.KEY_BYTES];
        RANDOM.nextBytes(secret);
        return database.inTenant(
                tenant,
                () -> {
                    database.run(
                            Sql.of(
                                    """
                                    insert into collectors (id, kind, name, name_order, token_name,
                                        public_key, enrolled_at, late_after)
                                    values (?, 'agent', 'bench', 'bench', 'bench', '', ?, 'infinity')
                                    """,
                                    collector,
                                    Instant.now()));
                    database.run(
                            Sql.of(
                                    """
                                    insert into collector_keys (id, collector_id, sealed, made_at)
                                    values (?, ?, ?, ?)
                                    """,
                                    key,
                                    collector,
                                    master.seal(SigningKeys.place(key), secret),
                                    Instant.now()));
                    return new Sender(tenant, key, secret, UUID.randomUUID(), new AtomicLong());
                });
    }
}
