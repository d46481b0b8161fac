package muster.events;

import java.time.Duration;
import muster.database.Database;
import muster.database.Sql;
import muster.tenancy.Tenant;

/**
 * The days that events are kept by: makes those that come, and lets go of those that are older than
 * their plan keeps. Nothing is deleted row by row; a day is dropped as a whole.
 */
public final class EventDays implements Runnable {
    private static final System.Logger LOG = System.getLogger(EventDays.class.getName());

    /** For how long a program may send a post of events again. */
    private static final Duration POSTS_KEPT = Duration.ofDays(30);

    private final Database database;

    public EventDays(Database database) {
        this.database = database;
    }

    /** Makes what is missing of the days around now, for every plan. */
    public void prepare() {
        int made = upkeep(Sql.of("select upkeep.prepare_events() as n"));
        LOG.log(System.Logger.Level.DEBUG, "{0} partitions of events made", made);
    }

    @Override
    public void run() {
        try {
            prepare();
            while (upkeep(Sql.of("select upkeep.drop_old_events() as n")) > 0) {
                LOG.log(System.Logger.Level.DEBUG, "old events dropped");
            }
            database.tenants().forEach(this::forget);
        } catch (Database.Failure failure) {
            // Somebody reads for long, or the database is away: the next time will do.
            LOG.log(System.Logger.Level.WARNING, "days of events", failure);
        }
    }

    private int upkeep(Sql work) {
        return database.atDoor(() -> database.first(work, row -> row.integer("n"))).orElseThrow();
    }

    private void forget(Tenant tenant) {
        database.inTenant(
                tenant,
                () ->
                        database.run(
                                        Sql.of(
                                                "delete from event_posts where received_at < now() - make_interval(days => ?)",
                                                Math.toIntExact(POSTS_KEPT.toDays())))
                                + database.run(
                                        Sql.of(
                                                """
                                                delete from event_days
                                                where day < now() - make_interval(days =>
                                                    (select max(history_days) + 2 from plans))
                                                """)));
    }
}
