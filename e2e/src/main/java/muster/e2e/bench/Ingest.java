package muster.e2e.bench;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Consumer;
import muster.audit.Audit;
import muster.database.Database;
import muster.database.Sql;
import muster.devices.Arrivals;
import muster.devices.Counters;
import muster.devices.Provenance;
import muster.devices.Seats;
import muster.devices.Timeline;
import muster.happenings.Happenings;
import muster.intake.Intake;
import muster.intake.Sorting;
import muster.intake.Submission;
import muster.inventory.Inventories;
import muster.inventory.Via;
import muster.network.Networks;
import muster.organizations.Sites;
import muster.plans.Plans;
import muster.scans.Inspections;
import muster.tenancy.Tenant;
import muster.web.Announcements;
import muster.wire.Report;

/**
 * Inventories of 1,000 packages through the whole intake, against bare upserts of the same rows.
 */
final class Ingest implements Measurement {
    private static final int PACKAGES = 1_000;
    private static final int WARM_UP = 30;
    private static final int BATCHES = 100;
    private static final double RATIO_MIN = 0.5;
    private static final Fleet FLEET = new Fleet(4 * PACKAGES, 3, PACKAGES);

    @Override
    public String name() {
        return "ingest";
    }

    @Override
    public void measure(Consumer<Figure> report) throws IOException {
        try (var bench = BenchDatabase.start()) {
            var database = bench.database();
            var intake = intake(database);
            var raw = bench.organization("raw");
            var acme = bench.organization("acme");
            // In turns, so that caches and checkpoints favour neither.
            var bare = new Rate(PACKAGES);
            var whole = new Rate(PACKAGES);
            for (int batch = 0; batch < WARM_UP + BATCHES; batch++) {
                var bytes = FLEET.report("server-" + batch, batch);
                boolean counts = batch >= WARM_UP;
                var rows = Upsert.of(Report.decode(bytes));
                bare.time(counts, () -> rows.run(database, raw));
                whole.time(counts, () -> take(database, acme, intake, bytes));
            }
            var upsert = Figure.of("unnest-upsert", bare.perSecond(), "packages/s");
            report.accept(upsert);
            report.accept(
                    Figure.of("inventory", whole.perSecond(), "packages/s")
                            .against(upsert)
                            .atLeast(RATIO_MIN));
            report.accept(changed(database, acme, intake));
            report.accept(unchanged(database, acme, intake));
        }
    }

    private static Intake intake(Database database) {
        var clock = Clock.systemUTC();
        var timeline = new Timeline(database);
        var happenings = new Happenings(database, clock);
        var arrivals = new Arrivals(database, timeline);
        var inventories = new Inventories(database, timeline, new Counters(database), happenings);
        var seats = new Seats(new Plans(database), new Counters(database));
        var announcements = new Announcements();
        return new Intake(
                database,
                new Sorting(
                        database,
                        arrivals,
                        inventories,
                        new Networks(database),
                        seats,
                        announcements),
                new Inspections(database, arrivals, inventories, seats, announcements),
                new Sites(database, new Audit(database, BenchDatabase.KEY, clock), clock));
    }

    private static void take(Database database, Tenant tenant, Intake intake, byte[] bytes) {
        var report = Submission.of(Report.decode(bytes));
        database.inTenant(
                tenant, () -> intake.accept(report, Via.REPORT, Provenance.KEYED, Instant.now()));
    }

    /** The same servers again, with other versions of most packages. */
    private static Figure changed(Database database, Tenant tenant, Intake intake) {
        var rate = new Rate(PACKAGES);
        for (int batch = 1; batch < WARM_UP; batch++) {
            var bytes = FLEET.report("server-" + batch, WARM_UP + BATCHES + batch);
            rate.time(true, () -> take(database, tenant, intake, bytes));
        }
        return Figure.of("inventory-changed", rate.perSecond(), "packages/s");
    }

    /** Rows that a report writes when the device's software is what it was. */
    private static Figure unchanged(Database database, Tenant tenant, Intake intake) {
        var same = Submission.of(Report.decode(FLEET.report("server-0", 0)).withId(null));
        long rows =
                database.inTenant(
                        tenant,
                        () -> {
                            long before = written(database);
                            intake.accept(same, Via.REPORT, Provenance.KEYED, Instant.now());
                            return written(database) - before;
                        });
        return Figure.of("unchanged-inventory", (double) rows, "rows").atMost(1);
    }

    /** The connection's own count, which may still hold rows of transactions before. */
    private static long written(Database database) {
        return database.first(
                        Sql.of(
                                """
                                select sum(n_tup_ins + n_tup_upd + n_tup_del)::bigint as n
                                from pg_stat_xact_user_tables
                                """),
                        row -> row.number("n"))
                .orElse(0L);
    }
}
