package muster.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The variables of an agent, as they were recorded. */
class RecordingTest {
    @Test
    void readsValuesInAllTheirForms() {
        var recording =
                Recording.of(
                        """
                        1.3.6.1.2.1.1.1.0|4|Edge switch
                        .1.3.6.1.2.1.1.5.0|4x|636f726531
                        1.3.6.1.2.1.1.6.0|4e|Hall 1\\nRack\\t2 \\x41\\\\
                        1.3.6.1.2.1.2.2.1.6.1|4x|00005e005301
                        1.3.6.1.2.1.2.2.1.6.2|4|0:0:5e:0:53:2
                        1.3.6.1.2.1.4.20.1.1.1|64x|c0000207\r
                        1.3.6.1.2.1.2.2.1.5.1|66|1000000000
                        """);
        assertEquals("Edge switch", text(recording, "1.3.6.1.2.1.1.1.0"));
        assertEquals("core1", text(recording, "1.3.6.1.2.1.1.5.0"));
        assertEquals("Hall 1\nRack\t2 A\\", text(recording, "1.3.6.1.2.1.1.6.0"));
        assertEquals("", text(recording, "1.3.6.1.2.1.2.2.1.6.1"));
        assertEquals(
                Optional.of("00:00:5e:00:53:01"),
                variable(recording, "1.3.6.1.2.1.2.2.1.6.1").mac());
        assertEquals(
                Optional.of("00:00:5e:00:53:02"),
                variable(recording, "1.3.6.1.2.1.2.2.1.6.2").mac());
        assertEquals(
                1_000_000_000L,
                variable(recording, "1.3.6.1.2.1.2.2.1.5.1").number().orElseThrow());
        assertEquals(
                "1.3.6.1.2.1.4.20.1.1.1|64x|c0000207",
                variable(recording, "1.3.6.1.2.1.4.20.1.1.1").line());
        assertEquals(0, recording.skipped());
    }

    @Test
    void skipsAndCountsLinesThatItCannotRead() {
        var recording =
                Recording.of(
                        """
                        1.3.6.1.2.1.1.1.0|4|first

                        1.3.6.1.2.1.1.1.0
                        1.3.6.one|4|x
                        1.3.6.1.4.1.99999999999|4|x
                        1.3.6.1.2.1.1.2.0|four|x
                        1.3.6.1.2.1.1.3.0|4x|xyz
                        1.3.6.1.2.1.1.1.0|4|second
                        1.3.6.1.2.1.1.5.0|4|last\
                        """);
        assertEquals("first", text(recording, "1.3.6.1.2.1.1.1.0"));
        assertEquals("last", text(recording, "1.3.6.1.2.1.1.5.0"));
        assertEquals(5, recording.skipped());
    }

    @Test
    void walksWhatStandsBelowAnOidAndNothingElse() {
        var recording =
                Recording.of(
                        """
                        1.3.6.1.4.1.90.1.0|4|neighbour
                        1.3.6.1.4.1.9.10.0|4|third
                        1.3.6.1.4.1.9.2.0|4|second
                        1.3.6.1.4.1.9|4|first
                        """);
        var below = recording.below(Oid.of("1.3.6.1.4.1.9")).stream().map(Variable::text);
        assertEquals(List.of("first", "second", "third"), below.toList());
        assertTrue(recording.hasBelow(Oid.of("1.3.6.1.4.1.90")));
        assertFalse(recording.hasBelow(Oid.of("1.3.6.1.4.1.91")));
        assertFalse(recording.hasBelow(Oid.of("1.3.6.1.4.1.8")));
    }

    /** An agent may put a cut character into its description. */
    @Test
    void readsATextWithAStrayOctetAndNoOctetsThatAreNone() {
        var recording =
                Recording.of(
                        """
                        1.3.6.1.2.1.1.1.0|4x|456467652073776974636820da6f66747761726520312e3220667265
                        1.3.6.1.2.1.1.5.0|4x|ff03b4
                        """);
        assertTrue(text(recording, "1.3.6.1.2.1.1.1.0").startsWith("Edge switch "));
        assertEquals("", text(recording, "1.3.6.1.2.1.1.5.0"));
    }

    private static Variable variable(Recording recording, String oid) {
        return recording.find(Oid.of(oid)).orElseThrow();
    }

    private static String text(Recording recording, String oid) {
        return variable(recording, oid).text();
    }
}
