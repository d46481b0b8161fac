package muster.scans;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import muster.database.Database;
import muster.database.Sql;
import muster.identify.Identification;
import muster.tenancy.Tenant;

/**
 * Identifies devices again that were identified by other rules than there are now: better rules
 * improve old scans. Each organization has a batch before any has its next; what is done is known
 * by its rules, so that it goes on where it was stopped.
 */
public final class Reidentification implements Runnable {
    static final int BATCH = 20;

    /** No device is before it. */
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private static final System.Logger LOG = System.getLogger(Reidentification.class.getName());

    private final Database database;
    private final Inspections inspections;
    private final Identities identities;
    private final Clock clock;
    private volatile boolean closed;

    private record Waiting(UUID device, UUID site) {}

    /** An organization whose devices up to one were looked at. */
    private record Turn(Tenant tenant, UUID after) {}

    public Reidentification(Database database, Inspections inspections, Clock clock) {
        this.database = database;
        this.inspections = inspections;
        this.identities = new Identities(database);
        this.clock = clock;
    }

    /** Until none is left. Another hub may do the same: it finds what is left. */
    @Override
    public void run() {
        var line = new ArrayDeque<Turn>();
        database.tenants().forEach(tenant -> line.add(new Turn(tenant, BEFORE_ALL)));
        while (!line.isEmpty() && !closed) {
            batch(line.remove()).ifPresent(line::add);
        }
    }

    /** No more is begun. */
    public void close() {
        closed = true;
    }

    /** The organization's next turn, where there is one. */
    private Optional<Turn> batch(Turn turn) {
        var waiting = database.inTenant(turn.tenant(), () -> waiting(turn.after()));
        for (var one : waiting) {
            try {
                again(turn.tenant(), one);
            } catch (RuntimeException | StackOverflowError failure) {
                // It waits for the next start; the others need not.
                LOG.log(
                        System.Logger.Level.WARNING,
                        Mishap.of("identifying " + one.device(), failure));
            }
        }
        return waiting.size() < BATCH
                ? Optional.empty()
                : Optional.of(new Turn(turn.tenant(), waiting.getLast().device()));
    }

    /** What is part of another device waits until it is its own again. */
    private List<Waiting> waiting(UUID after) {
        return database.list(
                Sql.of(
                        """
                        select i.device_id, d.site_id from device_identities i
                        join devices d on d.org_id = i.org_id and d.id = i.device_id
                        where i.rules <> ? and i.device_id > ? and not exists (
                            select from device_aliases a where a.id = i.device_id)
                        order by i.device_id limit ?
                        """,
                        Identification.rulesVersion(),
                        after,
                        BATCH),
                row -> new Waiting(row.uuid("device_id"), row.uuid("site_id")));
    }

    private void again(Tenant tenant, Waiting one) {
        Instant now = clock.instant();
        database.inTenant(
                tenant,
                () -> {
                    identities
                            .find(one.device())
                            .ifPresent(before -> inspections.again(before, one.site(), now));
                    return true;
                });
    }
}
