package muster.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The tool answers every line. */
class IdentifyTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void answersWithTheIdThatItWasGiven() throws IOException {
        for (var id : List.of("\"a \\\"b\\\"\"", "7", "null", "7.5")) {
            var answer =
                    Identify.answer(
                            "{\"kind\":\"banner\",\"id\":"
                                    + id
                                    + ",\"protocol\":\"ssh\",\"text\":\"nobody knows\"}");
            assertEquals(JSON.readTree(id), JSON.readTree(answer).get("id"));
            assertTrue(JSON.readTree(answer).get("vendor").isNull(), answer);
        }
    }

    @Test
    void saysWhatIsWrongWithALineAndKeepsItsId() throws IOException {
        assertEquals("kind: missing; a text was expected", error("{\"id\":null}"));
        assertEquals(
                "mac: of another type; a text was expected", error("{\"kind\":\"mac\",\"mac\":7}"));
        assertEquals("kind: snmp, cli, banner or mac, not radar", error("{\"kind\":\"radar\"}"));
        assertEquals("a JSON object was expected", error("[]"));
        assertEquals("there is more behind the object", error("{\"kind\":\"mac\"} {}"));
        assertTrue(error("{\"id\":1,").startsWith("not JSON: "));
        assertEquals(
                "{\"id\":\"x\",\"error\":\"kind: missing; a text was expected\"}",
                Identify.answer("{\"id\":\"x\",\"snmprec\":\"\"}"));
    }

    private static String error(String line) throws IOException {
        return JSON.readTree(Identify.answer(line)).path("error").asText();
    }

    @Test
    void readsLineByLineHoweverTheyEnd() throws IOException {
        var in = new StringReader("one\n\ntwo");
        assertEquals(Optional.of("one"), Identify.next(in));
        assertEquals(Optional.of(""), Identify.next(in));
        assertEquals(Optional.of("two"), Identify.next(in));
        assertEquals(Optional.empty(), Identify.next(in));
    }

    @Test
    void aLineWithoutEndIsAnsweredAndTheNextGoesOn() throws IOException {
        var in = new StringReader("x".repeat(3 * Evidence.CHARACTERS_MAX) + "\n{}");

        var endless = Identify.next(in).orElseThrow();

        assertEquals("longer than 33,554,432 characters", error(endless));
        assertEquals(Optional.of("{}"), Identify.next(in));
    }
}
