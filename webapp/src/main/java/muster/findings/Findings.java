package muster.findings;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.inventory.Via;
import muster.web.Page;
import muster.web.Query;

/** The findings of an organization: asked for in lists, and one by one with their reasons. */
public final class Findings {
    private static final Sql SELECT =
            Sql.of(
                    """
                    select f.id, f.vulnerability, f.aliases, f.device_id, d.hostname, f.software_id,
                        f.software, f.ecosystem, f.package, f.installed_version, f.fixed_version,
                        f.severity, f.exploited, f.due_on::text as due_on, f.evidence, f.first_seen,
                        f.since, f.gone_at, f.gone_because
                    """);

    private final Database database;
    private final Questions questions;

    /** A list of findings that somebody asks for. */
    public record Asked(Query query, Sql from) {}

    /** From when to when a finding was open. */
    public record Interval(Instant since, Instant goneAt, String because) {}

    public Findings(Database database) {
        this.database = database;
        this.questions = new Questions(database);
    }

    /** Reads what is asked for; without a word about the state, it is the open ones. */
    public Asked ask(Map<String, String> parameters, Clock clock) {
        return questions.ask(parameters, clock, Optional.empty());
    }

    /** The same of one device. */
    public Asked ask(UUID device, Map<String, String> parameters, Clock clock) {
        return questions.ask(parameters, clock, Optional.of(device));
    }

    public Page<Finding> matching(Asked asked) {
        return asked.query().page(database, SELECT, asked.from(), Finding::of);
    }

    /** Hands over all that match, for exports. */
    void each(Asked asked, Consumer<Finding> receiver) {
        asked.query().each(database, SELECT, asked.from(), row -> receiver.accept(Finding.of(row)));
    }

    public Optional<Finding> find(UUID id) {
        return database.first(
                SELECT.and(
                        "from findings f join devices d on d.id = f.device_id where f.id = ?", id),
                Finding::of);
    }

    /** Why: all that was compared, the foremost first. */
    public List<Evidence> evidences(Finding finding) {
        return database.list(
                Sql.of(
                        """
                        select installed, ecosystem, package, version, advisory, feed, range,
                            comparison, fixed_version, note
                        from finding_evidences where finding_id = ? order by position
                        """,
                        finding.id()),
                Findings::evidence);
    }

    /** Whether a list that somebody pasted names the software, and no report of the device. */
    boolean isPasted(Finding finding) {
        return database.first(
                        Sql.of(
                                """
                                select i.via from installations i
                                join software_versions v on v.id = i.version_id
                                where i.device_id = ? and v.software_id = ?
                                order by i.removed_at desc nulls first, i.via = 'report' desc limit 1
                                """,
                                finding.device(),
                                finding.softwareId()),
                        row -> Via.of(row.text("via")) != Via.REPORT)
                .orElse(false);
    }

    /** The intervals before the present one, the latest first. */
    public List<Interval> earlier(Finding finding) {
        return database.list(
                Sql.of(
                        """
                        select since, gone_at, gone_because from finding_intervals
                        where finding_id = ? order by since desc limit 100
                        """,
                        finding.id()),
                row ->
                        new Interval(
                                row.instant("since"),
                                row.instant("gone_at"),
                                row.text("gone_because")));
    }

    private static Evidence evidence(Row row) {
        return new Evidence(
                row.text("installed"),
                row.text("ecosystem"),
                row.text("package"),
                row.text("version"),
                row.text("advisory"),
                row.text("feed"),
                row.text("range"),
                row.text("comparison"),
                row.textOrNull("fixed_version"),
                row.textOrNull("note"));
    }
}
