package muster.scans;

import java.io.Serial;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.web.Field;
import muster.web.Fields;
import muster.web.Page;
import muster.web.Query;
import muster.wire.Target.Result;

/** The scans of an organization: the last of each site, and for a while. */
public final class Scans {
    /** What open pages are told that changed. */
    public static final String KIND = "scans";

    static final String RUNNING = "running";

    /** Of each site; what is older is forgotten. */
    static final int KEPT_MAX = 20;

    static final Duration KEPT = Duration.ofDays(90);

    /** A scanner that says nothing for so long has been stopped. */
    private static final Duration SILENT_MAX = Duration.ofMinutes(15);

    static final Fields FIELDS =
            Fields.of(
                            "s.id",
                            "-started",
                            Field.time("started", "s.started_at").sorted(),
                            Field.text("scanner", "lower(s.scanner) collate \"C\""),
                            Field.text("site", "lower(p.name) collate \"C\""),
                            Field.word("state", "state", List.of(RUNNING, "stopped", "finished")),
                            Field.number("answered", "s.answered"),
                            Field.number("targets", "s.targets"))
                    .searchedIn("s.scanner || ' ' || p.name");

    private static final Sql SELECT =
            Sql.of(
                    """
                    select s.id, s.collector_id, s.scanner, s.site_id, p.name as site, state,
                        s.started_at, s.reported_at, s.finished_at, s.rules, s.targets, s.answered,
                        s.wrong_credential, s.time_out, s.unsupported, s.error
                    """);

    private final Database database;

    /** The id is another scanner's scan. */
    public static final class Foreign extends RuntimeException {
        @Serial private static final long serialVersionUID = 1;

        private Foreign(UUID scan) {
            super("scan " + scan + " is another scanner's: every scan needs an id of its own");
        }
    }

    public Scans(Database database) {
        this.database = database;
    }

    public Page<Scan> matching(Query query, Instant now) {
        return query.page(database, SELECT, from(now).and("where true"), Scans::scan);
    }

    void each(Query query, Instant now, Consumer<Scan> receiver) {
        query.each(
                database, SELECT, from(now).and("where true"), row -> receiver.accept(scan(row)));
    }

    public Optional<Scan> find(UUID id, Instant now) {
        return database.first(SELECT.and(from(now)).and("where s.id = ?", id), Scans::scan);
    }

    /** The one of the same site before this. */
    Optional<Scan> before(Scan scan, Instant now) {
        return database.first(
                SELECT.and(from(now))
                        .and(
                                """
                                where s.site_id = ? and (s.started_at, s.id) < (?, ?)
                                order by s.started_at desc, s.id desc limit 1
                                """,
                                scan.siteId(),
                                scan.startedAt(),
                                scan.id()),
                Scans::scan);
    }

    /** Where a scanner's scan is, once the scan is known. */
    Optional<UUID> siteOf(UUID scan, UUID collector) {
        return database.first(
                Sql.of(
                        "select site_id from scans where id = ? and collector_id = ?",
                        scan,
                        collector),
                row -> row.uuid("site_id"));
    }

    /**
     * Notes that a scanner reports of a scan, new or known.
     *
     * @throws Foreign it is another scanner's
     */
    void note(muster.wire.Scan said, UUID collector, UUID site, Instant startedAt, Instant now) {
        var noted =
                database.run(
                        Sql.of(
                                """
                                insert into scans (id, collector_id, scanner, site_id, started_at,
                                    reported_at, rules, targets)
                                values (?, ?, (select name from collectors where id = ?), ?, ?, ?,
                                    ?, ?)
                                on conflict (org_id, id) do update
                                set reported_at = excluded.reported_at, rules = excluded.rules,
                                    targets = excluded.targets
                                where scans.collector_id = excluded.collector_id
                                """,
                                said.id(),
                                collector,
                                collector,
                                site,
                                startedAt,
                                now,
                                said.rules(),
                                said.targets()));
        if (noted == 0) {
            throw new Foreign(said.id());
        }
    }

    void finish(UUID scan, Instant now) {
        database.run(
                Sql.of(
                        """
                        update scans set finished_at = coalesce(finished_at, ?), reported_at = ?
                        where id = ?
                        """,
                        now,
                        now,
                        scan));
    }

    /** Counts so many more, or fewer, of each result. */
    void count(UUID scan, Map<Result, Integer> more) {
        database.run(
                Sql.of(
                        """
                        update scans set answered = answered + ?,
                            wrong_credential = wrong_credential + ?, time_out = time_out + ?,
                            unsupported = unsupported + ?, error = error + ?
                        where id = ?
                        """,
                        more.getOrDefault(Result.ANSWERED, 0),
                        more.getOrDefault(Result.WRONG_CREDENTIAL, 0),
                        more.getOrDefault(Result.TIME_OUT, 0),
                        more.getOrDefault(Result.UNSUPPORTED, 0),
                        more.getOrDefault(Result.ERROR, 0),
                        scan));
    }

    /** Forgets one that nobody needs any more; false where there is none. */
    boolean forgetOne(Instant now) {
        return database.run(
                        Sql.of(
                                """
                                delete from scans where id = (
                                    select id from (
                                        select id, started_at, row_number() over (
                                            partition by site_id
                                            order by started_at desc, id desc) as place
                                        from scans) ordered
                                    where place > ? or started_at < ?
                                    order by started_at limit 1)
                                """,
                                KEPT_MAX,
                                now.minus(KEPT)))
                == 1;
    }

    private static Sql from(Instant now) {
        return Sql.of(
                """
                from scans s
                join sites p on p.org_id = s.org_id and p.id = s.site_id
                cross join lateral (select case
                    when s.finished_at is not null then 'finished'
                    when s.reported_at < ? then 'stopped' else 'running' end as state) as states
                """,
                now.minus(SILENT_MAX));
    }

    private static Scan scan(Row row) {
        int answered = row.integer("answered");
        int wrongCredential = row.integer("wrong_credential");
        int timeOut = row.integer("time_out");
        int unsupported = row.integer("unsupported");
        int error = row.integer("error");
        return new Scan(
                row.uuid("id"),
                row.uuidOrNull("collector_id"),
                row.text("scanner"),
                row.uuid("site_id"),
                row.text("site"),
                row.text("state"),
                row.instant("started_at"),
                row.instant("reported_at"),
                row.instantOrNull("finished_at"),
                row.text("rules"),
                row.integer("targets"),
                answered + wrongCredential + timeOut + unsupported + error,
                answered,
                wrongCredential,
                timeOut,
                unsupported,
                error);
    }
}
