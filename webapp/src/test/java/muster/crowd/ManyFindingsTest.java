package muster.crowd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import muster.findings.Findings;
import muster.findings.Vulnerabilities;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With 300,000 findings, and 2,000 of them on one device, a page of them reads little. */
@Tag("slow")
class ManyFindingsTest {
    private static final List<String> FACETS =
            List.of(
                    "",
                    "kev:true",
                    "severity:critical",
                    "severity:high",
                    "fixable:true",
                    "since:>-7d",
                    "state:gone",
                    "kev:true severity:critical",
                    "kev:true fixable:true",
                    "severity:high fixable:true",
                    "severity:critical since:>-7d",
                    "fixable:false",
                    "kev:true state:gone");

    private final Findings findings = new Findings(Crowd.database());
    private final Vulnerabilities vulnerabilities = new Vulnerabilities(Crowd.database());

    @Test
    void facetsReadLittle() {
        assertEquals(List.of(), FACETS.stream().flatMap(one -> tooMuch("q=" + one)).toList());
    }

    @Test
    void ordersReadLittle() {
        var asked =
                Stream.of(
                        "sort=urgency", "sort=-since", "sort=since", "q=state:gone&sort=-urgency");
        assertEquals(List.of(), asked.flatMap(this::tooMuch).toList());
    }

    @Test
    void namesReadLittle() {
        var asked =
                Stream.of(
                        "q=package:lib7",
                        "q=software:lib7",
                        "q=package:lib7 fixable:true",
                        "q=CVE-2026-7",
                        "q=CVE-2026-707",
                        "vulnerability=CVE-2026-707",
                        "q=hostname:web-77",
                        "device=" + Crowd.id("device77"));
        assertEquals(List.of(), asked.flatMap(this::tooMuch).toList());
    }

    @Test
    void wordsReadLittleWhetherRareOrCommon() {
        var asked =
                Stream.of(
                        "q=web",
                        "q=lib",
                        "q=lib1",
                        "q=rare",
                        "q=web-77777",
                        "q=99999",
                        "q=nothing",
                        "q=web lib1",
                        "q=web kev:true");
        assertEquals(List.of(), asked.flatMap(this::tooMuch).toList());
    }

    @Test
    void findingsOfADeviceReadLittle() {
        var device = Crowd.id("device1");
        var asked = Stream.concat(FACETS.stream(), Stream.of("web", "package:lib7"));
        assertEquals(
                List.of(),
                asked.flatMap(one ->
                                Crowd.tooMuch("device " + one, () -> onDevice(device, "q=" + one))
                                        .stream())
                        .toList());
    }

    @Test
    void vulnerabilitiesReadLittle() {
        var asked =
                Stream.of(
                        "",
                        "sort=-devices",
                        "sort=urgency",
                        "q=kev:true",
                        "q=severity:critical",
                        "q=severity:high",
                        "q=kev:true severity:high",
                        "q=CVE-2026-7");
        assertEquals(
                List.of(),
                asked.flatMap(one ->
                                Crowd.tooMuch(
                                        one,
                                        () ->
                                                vulnerabilities
                                                        .matching(
                                                                vulnerabilities.ask(
                                                                        Crowd.parameters(one),
                                                                        Crowd.CLOCK))
                                                        .items()
                                                        .size())
                                        .stream())
                        .toList());
    }

    private Stream<String> tooMuch(String asked) {
        return Crowd.tooMuch(
                asked,
                () ->
                        findings.matching(findings.ask(Crowd.parameters(asked), Crowd.CLOCK))
                                .items()
                                .size())
                .stream();
    }

    private int onDevice(UUID device, String asked) {
        return findings.matching(findings.ask(device, Crowd.parameters(asked), Crowd.CLOCK))
                .items()
                .size();
    }
}
