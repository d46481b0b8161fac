package muster.findings;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import muster.database.Database;
import muster.database.Row;
import muster.database.Sql;
import muster.matching.Ecosystems;
import muster.matching.Span;
import muster.web.Field;
import muster.web.Fields;
import muster.web.Page;
import muster.web.Query;
import org.jspecify.annotations.Nullable;

/** The published vulnerabilities, and which of them an organization has. */
public final class Vulnerabilities {
    static final Fields FIELDS =
            Fields.of(
                    "v.id",
                    "-urgency",
                    Field.number("urgency", "v.urgency").sorted(),
                    Field.number("devices", "v.devices").sorted(),
                    Field.word("severity", "v.severity", Severity.words()),
                    Field.flag("kev", "v.exploited"),
                    Field.time("first_seen", "v.first_seen"),
                    Field.text("vulnerability", "v.vulnerability_order"));

    private static final Sql SELECT =
            Sql.of(
                    """
                    select v.vulnerability, coalesce(p.summary, '') as summary, v.severity,
                        v.exploited, v.due_on::text as due_on, v.devices, v.first_seen
                    """);
    private static final Sql FROM =
            Sql.of(
                    """
                    from found_vulnerabilities v
                        left join vulnerabilities p on p.id = v.vulnerability
                    where v.devices > 0
                    """);

    private static final int ADVISORIES_MAX = 50;
    private static final int RANGES_MAX = 200;
    private static final Pattern NUMBER =
            Pattern.compile(
                    "(?<![\\w:\"*-])([A-Z]{2,8}-[\\w-]+)(?![\\w*:\"])", Pattern.CASE_INSENSITIVE);

    private final Database database;

    /** A vulnerability that is on devices of the organization. */
    public record Found(
            String id,
            String summary,
            Severity severity,
            boolean exploited,
            @Nullable LocalDate due,
            long devices,
            Instant firstSeen) {
        Map<String, @Nullable Object> json() {
            var json = new LinkedHashMap<String, @Nullable Object>();
            json.put("id", id);
            json.put("summary", summary);
            json.put("severity", severity);
            json.put("kev", exploited);
            json.put("due", due == null ? null : due.toString());
            json.put("devices", devices);
            json.put("first_seen", firstSeen);
            return json;
        }
    }

