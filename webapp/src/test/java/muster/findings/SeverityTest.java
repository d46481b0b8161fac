package muster.findings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scores as the specification's own examples have them, and what stands in for a vector. */
class SeverityTest {
    @ParameterizedTest
    @CsvSource({
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H, 9.8, CRITICAL",
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H, 10.0, CRITICAL",
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H, 7.5, HIGH",
        "CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N, 6.1, MEDIUM",
        "CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H, 7.8, HIGH",
        "CVSS:3.1/AV:N/AC:H/PR:L/UI:N/S:C/C:L/I:N/A:N, 3.5, LOW",
        "CVSS:3.1/AV:P/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N, 0.0, NONE",
        "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N, -1, UNKNOWN",
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H, -1, UNKNOWN",
        "nonsense, -1, UNKNOWN"
    })
    void scoresAVector(String vector, double score, Severity severity) {
        assertEquals(score, Cvss.baseScore(vector));
        assertEquals(severity, Severity.of(vector, List.of()));
    }

    @Test
    void takesTheDistributionsWordWhereThereIsNoVector() {
        assertEquals(Severity.HIGH, Severity.of(null, List.of("high")));
        assertEquals(Severity.UNKNOWN, Severity.of(null, List.of("not yet assigned")));
        assertEquals(Severity.UNKNOWN, Severity.of(null, List.of()));
    }

    @Test
    void believesADistributionThatCallsItUnimportant() {
        assertEquals(
                Severity.LOW,
                Severity.of(
                        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", List.of("unimportant")));
    }
}
