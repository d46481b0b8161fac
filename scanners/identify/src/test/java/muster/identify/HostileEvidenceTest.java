package muster.identify;

import static java.time.Duration.ofMinutes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever a device says, there is an answer, and soon. */
class HostileEvidenceTest {
    private static final int MILLION = 1_000_000;

    /**
     * Far more than any of it takes; without end is what regular expressions take that go wrong.
     */
    private static final Duration PATIENCE = ofMinutes(2);

    private static final List<String> FILLERS =
            List.of(" ", "a", "1.", "-", "a:", "\t", "0", "Version ", "aa:", "1.1.1.1 ", "\n ");

    @Test
    void endlessLinesEndTheSearchNotTheProgram() {
        for (var filler : FILLERS) {
            var endless = filler.repeat(MILLION / filler.length());
            assertTimeoutPreemptively(
                    PATIENCE,
                    () -> {
                        Identification.of(new Evidence.Banner("http", endless));
                        Identification.of(new Evidence.Snmp("1.3.6.1.2.1.1.1.0|4|" + endless));
                        Identification.of(new Evidence.Cli("show version", endless, null));
                        Identification.of(new Evidence.Cli("show ip arp", endless, null));
                        Identification.of(new Evidence.Cli("show interfaces", endless, null));
                    },
                    "endless \"" + filler.strip() + "\"");
        }
    }

    /** What a greeting may begin with so that a rule goes on looking for its end. */
    private static final Map<String, List<String>> BEGINNINGS =
            Map.of(
                    "dns_versionbind", List.of("9.9.9-a-", "9.9.9-P1-a", "9.9-1-Ubuntu-"),
                    "smtp_banners", List.of("a", "a.a", "a-a"),
                    "http_servers", List.of("Box/1", "Box v1"),
                    "imap_banners", List.of("a.", "OK a"));

    @Test
    void greetingsThatNearlyFitAreJudgedAtOnce() {
        BEGINNINGS.forEach((protocol, beginnings) -> {
            for (var beginning : beginnings) {
                for (var filler : List.of("a", "-a", "-1", "a.a", "-Ubuntu-", "rc1", "-P1")) {
                    var text = beginning + filler.repeat(2_000) + "\n";
                    assertTimeoutPreemptively(
                            PATIENCE,
                            () -> {
                                Identification.of(new Evidence.Banner(protocol, text));
                            },
                            protocol + " " + beginning + filler);
                }
            }
        });
    }

    @Test
    void aTableWithoutEndIsCut() {
        var table =
                new StringBuilder("Protocol  Address  Age (min)  Hardware Addr  Type  Interface\n");
        for (int i = 0; i < 3 * Identity.ROWS_MAX; i++) {
            table.append(
                    "Internet  10.%d.%d.%d  1  0200.0000.%04x  ARPA  Vlan1\n"
                            .formatted(i >> 16, (i >> 8) & 255, i & 255, i & 0xffff));
        }

        var found = Identification.of(new Evidence.Cli("show ip arp", table.toString(), null));

        assertEquals(Identity.ROWS_MAX, found.arp().size());
    }
}
