package muster.findings;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import muster.database.Database;
import muster.database.Sql;
import muster.devices.Devices;
import muster.findings.Findings.Asked;
import muster.inventory.SoftwareList;
import muster.web.Field;
import muster.web.Fields;
import muster.web.Known;
import muster.web.Query;
import muster.web.Searched;
import muster.web.Tokens.Range;

/**
 * What findings can be asked for. What narrows a list says by which index it is read, and so in
 * which order it can be had: a page reads few however many findings there are.
 */
final class Questions {
    private static final Field URGENCY = Field.number("urgency", "f.urgency").sorted();
    private static final Field SINCE = Field.time("since", "f.since").sorted();
    private static final Field GONE = Field.time("gone", "f.gone_at");
    private static final Field SEVERITY = Field.word("severity", "f.severity", Severity.words());
    private static final Field KEV = Field.flag("kev", "f.exploited");
    private static final Field FIXABLE = Field.flag("fixable", "f.fixable");
    private static final Field STATE =
            Field.word(
                    "state",
                    "(case when f.gone_at is null then 'open' else 'gone' end)",
                    List.of(Finding.GONE, Finding.OPEN));
    private static final List<Field> OTHERS =
            List.of(
                    SEVERITY,
                    KEV,
                    FIXABLE,
                    Field.text("fixed_version", "lower(f.fixed_version)"),
                    Field.id("device", "f.device_id"),
                    Field.text("hostname", "d.name_order"),
                    Field.text("software", "f.software_order"),
                    Field.text("package", "f.package_order"),
                    Field.text("vulnerability", "f.vulnerability_order"),
                    Field.time("first_seen", "f.first_seen"),
                    STATE);

    /** Open findings, the most urgent first. */
    static final Fields URGENT = fields("-urgency", URGENCY, SINCE, GONE);

    /** Open findings, the newest first. */
    private static final Fields NEW = fields("-since", URGENCY, SINCE, GONE);

    /** Those that are gone, the latest first. */
    private static final Fields LEFT =
            fields(
                    "-gone",
                    Field.number("urgency", "f.urgency"),
                    Field.time("since", "f.since"),
                    GONE.sorted());

    // A number of a vulnerability typed as a word is meant as one, whole or as far as it goes.
    private static final Pattern NUMBER =
            Pattern.compile(
                    "(?<![\\w:\"*-])((?:CVE-\\d|GHSA-)[\\w-]*)(?![\\w*:\"])",
                    Pattern.CASE_INSENSITIVE);

    private static final Sql ROWS =
            Sql.of("from findings f join devices d on d.id = f.device_id where");
    private static final int WORDS_TRIED_MAX = 5;

    /** So many findings are rather gathered than looked for among all. */
    private static final int GATHERED_MAX = 5_000;

    private final Database database;

    Questions(Database database) {
        this.database = database;
    }

    private static Fields fields(String usual, Field... orders) {
        var all = new ArrayList<>(List.of(orders));
        all.addAll(OTHERS);
        return Fields.of("f.id", usual, all.toArray(Field[]::new))
                .searched((from, below) -> hasWord(new Range(from, below)));
    }

    private static Sql hasWord(Range word) {
        return Sql.of("(")
                .and(Devices.WORDS.isOn(Sql.of("f.device_id"), word))
                .and("or")
                .and(SoftwareList.WORDS.isOn(Sql.of("f.software_id"), word))
                .and(")");
    }

