package muster.devices;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import muster.database.Database;
import muster.database.Sql;
import muster.tenancy.Actor;
import muster.tenancy.Tenant;
import org.jspecify.annotations.Nullable;

/**
 * After how many silent days a device retires by itself, where an organization wants that. Only
 * those that used to report do: of a device that somebody told of, silence says nothing.
 */
public final class RetirementRule implements Runnable {
    /** A holiday must not retire a device. */
    static final int DAYS_MIN = 7;

    static final int DAYS_MAX = 365;

    /** What a page counts at most. */
    static final int COUNTED_MAX = 1_000;

    /** In one transaction, so that none holds up reports that arrive meanwhile. */
    private static final int DEVICES_A_STEP = 100;

    /** It is looked for every day, a busy hub's being somewhat longer. */
    private static final Duration DAILY = Duration.ofHours(36);

    private static final Actor MUSTER = new Actor.Muster("retirement after silence");
    private static final System.Logger LOG = System.getLogger(RetirementRule.class.getName());

    private final Database database;
    private final Devices devices;
    private final Retirements retirements;
    private final Clock clock;

    public RetirementRule(
            Database database, Devices devices, Retirements retirements, Clock clock) {
        this.database = database;
        this.devices = devices;
        this.retirements = retirements;
        this.clock = clock;
    }

    /** The days of this organization; empty where devices retire by hand alone. */
    public Optional<Integer> days() {
        return database.first(
                Sql.of("select days from retirement_rules"), row -> row.integer("days"));
    }

    /** Sets the days, or ends the rule. */
    void set(@Nullable Integer days) {
        if (days == null) {
            database.run(Sql.of("delete from retirement_rules"));
        } else {
            database.run(
                    Sql.of(
                            """
                            insert into retirement_rules (days, looked_at) values (?, ?)
                            on conflict (org_id) do update
                                set days = excluded.days, looked_at = excluded.looked_at
                            """,
                            days,
                            clock.instant()));
        }
    }

    /** How many devices would retire now; counted up to {@link #COUNTED_MAX}. */
    int silent(int days, Instant now) {
        return silent(days, now, COUNTED_MAX).size();
    }

    /** The longest silent first. Whoever reports by itself was late before it is this old. */
    private List<UUID> silent(int days, Instant now, int most) {
        var since = now.minus(Duration.ofDays(days));
        return database.list(
                Sql.of(
                        """
                        select id from devices
                        where retired_at is null and late_after < ? and last_seen < ?
                        order by late_after, id limit ?
                        """,
                        now,
                        since,
                        most),
                row -> row.uuid("id"));
    }

    /** Retires what is silent for longer than its organization waits. */
    @Override
    public void run() {
        for (var tenant : database.tenants()) {
            try {
                retire(tenant);
            } catch (Database.Failure failure) {
                // Tomorrow is another day for this organization, and today for the others.
                LOG.log(System.Logger.Level.WARNING, "silent devices of " + tenant, failure);
            }
        }
    }

    private void retire(Tenant tenant) {
        int retired;
        if (!database.inTenant(tenant, this::looksDaily)) {
            return;
        }
        do {
            retired = database.inTenant(tenant, () -> days().map(this::step).orElse(0));
        } while (retired == DEVICES_A_STEP);
    }

    /**
     * Whether it looked a day ago. If not, it was the hub that was away: all devices seem silent
     * then, and have a day to come back.
     */
    private boolean looksDaily() {
        var now = clock.instant();
        return database.first(
                        Sql.of(
                                """
                                update retirement_rules set looked_at = ?
                                returning coalesce(old.looked_at > ?, false) as daily
                                """,
                                now,
                                now.minus(DAILY)),
                        row -> row.flag("daily"))
                .orElse(false);
    }

    private int step(int days) {
        var now = clock.instant();
        var silent = silent(days, now, DEVICES_A_STEP);
        for (var id : silent) {
            devices.find(id, now)
                    .ifPresent(device ->
                            retirements.add(
                                    device, MUSTER, "silent for %d days".formatted(days), now));
        }
        return silent.size();
    }
}
