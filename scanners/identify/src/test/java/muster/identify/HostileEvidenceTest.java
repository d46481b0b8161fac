package muster.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whatever a device says, there is an answer, and soon. */
class HostileEvidenceTest {
    private static final int MILLION = 1_000_000;

    private static final List<String> FILLERS =
            List.of(" ", "a", "1.", "-", "a:", "\t", "0", "Version ", "aa:", "1.1.1.1 ", "\n ");

    /** Counted in characters that patterns look at: a clock would say more of the machine. */
    @Test
    void endlessLinesAreReadToTheirEnd() {
        for (var filler : FILLERS) {
            var endless = filler.repeat(MILLION / filler.length());
            for (var evidence :
                    List.of(
                            new Evidence.Banner("http", endless),
                            new Evidence.Snmp("1.3.6.1.2.1.1.1.0|4|" + endless),
                            new Evidence.Cli("show version", endless, null),
                            new Evidence.Cli("show ip arp", endless, null),
                            new Evidence.Cli("show interfaces", endless, null))) {
                assertTrue(
                        Identification.read(List.of(evidence)).whole(),
                        evidence.getClass() + " of \"" + filler.strip() + "\"");
            }
        }
    }

    @Test
    void whoLeadsRulesAstrayIsKnownByWhatWasReadBefore() {
        var printed = new Evidence.Cli("show version", "router9#show version\nrouter9#", null);
        var said = new Evidence.Banner("http", "nginx/1.25.3");
        var enough = new Patience(Patience.CHARACTERS_MAX);
        enough.in(() -> {
            Rules.all().read(printed, new Draft());
            return true;
        });

        var whole = Identification.read(List.of(said, printed));
        var cut =
                Identification.read(
                        List.of(said, printed), Patience.CHARACTERS_MAX - enough.left());

        assertTrue(whole.whole());
        assertNotNull(whole.identity().service());
        assertFalse(cut.whole());
        assertEquals(Optional.of("router9"), cut.identity().find(Field.HOSTNAME));
        assertNull(cut.identity().service());
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
