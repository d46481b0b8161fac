package muster.findings;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.web.Field;
import muster.web.Fields;
import muster.web.Page;
import muster.web.Query;
import muster.web.Term;

/** The findings of an organization: asked for in lists, and one by one with their reasons. */
public final class Findings {
    private static final Field URGENCY = Field.number("urgency", "f.urgency").sorted();
    private static final Field SINCE = Field.time("since", "f.since").sorted();
    private static final Field SEVERITY = Field.word("severity", "f.severity", Severity.words());
    private static final Field KEV = Field.flag("kev", "f.exploited");
    private static final Field FIXABLE = Field.flag("fixable", "f.fixable");
    private static final Field FIXED = Field.text("fixed_version", "lower(f.fixed_version)");
    private static final Field DEVICE = Field.id("device", "f.device_id");
    private static final Field HOSTNAME = Field.text("hostname", "d.name_order");
    private static final Field SOFTWARE = Field.text("software", "f.software_order");
    private static final Field PACKAGE = Field.text("package", "f.package_order");
    private static final Field VULNERABILITY = Field.text("vulnerability", "f.vulnerability_order");
    private static final Field FIRST_SEEN = Field.time("first_seen", "f.first_seen");
    private static final Field STATE =
            Field.word(
                    "state",
                    "(case when f.gone_at is null then 'open' else 'gone' end)",
                    List.of(Finding.GONE, Finding.OPEN));

    /** Open findings, the most urgent first. */
    static final Fields FIELDS = fields("-urgency", Field.time("gone", "f.gone_at"));

    /** Those that are gone, the latest first. */
    private static final Fields GONE_FIELDS =
            fields("-gone", Field.time("gone", "f.gone_at").sorted());

    private static final Sql SELECT =
            Sql.of(
                    """
                    select f.id, f.vulnerability, f.aliases, f.device_id, d.hostname, f.software_id,
                        f.software, f.ecosystem, f.package, f.installed_version, f.fixed_version,
                        f.severity, f.exploited, f.due_on::text as due_on, f.evidence, f.first_seen,
                        f.since, f.gone_at, f.gone_because
                    """);
    private static final Sql FROM =
            Sql.of("from findings f join devices d on d.id = f.device_id where");

    // A number of a vulnerability typed as a word is meant as one, whole or as far as it goes.
    private static final Pattern NUMBER =
            Pattern.compile(
                    "(?<![\\w:\"*-])((?:CVE-\\d|GHSA-)[\\w-]*)(?![\\w*:\"])",
                    Pattern.CASE_INSENSITIVE);

    private final Database database;

    /** A list of findings that somebody asks for. */
    public record Asked(Query query, Sql from) {
        /** The same of one device. */
        Asked on(UUID device) {
            return new Asked(query, from.and("and f.device_id = ?", device));
        }
    }

    /** From when to when a finding was open. */
    public record Interval(Instant since, Instant goneAt, String because) {}

    public Findings(Database database) {
        this.database = database;
    }

    private static Fields fields(String usual, Field gone) {
        return Fields.of(
                        "f.id",
                        usual,
                        URGENCY,
                        SINCE,
                        SEVERITY,
                        KEV,
                        FIXABLE,
                        FIXED,
                        DEVICE,
                        HOSTNAME,
                        SOFTWARE,
                        PACKAGE,
                        VULNERABILITY,
                        FIRST_SEEN,
                        gone,
                        STATE)
                .searched((from, below) ->
                        Sql.of(
                                """
                                (f.device_id = any (array(select t.device_id
                                        from device_tokens t
                                        where t.token >= ? and t.token < ?))
                                    or f.software_id = any (array(select t.software_id
                                        from software_tokens t
                                        where t.token >= ? and t.token < ?)))
                                """,
                                from,
                                below,
                                from,
                                below));
    }

    /** Reads what is asked for; without a word about the state, it is the open ones. */
    public Asked ask(Map<String, String> parameters, Clock clock) {
        var asked = new HashMap<>(parameters);
        asked.computeIfPresent(
                "q", (name, text) -> NUMBER.matcher(text).replaceAll("vulnerability:$1*"));
        var query = Query.parse(asked, FIELDS, clock);
        var states = states(query);
        if (states.equals(List.of(Finding.GONE))) {
            var gone = Query.parse(asked, GONE_FIELDS, clock);
            return new Asked(gone, FROM.and("f.gone_at is not null"));
        } else if (states.isEmpty() || states.equals(List.of(Finding.OPEN))) {
            return new Asked(query, FROM.and("f.gone_at is null"));
        } else {
            return new Asked(query, FROM.and("true"));
        }
    }

    /** What must hold of the state; "?" where it is more than one word. */
    private static List<String> states(Query query) {
        if (query.filters().containsKey(STATE.name())) {
            return List.of(query.filters().getOrDefault(STATE.name(), "?"));
        }
        return query
                .term()
                .map(term -> term instanceof Term.And(var all) ? all : List.of(term))
                .orElse(List.of())
                .stream()
                .filter(term -> term.text().contains(STATE.name() + ":"))
                .map(term ->
                        term instanceof Term.Match match && match.text().startsWith("state:")
                                ? match.value()
                                : "?")
                .toList();
    }

    public Page<Finding> matching(Asked asked) {
        return asked.query().page(database, SELECT, asked.from(), Finding::of);
    }

    /** Hands over all that match, for exports. */
    void each(Asked asked, Consumer<Finding> receiver) {
        asked.query().each(database, SELECT, asked.from(), row -> receiver.accept(Finding.of(row)));
    }

    public Optional<Finding> find(UUID id) {
        return database.first(SELECT.and(FROM).and("f.id = ?", id), Finding::of);
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
