package muster.devices;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import muster.audit.Audit;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.enrollment.Bindings;
import muster.enrollment.CollectorNotes;
import muster.enrollment.CollectorNotes.Kind;
import muster.tenancy.Actor;
import org.jspecify.annotations.Nullable;

/**
 * The alarm that two report as one: a disk was cloned, or a snapshot restored. Said once where
 * people look, and shown on its device and among the suggestions until somebody says it is settled:
 * on the collector's page, on its device's timeline and in the audit record.
 */
public final class Forks {
    static final int SHOWN_MAX = 100;

    private static final Sql OPEN =
            Sql.of(
                    """
                    select f.id, f.collector_id, c.name, c.device_id, f.evidence, f.why, f.first_at,
                        f.at, f.times
                    from forks f join collectors c on c.org_id = f.org_id and c.id = f.collector_id
                    where f.settled_at is null and c.revoked_at is null
                    """);

    private final Database database;
    private final CollectorNotes notes;
    private final Bindings bindings;
    private final Timeline timeline;
    private final Audit audit;

    /** By what it shows. */
    public enum Evidence {
        /** Two batches at one place. */
        COLLISION,
        /** Batches of two spools that take turns. */
        TURNS,
        /** The hardware of two machines. */
        HARDWARE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One that is not settled.
     *
     * @param device that its collector last spoke of, null where it never did
     * @param at when it last showed
     */
    public record Fork(
            UUID id,
            UUID collector,
            String name,
            @Nullable UUID device,
            Evidence evidence,
            String why,
            Instant firstAt,
            Instant at,
            int times) {}

    public Forks(Database database, Timeline timeline, Audit audit) {
        this.database = database;
        this.notes = new CollectorNotes(database);
        this.bindings = new Bindings(database);
        this.timeline = timeline;
        this.audit = audit;
    }

    /** Raises it for a collector, or says that it shows again. */
    public void raise(UUID collector, Evidence evidence, String why, Actor actor, Instant now) {
        notes.add(collector, Kind.FORKED, why, now);
        if (add(collector, evidence, why, now)) {
            audit.record(actor, "collector.forked", "collector:" + collector, why);
            var device = bindings.of(collector).device();
            if (device != null && evidence != Evidence.HARDWARE) {
                timeline.add(device, Timeline.Entry.forked(now, Provenance.AGENT, null));
            }
        }
    }

    private boolean add(UUID collector, Evidence evidence, String why, Instant now) {
        return database.first(
                        Sql.of(
                                """
                                insert into forks (collector_id, evidence, why, first_at, at)
                                values (?, ?, ?, ?, ?)
                                on conflict (org_id, collector_id) where settled_at is null
                                do update set at = excluded.at, times = forks.times + 1
                                returning old.id is null as is_new
                                """,
                                collector,
                                evidence.word(),
                                why,
                                now,
                                now),
                        row -> row.flag("is_new"))
                .orElseThrow();
    }

    /** Those that are not settled, the oldest first. */
    List<Fork> open() {
        return database.list(OPEN.and("order by f.first_at, f.id limit ?", SHOWN_MAX), Forks::fork);
    }

    /** The same of the collectors of one device. */
    List<Fork> of(UUID device) {
        return database.list(
                OPEN.and("and c.device_id = ? order by f.first_at, f.id", device), Forks::fork);
    }

    /** Says that somebody has seen to it; false where there is none that is not settled. */
    boolean settle(UUID id, Actor by, Instant now) {
        var settled =
                database.first(
                        Sql.of(
                                """
                                update forks set settled_at = ?, settled_by = ?
                                where id = ? and settled_at is null returning collector_id
                                """,
                                now,
                                by.label(),
                                id),
                        row -> row.uuid("collector_id"));
        settled.ifPresent(collector ->
                audit.record(
                        by, "fork.settled", "collector:" + collector, "settled that it forked"));
        return settled.isPresent();
    }

    private static Fork fork(Row row) {
        return new Fork(
                row.uuid("id"),
                row.uuid("collector_id"),
                row.text("name"),
                row.uuidOrNull("device_id"),
                Evidence.valueOf(row.text("evidence").toUpperCase(Locale.ROOT)),
                row.text("why"),
                row.instant("first_at"),
                row.instant("at"),
                row.integer("times"));
    }
}
