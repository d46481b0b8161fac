package muster.e2e.bench;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import muster.database.Database;
import muster.database.Sql;
import muster.tenancy.Tenant;

/** The rows of a batch sent as arrays: the least that any way to store events has to do. */
final class RawEvents {
    private static final Sql PREPARE = Sql.of("select upkeep.prepare_events() as n");

    private final String[] lines;
    private final Long[] times;
    private final Integer[] classes;
    private final String[] addresses;
    private final Integer[] ports;

    private RawEvents(String[] lines) {
        this.lines = lines;
        times = new Long[lines.length];
        classes = new Integer[lines.length];
        addresses = new String[lines.length];
        ports = new Integer[lines.length];
        for (int n = 0; n < lines.length; n++) {
            times[n] = 1_795_348_800_000L + n;
            classes[n] = n % 2 == 0 ? 4003 : 4001;
            addresses[n] = "10.1.0." + n % 250;
            ports[n] = 1024 + n;
        }
    }

    static RawEvents of(byte[] batch) {
        return new RawEvents(new String(batch, StandardCharsets.UTF_8).split("\n", 0));
    }

    static void prepare(Database database) {
        database.atDoor(() -> database.first(PREPARE, row -> row));
    }

    /** One transaction as the hub's own role, under row-level security as any other. */
    void insert(Database database, Tenant tenant, UUID collector) {
        database.inTenant(
                tenant,
                () -> {
                    database.keepPlans();
                    return database.run(
                            Sql.of(
                                    """
                                    insert into events (keep_days, received_at, id, observed_at,
                                        collector_id, class_uid, activity_id, severity, src_address,
                                        src_port, dst_address, dst_port, name, summary, event)
                                    select 365, now(), uuidv7(), to_timestamp(time::float8 / 1000), ?,
                                        class, 1, 'informational', address, port, address, port,
                                        address, address, line
                                    from unnest(?, ?, ?, ?, ?)
                                        as row (time, class, address, port, line)
                                    """,
                                    collector,
                                    times,
                                    classes,
                                    addresses,
                                    ports,
                                    lines));
                });
    }
}
