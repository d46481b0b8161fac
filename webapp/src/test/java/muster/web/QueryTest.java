package muster.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import muster.database.Sql;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The query language: every example of it, as data. */
final class QueryTest {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T06:00:00Z"), ZoneOffset.UTC);
    static final Fields FIELDS =
            Fields.of(
                            "id",
                            "-last_seen",
                            Field.text("hostname", "hostname").sorted(),
                            Field.text("os_name", "os_name"),
                            Field.number("findings", "findings").sorted(),
                            Field.time("last_seen", "last_seen").sorted(),
                            Field.flag("kev", "kev"),
                            Field.id("device", "device_id"),
                            Field.word(
                                    "severity",
                                    "severity",
                                    List.of("low", "medium", "high", "critical")))
                    .searched("w(?, ?)");
    static final String ID = "01932c07-209c-7c3e-a123-0123456789ab";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'' | true",
                "web | ( w('web', 'web>') )",
                "Web-01.example | ( w('web', 'web!') and w('01', '01!') and w('example', 'example>') )",
                "\"web server\" | ( w('web', 'web!') and w('server', 'server!') )",
                "web db | ( ( w('web', 'web>') ) and ( w('db', 'db>') ) )",
                "web AND db | ( ( w('web', 'web>') ) and ( w('db', 'db>') ) )",
                "a OR b | ( ( w('a', 'a>') ) or ( w('b', 'b>') ) )",
                "-web | (( ( w('web', 'web>') ) ) is not true)",
                "NOT web | (( ( w('web', 'web>') ) ) is not true)",
                "os_name:Debian | os_name = 'debian'",
                "os_name:\"Debian GNU/Linux\" | os_name = 'debian gnu/linux'",
                "os_name:deb* | ( os_name >= 'deb' and os_name < 'deb>' )",
                "os_name:* | os_name is not null",
                "os_name:\"*\" | os_name = '*'",
                "-os_name:debian | (( os_name = 'debian' ) is not true)",
                "findings:10 | findings = 10",
                "findings:>10 | findings > 10",
                "findings:<=10 | findings <= 10",
                "findings:5..10 | ( findings >= 5 and findings <= 10 )",
                "last_seen:2026-01-01 | ( last_seen >= 2026-01-01T00:00:00Z and last_seen < 2026-01-02T00:00:00Z )",
                "last_seen:<2026-01-01 | last_seen < 2026-01-01T00:00:00Z",
                "last_seen:<=2026-01-01 | last_seen < 2026-01-02T00:00:00Z",
                "last_seen:>2026-01-01 | last_seen >= 2026-01-02T00:00:00Z",
                "last_seen:>=2026-01-01T12:00:00Z | last_seen >= 2026-01-01T12:00:00Z",
                "last_seen:2026-01-01..2026-01-31 | ( last_seen >= 2026-01-01T00:00:00Z and last_seen < 2026-02-01T00:00:00Z )",
                "last_seen:-7d..now | ( last_seen >= 2026-11-15T06:00:00Z and last_seen <= 2026-11-22T06:00:00Z )",
                "last_seen:<-7d | last_seen < 2026-11-15T06:00:00Z",
                "last_seen:>-24h | last_seen > 2026-11-21T06:00:00Z",
                "last_seen:>-30m | last_seen > 2026-11-22T05:30:00Z",
                "last_seen:>-2w | last_seen > 2026-11-08T06:00:00Z",
                "kev:true | kev",
                "kev:no | not kev",
                "-kev:no | (( not kev ) is not true)",
                "severity:high | severity = 'high'",
                "severity:>=high | severity = any ([high, critical])",
                "severity:>critical | severity = any ([])",
                "severity:low..medium | severity = any ([low, medium])",
                "device:01932c07-209c-7c3e-a123-0123456789ab | device_id = 01932c07-209c-7c3e-a123-0123456789ab",
                "(kev:true OR severity:critical) -os_name:debian | ( ( kev or severity = 'critical' ) and (( os_name = 'debian' ) is not true) )",
                "kev:true severity:high OR findings:>9 | ( ( kev and severity = 'high' ) or findings > 9 )",
                "1.2.3.4:22 | ( w('1', '1!') and w('2', '2!') and w('3', '3!') and w('4', '4!') and w('22', '22>') )"
            })
    void everyExampleMeansWhatItSays(String text, String sql) {
        var query = query(text.equals("''") ? "" : text);
        assertEquals(sql, shown(query.condition()));
        var printed = query.term().map(Term::text).orElse("");
        assertEquals(query.term(), query(printed).term());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "os_nmae:x | 1 | did you mean os_name?",
                "web os_nmae:x | 5 | did you mean os_name?",
                "aa:bb:cc:dd:ee:ff | 1 | write it in quotes",
                "zzzzzz:1 | 1 | there are hostname, os_name,",
                "( web | 1 | a ( without its )",
                "web ) | 5 | a ) without its (",
                "\"web | 1 | a quote without its end",
                "web OR | 7 | is missing here",
                "OR web | 1 | is missing here",
                "() | 2 | is missing here",
                "NOT | 4 | is missing here",
                "findings:many | 1 | \"many\" is no whole number",
                "findings: | 1 | findings: needs a value",
                "findings:1.. | 1 | is no whole number",
                "findings:99999999999999999999 | 1 | is no whole number",
                "os_name:<a | 1 | os_name cannot be compared with <",
                "last_seen:soon | 1 | \"soon\" is no time",
                "last_seen:2026-13-01 | 1 | is no time",
                "last_seen:+999999999-01-01T00:00:00Z | 1 | too far away",
                "kev:maybe | 1 | kev is true or false",
                "severity:hihg | 1 | did you mean high?",
                "device:7 | 1 | \"7\" is no id"
            })
    void saysWhatIsWrongAndAtWhichLetter(String text, int position, String why) {
        var malformed = assertThrows(Query.Malformed.class, () -> query(text));
        assertEquals("q", malformed.parameter());
        assertEquals(position, malformed.position(), malformed.getMessage());
        assertTrue(String.valueOf(malformed.getMessage()).contains(why), malformed.getMessage());
    }

    @Test
    void queriesHaveLimits() {
        assertThrows(Query.Malformed.class, () -> query("x".repeat(Query.TEXT_LETTERS_MAX + 1)));
        assertThrows(Query.Malformed.class, () -> query("x ".repeat(Query.TERMS_MAX + 1)));
        assertThrows(Query.Malformed.class, () -> query("(".repeat(500)));
        assertThrows(Query.Malformed.class, () -> query("-".repeat(500) + "x"));
        assertThrows(Query.Malformed.class, () -> query("a\0b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=501",
                "limit=x",
                "limit=-1",
                "sort=kev",
                "sort=--hostname",
                "sort=nothing",
                "cursor=x",
                "cursor=%",
                "cursor=aGVsbG8",
                "device=7",
                "findings=many"
            })
    void otherParametersAreCheckedToo(String parameter) {
        var pair = parameter.split("=", 2);
        var malformed =
                assertThrows(
                        Query.Malformed.class,
                        () -> Query.parse(Map.of(pair[0], pair[1]), FIELDS, CLOCK));
        assertEquals(pair[0], malformed.parameter());
    }

    @Test
    void aParameterNamedLikeAFieldIsAFilter() {
        var query = Query.parse(Map.of("q", "kev:true", "device", ID, "page", "7"), FIELDS, CLOCK);
        assertEquals("kev and device_id = " + ID, shown(query.condition()));
        assertTrue(query.isNarrowed());
        assertFalse(query("").isNarrowed());
    }

    @Test
    void aCursorBelongsToItsOrder() {
        var sort = query("").sort();
        var cursor = new Cursor(sort, "2026-11-22T05:00:00.123456Z", UUID.fromString(ID)).text();
        Query.parse(Map.of("cursor", cursor), FIELDS, CLOCK);
        var other = Map.of("cursor", cursor, "sort", "hostname");
        assertThrows(Query.Malformed.class, () -> Query.parse(other, FIELDS, CLOCK));
    }

    /**
     * Whatever is typed is understood or refused with a position, and what is understood prints.
     */
    @Test
    void anyTextIsUnderstoodOrRefused() {
        var pieces =
                List.of(
                        "web",
                        "\"a b\"",
                        "os_name:x",
                        "findings:>1",
                        "findings:1..2",
                        "AND",
                        "OR",
                        "NOT",
                        "(",
                        ")",
                        "-",
                        " ",
                        " ",
                        "\"",
                        "\\",
                        ":",
                        "..",
                        "*",
                        "é",
                        "\uD83D",
                        "last_seen:-7d",
                        "severity:",
                        "kev:true",
                        "<",
                        "\0",
                        "\n",
                        "os_name:\"\\\"\"");
        var random = new Random(7);
        int understood = 0;
        for (int i = 0; i < 50_000; i++) {
            var text = new ArrayList<String>();
            for (int n = random.nextInt(12); n >= 0; n--) {
                text.add(pieces.get(random.nextInt(pieces.size())));
            }
            understood += isUnderstood(String.join("", text)) ? 1 : 0;
        }
        assertTrue(understood > 1_000, understood + " understood");
    }

    private static boolean isUnderstood(String text) {
        Query query;
        try {
            query = query(text);
        } catch (Query.Malformed refused) {
            assertTrue(refused.position() >= 1, text);
            return false;
        }
        var printed = query.term().map(Term::text).orElse("");
        assertEquals(query.term(), query(printed).term(), text);
        return true;
    }

    static Query query(String text) {
        return Query.parse(Map.of("q", text), FIELDS, CLOCK);
    }

    private static String shown(Sql sql) {
        var text = sql.text();
        for (var value : sql.parameters()) {
            var shown =
                    switch (value) {
                        case String word ->
                                "'"
                                        + word.replace("\uDBFF\uDFFD", ">").replace('\u0001', '!')
                                        + "'";
                        case String[] words ->
                                Arrays.stream(words).collect(Collectors.joining(", ", "[", "]"));
                        case null, default -> String.valueOf(value);
                    };
            text = text.replaceFirst("\\?", Matcher.quoteReplacement(shown));
        }
        return text;
    }
}
