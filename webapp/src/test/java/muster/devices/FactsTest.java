package muster.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import muster.wire.DeviceFacts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A weaker source never overwrites a stronger one. */
class FactsTest {
    private static final Instant MONDAY = Instant.parse("2026-11-16T08:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-11-17T08:00:00Z");
    private static final Facts NOTHING = new Facts(List.of());

    @Test
    void strongestSourceIsShown() {
        var pasted = noted(NOTHING, release("11"), Provenance.PASTE, MONDAY);
        var both = noted(pasted, release("12"), Provenance.AGENT, TUESDAY);

        assertEquals("11", pasted.value(Facts.Name.OS_VERSION));
        assertEquals("12", both.value(Facts.Name.OS_VERSION));
        assertEquals(
                List.of(new Facts.Change(Facts.Name.OS_VERSION, "11", "12")),
                both.changesSince(pasted));
    }

    @Test
    void weakerSourceIsKeptButNotShown() {
        var reported = noted(NOTHING, release("12"), Provenance.AGENT, MONDAY);
        var both = noted(reported, release("11"), Provenance.PASTE, TUESDAY);

        assertEquals("12", both.value(Facts.Name.OS_VERSION));
        assertEquals(List.of(), both.changesSince(reported));
        assertEquals("11", both.said(Facts.Name.OS_VERSION, Provenance.PASTE).orElseThrow());
    }

    @Test
    void sameWordAgainIsNoNews() {
        var facts = noted(NOTHING, release("12"), Provenance.KEYED, MONDAY);

        assertEquals(List.of(), facts.news(release("12"), Provenance.KEYED, TUESDAY));
        assertEquals(MONDAY, facts.best(Facts.Name.OS_VERSION).orElseThrow().since());
    }

    @Test
    void whatASourceNoLongerSaysIsKept() {
        var facts = noted(NOTHING, release("12"), Provenance.KEYED, MONDAY);

        assertEquals(
                "12",
                noted(facts, release(null), Provenance.KEYED, TUESDAY)
                        .value(Facts.Name.OS_VERSION));
    }

    private static Facts noted(Facts facts, DeviceFacts said, Provenance provenance, Instant now) {
        return facts.with(facts.news(said, provenance, now));
    }

    private static DeviceFacts release(@Nullable String version) {
        return new DeviceFacts("web-1", null, "Debian", version, null, null, null, null, List.of());
    }
}
