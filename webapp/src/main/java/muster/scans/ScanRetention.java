package muster.scans;

import java.time.Clock;
import muster.database.Database;
import muster.tenancy.Tenant;

/**
 * Forgets the scans that nobody needs any more, one at a time: each has many targets. What devices
 * gave goes with them, but for what says what they are.
 */
public final class ScanRetention implements Runnable {
    private static final System.Logger LOG = System.getLogger(ScanRetention.class.getName());

    private final Database database;
    private final Scans scans;
    private final KeptEvidence kept;
    private final Clock clock;

    public ScanRetention(Database database, Clock clock) {
        this.database = database;
        this.scans = new Scans(database);
        this.kept = new KeptEvidence(database);
        this.clock = clock;
    }

    @Override
    public void run() {
        for (var tenant : database.tenants()) {
            try {
                forget(tenant);
            } catch (Database.Failure failure) {
                // The next time is another chance for this organization, and now for the others.
                LOG.log(System.Logger.Level.WARNING, "old scans of " + tenant, failure);
            }
        }
    }

    private void forget(Tenant tenant) {
        var now = clock.instant();
        boolean forgotten;
        do {
            forgotten = database.inTenant(tenant, () -> scans.forgetOne(now));
        } while (forgotten);
        database.inTenant(tenant, () -> kept.forget(now.minus(Scans.KEPT)));
    }
}
