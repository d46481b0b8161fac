package muster.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import muster.database.Database;
import muster.database.Sql;
import muster.enrollment.Batches;
import muster.tenancy.Tenant;

/**
 * Forgets which reports were taken in, once nobody can send them again; what they told stays. A
 * collector sends again what its spool holds, and the oldest spool is one that came back with last
 * year's backup.
 */
public final class Retention implements Runnable {
    /** A year, and a month to put the backup back. */
    static final Duration REPORTS_KEPT = Duration.ofDays(400);

    /** In one transaction, so that none holds up reports that arrive meanwhile. */
    static final int REPORTS_A_STEP = 5_000;

    private static final System.Logger LOG = System.getLogger(Retention.class.getName());

    private final Database database;
    private final Batches batches;
    private final Clock clock;

    public Retention(Database database, Clock clock) {
        this.database = database;
        this.batches = new Batches(database);
        this.clock = clock;
    }

    @Override
    public void run() {
        var before = clock.instant().minus(REPORTS_KEPT);
        for (var tenant : database.tenants()) {
            try {
                forget(tenant, before);
            } catch (Database.Failure failure) {
                // Tomorrow is another day for this organization, and today for the others.
                LOG.log(System.Logger.Level.WARNING, "old reports of " + tenant, failure);
            }
        }
    }

    private void forget(Tenant tenant, Instant before) {
        inSteps(tenant, () -> reports(before));
        inSteps(tenant, () -> batches.forget(before, REPORTS_A_STEP));
    }

    private void inSteps(Tenant tenant, Supplier<Integer> step) {
        int forgotten;
        do {
            forgotten = database.inTenant(tenant, step);
        } while (forgotten == REPORTS_A_STEP);
    }

    private int reports(Instant before) {
        return database.run(
                Sql.of(
                        """
                        delete from reports
                        where id in (select id from reports where received_at < ? limit ?)
                        """,
                        before,
                        REPORTS_A_STEP));
    }
}
