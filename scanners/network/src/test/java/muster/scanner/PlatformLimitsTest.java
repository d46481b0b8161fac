package muster.scanner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the machine grants, and what is made of it. */
class PlatformLimitsTest {
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    @Test
    void icmpIsForWhoMayOpenRawSockets() {
        assertTrue(Ping.isPermitted("Name:\tjava\nCapEff:\t000001ffffffffff\n"));
        assertTrue(Ping.isPermitted("CapEff:\t0000000000002000\n"));
        assertFalse(Ping.isPermitted("CapEff:\t00000000a80405fb\n"));
        assertFalse(Ping.isPermitted("CapEff:\t0000000000000000\n"));
        assertFalse(Ping.isPermitted(""));
    }

    @Test
    void saysHowManyFilesMayBeOpen() {
        var limits =
                """
                Limit                     Soft Limit           Hard Limit           Units
                Max processes             31213                31213                processes
                Max open files            65536                1048576              files
                """;
        assertEquals(65_536, OpenFiles.most(limits));
        assertEquals(Integer.MAX_VALUE, OpenFiles.most(limits.replace("65536  ", "unlimited")));
        assertEquals(1_024, OpenFiles.most("nothing of the kind"));
    }

    /** Each silent address keeps its ports waited for as long as anybody has patience. */
    @Test
    void asManyConnectionsAreTriedAsSilentAddressesAtTheRateOfTheFileNeed() {
        for (int rate : new int[] {50, 400, 2_000}) {
            int waited = (int) (8L * rate * PATIENCE.toMillis() / 1_000);
            assertTrue(OpenPorts.atOnce(rate, PATIENCE, 1_048_576) >= waited, rate + "");
        }
        assertEquals(768, OpenPorts.atOnce(10_000, PATIENCE, 1_024), "what the system grants");
    }
}