    /**
     * What is published of one.
     *
     * @param vector CVSS, null where nobody rated it
     * @param exploitation what CISA says of it, null where it is not known to be exploited
     */
    public record Published(
            String id,
            String summary,
            Severity severity,
            @Nullable String vector,
            @Nullable Instant publishedAt,
            @Nullable Instant modifiedAt,
            @Nullable Exploitation exploitation,
            List<Advisory> advisories,
            List<Range> ranges) {
        public Published {
            advisories = List.copyOf(advisories);
            ranges = List.copyOf(ranges);
        }

        /** The base score of the vector, such as 7.8; null where nobody rated it by CVSS 3. */
        public @Nullable String score() {
            double score = vector == null ? Cvss.UNTOLD : Cvss.baseScore(vector);
            return score < 0 ? null : "%.1f".formatted(score);
        }

        /** Other names of it. */
        public List<String> aliases() {
            return advisories.stream()
                    .flatMap(it -> it.aliases().stream())
                    .filter(alias -> !alias.equals(id))
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    /** An entry of CISA's catalogue of known exploited vulnerabilities. */
    public record Exploitation(
            String title,
            LocalDate added,
            @Nullable LocalDate due,
            boolean ransomware,
            String action) {}

    /** Who published something about it. */
    public record Advisory(
            String id, String feed, String summary, List<String> aliases, String source) {
        public Advisory {
            aliases = List.copyOf(aliases);
        }
    }

    /** Versions of a package that are affected. */
    public record Range(String ecosystem, String name, String text, String advisory) {}

    public Vulnerabilities(Database database) {
        this.database = database;
    }

    /** Reads what is asked for; a number typed as a word is meant as one. */
    public Query ask(Map<String, String> parameters, Clock clock) {
        var asked = new HashMap<>(parameters);
        asked.computeIfPresent(
                "q", (name, text) -> NUMBER.matcher(text).replaceAll("vulnerability:$1*"));
        return Query.parse(asked, FIELDS, clock);
    }

    public Page<Found> matching(Query query) {
        return query.page(database, SELECT, FROM, Vulnerabilities::found);
    }

    /** Hands over all that match, for exports. */
    void each(Query query, Consumer<Found> receiver) {
        query.each(database, SELECT, FROM, row -> receiver.accept(found(row)));
    }

    /** How many devices of the organization have it. */
    public long devices(String id) {
        return database.first(
                        Sql.of(
                                "select devices from found_vulnerabilities where vulnerability = ?",
                                id),
                        row -> row.number("devices"))
                .orElse(0L);
    }

    public Optional<Published> find(String id) {
        return database.first(
                        Sql.of(
                                """
                                select summary, severity, published_at, modified_at
                                from vulnerabilities where id = ?
                                """,
                                id),
                        row ->
                                new Published(
                                        id,
                                        row.text("summary"),
                                        Severity.of(row.textOrNull("severity"), List.of()),
                                        row.textOrNull("severity"),
                                        row.instantOrNull("published_at"),
                                        row.instantOrNull("modified_at"),
                                        null,
                                        List.of(),
                                        List.of()))
                .map(it ->
                        new Published(
                                id,
                                it.summary(),
                                it.severity(),
                                it.vector(),
                                it.publishedAt(),
                                it.modifiedAt(),
                                exploitation(id).orElse(null),
                                advisories(id),
                                ranges(id)));
    }

    private Optional<Exploitation> exploitation(String id) {
        return database.first(
                Sql.of(
                        """
                        select title, added_on, due_on::text as due_on, ransomware, action
                        from known_exploited where vulnerability = ?
                        """,
                        id),
                row ->
                        new Exploitation(
                                row.text("title"),
                                row.date("added_on"),
                                date(row.textOrNull("due_on")),
                                row.flag("ransomware"),
                                row.text("action")));
    }

    private List<Advisory> advisories(String id) {
        return database.list(
                Sql.of(
                        """
                        select a.id, a.feed, a.summary, a.aliases, coalesce((
                            select f.ecosystem from affected f
                            where f.feed = a.feed and f.advisory = a.id limit 1), '') as ecosystem
                        from advised_vulnerabilities s
                            join advisories a on a.feed = s.feed and a.id = s.advisory
                        where s.vulnerability = ? and a.withdrawn_at is null
                        order by a.collective, a.id limit ?
                        """,
                        id,
                        ADVISORIES_MAX),
                row ->
                        new Advisory(
                                row.text("id"),
                                row.text("feed"),
                                row.text("summary"),
                                row.texts("aliases"),
                                Advice.source(row.text("ecosystem"), row.text("id"))));
    }

    private List<Range> ranges(String id) {
        var ranges = new ArrayList<Range>();
        database.each(
                Sql.of(
                        """
                        select f.ecosystem, f.name, f.introduced, f.span, f.ending, f.advisory
                        from advised_vulnerabilities s
                            join affected f on f.feed = s.feed and f.advisory = s.advisory
                        where s.vulnerability = ?
                        order by f.name, f.ecosystem, f.advisory, f.position limit ?
                        """,
                        id,
                        RANGES_MAX),
                row ->
                        ranges.add(
                                new Range(
                                        Ecosystems.title(row.text("ecosystem")),
                                        row.text("name"),
                                        new Span(
                                                        row.text("introduced"),
                                                        Span.Kind.valueOf(
                                                                row.text("span")
                                                                        .toUpperCase(Locale.ROOT)),
                                                        row.text("ending"))
                                                .text(),
                                        row.text("advisory"))));
        return ranges;
    }

    private static Found found(Row row) {
        return new Found(
                row.text("vulnerability"),
                row.text("summary"),
                Severity.of(row.text("severity")),
                row.flag("exploited"),
                date(row.textOrNull("due_on")),
                row.number("devices"),
                row.instant("first_seen"));
    }

    private static @Nullable LocalDate date(@Nullable String text) {
        return text == null ? null : LocalDate.parse(text);
    }
}
