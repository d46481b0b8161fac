package muster.demo;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import muster.audit.Audit;
import muster.catalogue.Catalogue;
import muster.database.Database;
import muster.database.Sql;
import muster.devices.Counters;
import muster.devices.Devices;
import muster.devices.Retirements;
import muster.findings.Rematch;
import muster.intake.Intake;
import muster.organizations.Organizations;
import muster.scans.ScanIntake;
import muster.tenancy.Actor;
import muster.tenancy.Tenant;
import muster.web.Announcements;
import org.jspecify.annotations.Nullable;

/** The organization that everybody may look at without signing in, with five weeks of history. */
public final class Demo implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Demo.class.getName());

    /** The same everywhere, so that it is made once, however many hubs start on a database. */
    static final Tenant TENANT =
            new Tenant(UUID.nameUUIDFromBytes("muster demo".getBytes(StandardCharsets.UTF_8)));

    /** The slug is made from it. */
    private static final String SLUG = "Demo";

    private static final String NAME = "Lantern Books (demo)";
    private static final Duration HISTORY = Duration.ofDays(36);
    private static final Duration FEEDS_WAIT_MAX = Duration.ofMinutes(2);
    private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(5);

    private final Database database;
    private final Audit audit;
    private final Catalogue catalogue;
    private final Counters counters;
    private final Announcements announcements;
    private final Telling telling;
    private final DemoNetwork network;
    private final Clock clock;
    private @Nullable Thread making;

    public Demo(
            Database database,
            Audit audit,
            Catalogue catalogue,
            Counters counters,
            Announcements announcements,
            Intake intake,
            Devices devices,
            Retirements retirements,
            ScanIntake scans,
            Clock clock) {
        this.database = database;
        this.audit = audit;
        this.catalogue = catalogue;
        this.counters = counters;
        this.announcements = announcements;
        this.telling = new Telling(intake, devices, retirements);
        this.network = new DemoNetwork(database, scans, TENANT);
        this.clock = clock;
    }

    /** Makes the organization in the background, once the first look at the feeds is over. */
    public void start(Thread feeds, Runnable then) {
        making = Thread.ofPlatform().daemon().name("demo").start(() -> makeAfter(feeds, then));
    }

    /** Makes the organization with all that happened in it, or nothing; false if it is there. */
    public boolean make() {
        boolean made = database.inTenant(TENANT, () -> !isThere() && found());
        if (made) {
            network.scan(clock.instant());
        }
        return made;
    }

    /** Lets its devices report again, so that they are not all late after two days. */
    public void goOn() {
        boolean goesOn =
                database.inTenant(
                        TENANT,
                        () -> {
                            var there = isThere();
                            if (there) {
                                telling.goOn(clock.instant());
                            }
                            return there;
                        });
        if (goesOn) {
            network.scan(clock.instant());
        }
    }

    @Override
    public void close() {
        if (making != null) {
            making.interrupt();
            try {
                making.join(STOP_WAIT_MAX);
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void makeAfter(Thread feeds, Runnable then) {
        try {
            // A finding begins when it is looked for: what is not in the catalogue yet would be
            // news of today.
            feeds.join(FEEDS_WAIT_MAX);
            if (make()) {
                LOG.log(System.Logger.Level.INFO, "made the demo organization");
            }
            then.run();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            LOG.log(System.Logger.Level.ERROR, "no demo organization", failure);
        }
    }

    /** Whoever comes second waits here until the first has made it. */
    private boolean isThere() {
        database.first(
                Sql.of("select pg_advisory_xact_lock(hashtextextended('demo ' || tenant(), 0))"),
                row -> true);
        return database.first(
                        Sql.of("select 1 as one from organizations where org_id = tenant()"),
                        row -> true)
                .isPresent();
    }

    private boolean found() {
        var now = clock.instant();
        var past = new PastClock(now.minus(HISTORY));
        var organizations = new Organizations(database, audit.at(past), new SecureRandom(), past);
        var founder = new Actor.Muster("demo");
        organizations.found(SLUG, founder);
        organizations.rename(NAME, founder);
        organizations.confirm();
        database.run(
                Sql.of(
                        """
                        update organizations set demo = true, plan = 'business'
                        where org_id = tenant()
                        """));
        var rematch = new Rematch(database, catalogue, counters, announcements, past);
        telling.tell(now, rematch, past);
        return true;
    }
}