    Asked ask(Map<String, String> parameters, Clock clock, Optional<UUID> device) {
        var asked = new HashMap<>(parameters);
        asked.computeIfPresent(
                "q", (name, text) -> NUMBER.matcher(text).replaceAll(this::vulnerability));
        var rows = device.map(id -> ROWS.and("f.device_id = ? and", id)).orElse(ROWS);
        var narrowing = new HashMap<>(asked);
        narrowing.keySet().removeAll(List.of("sort", "cursor"));
        var query = Query.parse(narrowing, URGENT, clock);
        var states = states(query);
        if (states.equals(Set.of(Finding.GONE))) {
            return new Asked(
                    Searched.inOrderOf(LEFT, URGENT, asked, clock),
                    rows.and("f.gone_at is not null"));
        } else if (states.contains(Finding.GONE)) {
            return new Asked(Query.parse(asked, URGENT, clock), rows.and("true"));
        } else {
            // What is open is on devices in use: these have an index by name.
            var open = rows.and("f.gone_at is null and d.retired_at is null");
            // What is new is read from the newest on, all else from the most urgent.
            var fields = query.isAbout(SINCE) ? NEW : URGENT;
            var narrowed = query.isAbout(SINCE) ? open : open.and(urgencies(query));
            return new Asked(
                    Query.parse(asked, fields, clock),
                    device.isPresent() ? narrowed : byWord(query, narrowed));
        }
    }

    private String vulnerability(MatchResult number) {
        var whole =
                database.first(
                        Sql.of(
                                """
                                select from found_vulnerabilities
                                where vulnerability_order = lower(?) and devices > 0
                                """,
                                number.group()),
                        row -> true);
        return Matcher.quoteReplacement(
                "vulnerability:" + number.group() + (whole.isPresent() ? "" : "*"));
    }

    /** The states that findings can have that match; without a word about it, they are open. */
    private static Set<String> states(Query query) {
        var states = new HashSet<>(STATE.words());
        states.removeIf(state -> !new Known(Map.of(STATE, state)).mayMatch(query));
        if (!query.isAbout(STATE)) {
            states.remove(Finding.GONE);
        }
        return states;
    }

    /** Urgency is made of just these three: few of its values fit a question about them. */
    private static Sql urgencies(Query query) {
        var urgencies = new ArrayList<Integer>();
        var all = 0;
        for (var exploited : List.of(true, false)) {
            for (var severity : Severity.values()) {
                for (var fixable : List.of(true, false)) {
                    all++;
                    var known =
                            new Known(
                                    Map.of(
                                            KEV,
                                            String.valueOf(exploited),
                                            SEVERITY,
                                            severity.word(),
                                            FIXABLE,
                                            String.valueOf(fixable)));
                    if (known.mayMatch(query)) {
                        urgencies.add(Conclusion.urgency(exploited, severity, fixable));
                    }
                }
            }
        }
        return urgencies.size() == all
                ? Sql.of("")
                : Sql.of(
                        "and f.urgency = any (?::int[])",
                        (Object) urgencies.toArray(Integer[]::new));
    }

    /** Where a word is on few findings, these are looked up; else they are met on the way. */
    private Sql byWord(Query query, Sql rows) {
        return Searched.words(query, Set.of()).stream()
                .sorted(Comparator.comparingInt((Range word) -> word.from().length()).reversed())
                .limit(WORDS_TRIED_MAX)
                .filter(this::isOnFew)
                .findFirst()
                .map(word ->
                        rows.and("and f.id = any (array(")
                                .and(onDevices(word))
                                .and("union all")
                                .and(ofSoftware(word))
                                .and("))"))
                .orElse(rows);
    }

    private boolean isOnFew(Range word) {
        return Devices.WORDS.isRare(database, word)
                && SoftwareList.WORDS.isRare(database, word)
                && database.first(
                                        Sql.of("select count(*) as n from ((")
                                                .and(onDevices(word))
                                                .and("limit ?) union all (", GATHERED_MAX + 1)
                                                .and(ofSoftware(word))
                                                .and("limit ?)) as met", GATHERED_MAX + 1),
                                        row -> row.number("n"))
                                .orElse(0L)
                        <= GATHERED_MAX;
    }

    private static Sql onDevices(Range word) {
        return Sql.of("select w.id from findings w where w.gone_at is null and")
                .and(Devices.WORDS.isAmong(Sql.of("w.device_id"), word));
    }

    private static Sql ofSoftware(Range word) {
        return Sql.of(
                        """
                        select w.id from findings w where w.gone_at is null
                            and w.software_order = any (array(
                                select lower(s.name collate "C") from software s where
                        """)
                .and(SoftwareList.WORDS.isAmong(Sql.of("s.id"), word))
                .and("))");
    }
}
