package muster.crowd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import muster.devices.Counters;
import muster.findings.Coverage;
import muster.findings.Remedies;
import muster.findings.Totals;
import muster.overview.Recent;
import muster.web.Page;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the overview shows is counted before anybody looks. */
@Tag("slow")
class ManyOnOverviewTest {
    private static final LocalDate TODAY = Crowd.NOW.atOffset(ZoneOffset.UTC).toLocalDate();

    private final Totals totals = new Totals(Crowd.database());
    private final Recent recent = new Recent(Crowd.database());

    @Test
    void everyPartReadsLittle() {
        var wrong =
                parts().entrySet().stream()
                        .flatMap(part -> Crowd.tooMuch(part.getKey(), part.getValue()).stream())
                        .toList();
        assertEquals(List.of(), wrong);
    }

    private Map<String, Supplier<Integer>> parts() {
        var parts = new TreeMap<String, Supplier<Integer>>();
        parts.put("total", () -> (int) Math.min(1, totals.total().open()));
        parts.put("days", () -> totals.since(TODAY.minusDays(29), TODAY).size());
        parts.put("remedies", () -> new Remedies(Crowd.database()).first(5).size());
        parts.put(
                "counter",
                () -> (int) Math.min(1, new Counters(Crowd.database()).value(Counters.Of.DEVICES)));
        parts.put("late", () -> (int) Math.min(1, recent.late(Crowd.NOW, 500)));
        parts.put("newcomers", () -> recent.newcomers(5).size());
        parts.put("events", () -> recent.events(8).size());
        var coverage = new Coverage(Crowd.database());
        parts.put(
                "coverage",
                () -> {
                    var reasons = coverage.reasons();
                    var page = new Page<>(reasons.subList(0, Crowd.SHOWN), null);
                    return coverage.withExamples(page).items().size();
                });
        return parts;
    }
}
