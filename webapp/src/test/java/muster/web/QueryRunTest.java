package muster.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import muster.database.Sql;
import muster.database.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries on a real database: what they find, and that pages join without a gap. */
final class QueryRunTest {
    private static final TestDatabase TEST = TestDatabase.fresh();
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-22T06:00:00Z"), ZoneOffset.UTC);
    private static final Fields FIELDS =
            Fields.of(
                            "d.id",
                            "-seen",
                            Field.text("name", "d.name collate \"C\"").sorted(),
                            Field.number("findings", "d.findings").sorted(),
                            Field.time("seen", "d.seen").sorted(),
                            Field.time("retired", "d.retired"),
                            Field.flag("kev", "d.kev"),
                            Field.id("device", "d.id").sorted(),
                            Field.word("severity", "d.severity", List.of("low", "high", "critical"))
                                    .sorted())
                    .searched(
                            """
                            exists (
                              select from unnest(string_to_array(d.name, '-')) as w(word)
                              where w.word collate "C" >= ? and w.word collate "C" < ?)\
                            """);
    private static final Sql SELECT = Sql.of("select d.name");
    private static final Sql FROM =
            Sql.of(
                    """
                    from (
                      select md5(name)::uuid as id, name, findings, seen::timestamptz, kev, severity,
                             case when kev then seen::timestamptz end as retired
                      from (values
                        ('db-01', 3, '2026-11-22T05:00:00.123456Z', true, 'high'),
                        ('db-02', 3, '2026-11-22T05:00:00.123456Z', false, 'low'),
                        ('web-01', 0, '2026-11-01T00:00:00Z', false, 'low'),
                        ('web-02', 41, '2026-11-20T12:00:00Z', true, 'critical'),
                        ('zürich', 7, '2026-01-01T23:59:59Z', false, 'high'))
                        as v(name, findings, seen, kev, severity)) d
                    where true
                    """);

    @AfterAll
    static void drop() {
        TEST.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~ | db-01 db-02 web-01 web-02 zürich",
                "web | web-01 web-02",
                "we 01 | web-01",
                "' | ~~",
                "- | ~~",
                "??? \uD83D\uDE80 | ~~",
                "web - 01 & | web-01",
                "' kev:true | db-01 web-02",
                "\"we\" | ~~",
                "Zür | zürich",
                "web OR kev:true | db-01 web-01 web-02",
                "-web -kev:true | db-02 zürich",
                "name:WEB-01 | web-01",
                "name:web* | web-01 web-02",
                "findings:3 | db-01 db-02",
                "findings:>3 | web-02 zürich",
                "findings:0..3 | db-01 db-02 web-01",
                "seen:2026-01-01 | zürich",
                "seen:<-7d | web-01 zürich",
                "seen:-24h..now | db-01 db-02",
                "retired:* | db-01 web-02",
                "-retired:* | db-02 web-01 zürich",
                "-retired:<2026-11-21 | db-01 db-02 web-01 zürich",
                "kev:no | db-02 web-01 zürich",
                "severity:>=high | db-01 web-02 zürich",
                "severity:>critical | ~~",
                "-severity:>=high | db-02 web-01",
                "device:00000000-0000-7000-8000-000000000000 | ~~"
            })
    void findsWhatItAsksFor(String text, String names) {
        var found = page(Map.of("q", text, "sort", "name")).items();
        assertEquals(names, String.join(" ", found));
        var query = Query.parse(Map.of("q", text), FIELDS, CLOCK);
        var counted =
                TEST.database()
                        .inTenant(TEST.acme(), () -> query.count(TEST.database(), FROM, 100));
        assertEquals(found.size(), counted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "findings", "seen", "severity"})
    void pagesJoinWithoutAGapInEachOrder(String field) {
        assertEquals(5, inPages(field).size());
        var backwards = inPages("-" + field);
        assertEquals(5, backwards.stream().distinct().count());
        if (field.equals("name")) {
            assertEquals(
                    inPages(field).stream().sorted(Comparator.reverseOrder()).toList(), backwards);
        }
    }

    @Test
    void anExportIsTheSameList() {
        var names = new ArrayList<String>();
        var query = Query.parse(Map.of("q", "web", "sort", "-name"), FIELDS, CLOCK);
        TEST.database()
                .inTenant(
                        TEST.acme(),
                        () -> {
                            query.each(
                                    TEST.database(),
                                    SELECT,
                                    FROM,
                                    row -> names.add(row.text("name")));
                            return names;
                        });
        assertEquals(List.of("web-02", "web-01"), names);
    }

    private static List<String> inPages(String sort) {
        var parameters = new HashMap<>(Map.of("sort", sort, "limit", "1"));
        var names = new ArrayList<String>();
        for (var page = page(parameters); ; page = page(parameters)) {
            names.addAll(page.items());
            if (page.nextCursor() == null) {
                return names;
            }
            parameters.put("cursor", page.nextCursor());
        }
    }

    private static Page<String> page(Map<String, String> parameters) {
        var query = Query.parse(parameters, FIELDS, CLOCK);
        return TEST.database()
                .inTenant(
                        TEST.acme(),
                        () -> query.page(TEST.database(), SELECT, FROM, row -> row.text("name")));
    }
}
