package muster.web;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** JSON in and out: what is understood, and what is refused with a reason. */
final class JsonTest {
    enum Colour {
        RED,
        DARK_BLUE
    }

    enum Right {
        READ("devices:read");

        private final String word;

        Right(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    record Part(String name, int count) {
        Part {
            if (count > 9) {
                throw new IllegalArgumentException(count + " parts, at most 9");
            }
        }
    }

    record Thing(
            String hostName,
            @Nullable Instant lastSeen,
            @Nullable Colour colour,
            @Nullable Right right,
            @Nullable UUID id,
            @Nullable Double weight,
            boolean old,
            List<Part> parts) {}

    @Test
    void aRecordComesBackAsItWent() {
        var thing =
                new Thing(
                        "db \u00e9\uD83D\uDE00",
                        Instant.parse("2026-11-22T06:00:00.5Z"),
                        Colour.DARK_BLUE,
                        Right.READ,
                        UUID.fromString("01932c07-209c-7c3e-a123-0123456789ab"),
                        1.5,
                        true,
                        List.of(new Part("disk", 2)));
        var json = new String(Json.write(thing), UTF_8);
        assertTrue(json.contains("\"last_seen\":\"2026-11-22T06:00:00.500Z\""), json);
        assertTrue(json.contains("\"colour\":\"dark_blue\",\"right\":\"devices:read\""), json);
        assertEquals(thing, read(json));
    }

    @Test
    void onlyWhatMayBeAbsentIsAbsent() {
        assertEquals(
                new Thing("a", null, null, null, null, null, false, List.of()),
                read("{\"host_name\":\"a\",\"parts\":[]}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'parts':[]} | host_name: it is missing",
                "{'host_name':null,'parts':[]} | host_name: it is missing",
                "{'host_name':'a'} | parts: it is missing",
                "{'host_name':'a','parts':[null]} | parts[0]: it is missing",
                "{'host_name':'a','parts':[{'count':1}]} | parts[0].name: it is missing",
                "{'host_name':'a','parts':{}} | parts: expected a list",
                "{'host_name':'a','parts':[1]} | parts[0]: expected an object",
                "{'host_name':['a'],'parts':[]} | host_name: expected a text",
                "{'host_name':1,'parts':[]} | host_name: '1' is not a text",
                "{'host_name':'a','host_name':'b'} | line 1, column 29: Duplicate field 'host_name'",
                "{'hostName':'a','parts':[]} | hostName: there is no such field",
                "{'host_name':'a','parts':[],'old':'true'} | old: expected true or false",
                "{'host_name':'a','parts':[{'name':'x','count':1.5}]} | parts[0].count: '1.5' is not a whole number",
                "{'host_name':'a','parts':[{'name':'x','count':10}]} | parts[0]: 10 parts, at most 9",
                "{'host_name':'a','parts':[],'colour':'pink'} | colour: 'pink' is not one of red, dark_blue",
                "{'host_name':'a','parts':[],'colour':0} | colour: '0' is not one of red, dark_blue",
                "{'host_name':'a','parts':[],'last_seen':'soon'} | last_seen: 'soon' is not a time like 2026-01-31T12:00:00Z",
                "{'host_name':'a','parts':[],'last_seen':'+99999-01-01T00:00:00Z'} | last_seen: '+99999-01-01T00:00:00Z' is not a time like 2026-01-31T12:00:00Z",
                "{'host_name':'a','parts':[],'id':'7'} | id: '7' is not an id",
                "{'host_name':'a','parts':[],'weight':1e999} | weight: the number is too large",
                "{'host_name':'a\\u0000','parts':[]} | line 1, column 14: a NUL character",
                "{'host_name':'a\\ud800','parts':[]} | line 1, column 14: half a surrogate pair",
                "{'host\\ud800':'a','parts':[]} | line 1, column 2: half a surrogate pair",
                "{'host_name':'a','weight':NaN} | line 1, column 30: Non-standard token 'NaN'",
                "{'host_name':'a','parts':[ | line 1, column 27: Unexpected end-of-input: expected close marker for Array",
                "{'host_name':'a' /* b */} | line 1, column 18: Unexpected character ('/' (code 47)): maybe a (non-standard) comment?",
                "null | body: it is null",
            })
    void saysWhatIsWrongAndWhere(String json, String message) {
        var malformed = assertThrows(Json.Malformed.class, () -> read(json.replace('\'', '"')));
        assertEquals(message, String.valueOf(malformed.getMessage()).replace('"', '\''));
    }

    static List<String> nonsense() {
        return List.of(
                "",
                "{",
                "[]",
                "7",
                "{} {}",
                "{\"host_name\":\"a\",\"parts\":[]} x",
                "{\"host_name\":\"a\",\"parts\":[],\"weight\":NaN}",
                "{\"host_name\":\"a\",\"parts\":[],\"weight\":1" + "0".repeat(50) + "}",
                "{'host_name':'a','parts':[]}",
                "{\"host_name\":\"a\",\"parts\":[],}",
                "{\"host_name\":\"a\u0000\",\"parts\":[]}",
                "[".repeat(100_000),
                "{\"a\":".repeat(100_000),
                "{\"" + "n".repeat(300) + "\":1}",
                "\uFEFF{\"host_name\":\"a\",\"parts\":[]}");
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void refusesNonsense(String json) {
        assertThrows(Json.Malformed.class, () -> read(json));
    }

    @Test
    void refusesWhatIsNoUtf8() {
        var latin = new byte[] {'"', (byte) 0xe9, '"'};
        assertThrows(Json.Malformed.class, () -> Json.read(latin, Thing.class));
        var overlong = new byte[] {'"', (byte) 0xc0, (byte) 0x80, '"'};
        assertThrows(Json.Malformed.class, () -> Json.read(overlong, Thing.class));
        var utf16 = "{\"host_name\":\"a\",\"parts\":[]}".getBytes(UTF_16);
        assertThrows(Json.Malformed.class, () -> Json.read(utf16, Thing.class));
    }

    private static Thing read(String json) {
        return Json.read(json.getBytes(UTF_8), Thing.class);
    }
}
