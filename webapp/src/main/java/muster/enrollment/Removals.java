package muster.enrollment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import muster.audit.Audit;
import muster.database.Database;
import muster.database.Sql;
import muster.tenancy.Actor;
import muster.tenancy.Tenant;
import muster.web.Problem;

/**
 * Removes collectors that are shut out, or whose place another took: by themselves when nobody
 * looks back at them any more, or as soon as somebody says so. What they reported stays.
 */
public final class Removals implements Runnable {
    /** A quarter: whoever looks into what happened does so within it. */
    static final Duration KEPT = Duration.ofDays(90);

    /** In one transaction, so that none holds up reports that arrive meanwhile. */
    private static final int BATCHES_A_STEP = 5_000;

    private static final int COLLECTORS_A_RUN_MAX = 1_000;
    private static final int CONFLICT = 409;
    private static final Actor BY_ITSELF = new Actor.Muster("Muster");
    private static final System.Logger LOG = System.getLogger(Removals.class.getName());

    private final Database database;
    private final Collectors collectors;
    private final Audit audit;
    private final Clock clock;

    Removals(Database database, Collectors collectors, Audit audit, Clock clock) {
        this.database = database;
        this.collectors = collectors;
        this.audit = audit;
        this.clock = clock;
    }

    /** Removes all that have been gone for long. */
    @Override
    public void run() {
        var before = clock.instant().minus(KEPT);
        for (var tenant : database.tenants()) {
            try {
                database.inTenant(tenant, () -> gone(before))
                        .forEach(id -> remove(tenant, id, BY_ITSELF));
            } catch (Database.Failure failure) {
                // Tomorrow is another day for this organization, and today for the others.
                LOG.log(System.Logger.Level.WARNING, "old collectors of " + tenant, failure);
            }
        }
    }

    private List<UUID> gone(Instant before) {
        return database.list(
                Sql.of(
                                """
                                select c.id from collectors c
                                where c.revoked_at < ? or (c.replaced_at < ? and
                                """,
                                before,
                                before)
                        .and(Collectors.IS_REPLACED)
                        .and(") order by c.id limit ?", COLLECTORS_A_RUN_MAX),
                row -> row.uuid("id"));
    }

    /**
     * Removes one, in transactions of its own.
     *
     * @throws Problem 404 where there is none, 409 while it may report
     */
    void remove(Tenant tenant, UUID id, Actor actor) {
        database.inTenant(tenant, () -> shutOut(id, actor));
        while (database.inTenant(tenant, () -> forgetBatches(id)) == BATCHES_A_STEP) {
            // There is more of them.
        }
        database.inTenant(
                tenant, () -> database.run(Sql.of("delete from collectors where id = ?", id)));
    }

    private Collector shutOut(UUID id, Actor actor) {
        var collector = collectors.find(id).orElseThrow(Problem::notFound);
        if (!collector.isGone()) {
            throw Problem.of(
                    CONFLICT,
                    "Conflict",
                    "“%s” may still report: revoke it first".formatted(collector.name()));
        }
        collectors.revoke(collector, actor);
        audit.record(
                actor,
                "collector.removed",
                Collectors.subject(id),
                "removed “" + collector.name() + "”");
        return collector;
    }

    private int forgetBatches(UUID collector) {
        return database.run(
                Sql.of(
                        """
                        delete from batches where (collector_id, epoch, sequence) in (
                            select collector_id, epoch, sequence from batches
                            where collector_id = ? limit ?)
                        """,
                        collector,
                        BATCHES_A_STEP));
    }
}
