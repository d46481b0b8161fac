package muster.events;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import muster.Damage;
import muster.events.EventLines.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventLinesTest {
    private static final String LEAST = "\"class_uid\":1,\"activity_id\":1,\"severity_id\":5";
    private static final int ROUNDS = 4_000;

    @Test
    void anEventSaysWhatListsShow() {
        var event = only(EventsOf.line("asked for www"));

        assertEquals(4003, event.classUid());
        assertEquals(Severity.INFORMATIONAL, event.severity());
        assertEquals(1_763_805_600_123L, event.time());
        assertEquals(new Event.Endpoint("192.0.2.7", 53_123, null), event.source());
        assertEquals("www.example.com", event.name());
        assertEquals("asked for www", event.summary());
        assertEquals(EventsOf.line("asked for www"), event.json());
    }

    @Test
    void linesMayEndAsTheyLikeAndBlankOnesAreNone() {
        var line = EventsOf.line("one");

        var lines = EventLines.decode(("\n" + line + "\r\n\n" + line).getBytes(UTF_8));

        assertEquals(2, lines.size());
        assertEquals(List.of(line, line), lines.events().stream().map(Event::json).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {}                                      | class_uid: missing
                    {"class_uid":1}                         | activity_id: missing
                    [1]                                     | expected an object
                    "text"                                  | expected an object
                    {"class_uid":1,"class_uid":1}           | no JSON
                    {"class_uid":NaN}                       | no JSON
                    {"class_uid":1.5}                       | class_uid: expected a whole number
                    {"class_uid":-1}                        | class_uid: a whole number, from 0
                    {"class_uid":99999999999999999999999}   | too large
                    {"time":"today"}                        | time: expected milliseconds
                    {"time":253402300800000}                | time: milliseconds
                    {"src_endpoint":{"ip":"example.com"}}   | src_endpoint.ip: no IPv4
                    {"src_endpoint":{"port":65536}}         | port: a whole number, from 0
                    {"src_endpoint":7}                      | src_endpoint: expected an object
                    {"message":7}                           | message: expected a text
                    {"message":"\\u0000"}                    | message: a NUL
                    {"message":"\\ud800"}                    | half a surrogate
                    {"other":{"deep":["\\u0000"]}}           | a NUL
                    {"\\u0000":1}                            | a NUL
                    {"data":"\\u0000"}                       | a NUL
                    {"class_uid":1} x                       | no JSON
                    {"class_uid":1} {}                      | follows the end
                    """)
    void whatIsOddIsRefusedWithItsLine(String line, String why) {
        var bytes = (EventsOf.line("sound") + "\n" + line + "\n").getBytes(UTF_8);

        var malformed = assertThrows(Malformed.class, () -> EventLines.decode(bytes));

        var said = String.valueOf(malformed.getMessage());
        assertTrue(said.startsWith("line 2: ") && said.contains(why), said);
        assertFalse(malformed.isTooLarge());
    }

    @Test
    void eachLineHasItsLimits() {
        assertRefused("{\"a\":".repeat(17) + "1" + "}".repeat(17), "nested deeper");
        assertRefused("{\"" + "n".repeat(600) + "\":1}", "longer than anybody needs");
        assertRefused("{\"a\":\"" + "x".repeat(EventLines.LINE_BYTES_MAX) + "\"}", "more than 32");
        assertRefused("{\"a\":\"" + "€".repeat(EventLines.LINE_BYTES_MAX / 3) + "\"}", "more than");
        assertRefused("{\"query\":{\"hostname\":\"" + "x".repeat(600) + "\"}}", "at most 512");
        assertRefused(
                "{\"severity_id\":7," + LEAST.replace("\"severity_id\":5", "\"time\":1") + "}",
                "none of OCSF's");
    }

    @Test
    void badBytesAreRefusedWithTheirLine() {
        var bytes = (EventsOf.line("sound") + "\n" + EventsOf.line("\u00e9")).getBytes(ISO_8859_1);

        var malformed = assertThrows(Malformed.class, () -> EventLines.decode(bytes));

        assertEquals("line 2: not valid UTF-8", malformed.getMessage());
    }

    @Test
    void aBatchHasItsLimits() {
        var most = "\n".repeat(10) + ("{" + LEAST + ",\"time\":1}\n").repeat(EventLines.LINES_MAX);

        assertEquals(EventLines.LINES_MAX, EventLines.decode(most.getBytes(UTF_8)).size());
        var more = (most + most).getBytes(UTF_8);
        assertTrue(assertThrows(Malformed.class, () -> EventLines.decode(more)).isTooLarge());
        assertThrows(Malformed.class, () -> EventLines.decode("\n\n".getBytes(UTF_8)));
        assertThrows(Malformed.class, () -> EventLines.decode(new byte[0]));
    }

    @Test
    void whatIsNoMetadataIsLeftOut() {
        var event =
                only(
                        """
                        {"class_uid":1007,"activity_id":1,"severity_id":1,"time":1,"raw_data":"s3cret",\
                        "process":{"name":"curl","cmd_line":"curl -u s3cret","env":[{"s3cret":1}]},\
                        "src_endpoint":{"ip":"192.0.2.7","payload":"s3cret"},\
                        "evidences":[{"Data":{"a":["s3cret"]},"n":1.2300}],"Password":"s3cret"}\
                        """);

        assertEquals(
                """
                {"class_uid":1007,"activity_id":1,"severity_id":1,"time":1,\
                "process":{"name":"curl"},"src_endpoint":{"ip":"192.0.2.7"},"evidences":[{"n":1.2300}]}\
                """,
                event.json());
    }

    @Test
    void aLongMessageIsCutWhereItIsShownOnly() {
        var long_ = "x".repeat(510) + "\uD83D\uDE00" + "y".repeat(100);

        var event = only(EventsOf.line(long_));

        assertEquals("x".repeat(510) + "…", event.summary());
        assertTrue(event.json().contains(long_));
    }

    @Test
    void damagedBatchesAreUnderstoodOrRefused() {
        new Damage().done(ROUNDS, EventsOf.lines("damaged \\u00e9", 3), EventLinesFuzz::holds);
    }

    private static void assertRefused(String line, String why) {
        var malformed =
                assertThrows(Malformed.class, () -> EventLines.decode(line.getBytes(UTF_8)));
        var said = String.valueOf(malformed.getMessage());
        assertTrue(said.startsWith("line 1: ") && said.contains(why), said);
    }

    private static Event only(String line) {
        return EventLines.decode(line.getBytes(UTF_8)).events().getFirst();
    }
}
