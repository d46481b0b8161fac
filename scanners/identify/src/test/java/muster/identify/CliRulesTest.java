package muster.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import muster.identify.Identity.ArpEntry;
import muster.identify.Identity.Interface;
import muster.identify.Identity.Link;
import muster.identify.Identity.MacEntry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Printed commands are read as a person reads them, whatever else stands in the transcript. */
class CliRulesTest {
    private static final String EOS =
            """
            Arista DCS-7999T-48-R
            Hardware version: 77.07
            Serial number: JPE99990A1B
            Software image version: 4.77.99M
            """;

    @Test
    void promptsPagersAndMessagesOfTheLogAreNoRows() {
        var identity =
                read(
                        "show ip arp",
                        "cisco_ios",
                        "\r\ncore-7#show ip arp\r\n"
                                + "Protocol  Address     Age (min)  Hardware Addr   Type   Interface\r\n"
                                + "Internet  10.20.0.7          3  001b.21aa.bb01  ARPA   Vlan10\r\n"
                                + "*Mar  1 00:12:04.123: %LINK-3-UPDOWN: Interface Gi0/1, up\r\n"
                                + " --More-- \b\b\b\b\b\b\b\b\b        \b\b\b\b\b\b\b\b\b"
                                + "Internet  10.20.0.8          3  001b.21aa.bb02  ARPA   Vlan10\r\n"
                                + "\u001b[7m<--- More --->\u001b[m\r              \r"
                                + "Internet  10.20.0.9          3  001b.21aa.bb03  ARPA   Vlan10\r\n"
                                + "core-7#");

        assertEquals(
                List.of(
                        new ArpEntry("10.20.0.7", "00:1b:21:aa:bb:01", "Vlan10"),
                        new ArpEntry("10.20.0.8", "00:1b:21:aa:bb:02", "Vlan10"),
                        new ArpEntry("10.20.0.9", "00:1b:21:aa:bb:03", "Vlan10")),
                identity.arp());
        assertEquals("core-7", identity.find(Field.HOSTNAME).orElseThrow());
    }

    @Test
    void theWhyIsTheLineWordForWord() {
        var identity = read("show version", null, EOS.replace("4.77", "\u001b[1m4.77\u001b[0m"));

        assertEquals("4.77.99M", identity.find(Field.VERSION).orElseThrow());
        assertEquals(
                "Software image version: \u001b[1m4.77\u001b[0m.99M",
                whyOf(identity, Field.VERSION).evidence());
    }

    @Test
    void thePrintIsBelievedNotTheHint() {
        for (var hint : new String[] {"arista_eos", "juniper_junos", "nobody_knows", null}) {
            var identity = read("show version", hint, EOS);

            assertEquals("EOS", identity.find(Field.OS).orElseThrow(), "hint " + hint);
            assertEquals("4.77.99M", identity.find(Field.VERSION).orElseThrow(), "hint " + hint);
        }
    }

    @Test
    void aPastedPrintNeedsNoCommand() {
        assertEquals("JPE99990A1B", read("", null, EOS).find(Field.SERIAL).orElseThrow());
    }

    @Test
    void whatNobodyWroteIsNoAnswer() {
        for (var placeholder : List.of("N/A", "0", "0000000000", "None", "unknown", "--")) {
            var identity =
                    read(
                            "show system",
                            null,
                            "Serial Number : %s\nSystem Name : floor-3\n".formatted(placeholder));

            assertNull(identity.find(Field.SERIAL).orElse(null), placeholder);
            assertEquals("floor-3", identity.find(Field.HOSTNAME).orElseThrow());
        }
    }

    @Test
    void headingsOfSeveralLinesAreOne() {
        var identity =
                read(
                        "show ports status",
                        null,
                        """
                                  Admin   Link
                        Port      State   State   Speed     Description
                        --------  ------- ------- --------  -----------
                        1/1/7     Up      Down    10G       to floor 3
                        1/1/8     Down    Down    --
                        """);

        assertEquals(
                List.of(
                        new Interface("1/1/7", "to floor 3", null, 10_000_000_000L, true, false),
                        new Interface("1/1/8", null, null, null, false, false)),
                identity.interfaces());
    }

    @Test
    void aRowThatDoesNotKeepToItsColumnsIsReadCellByCell() {
        var identity =
                read(
                        "show bridge",
                        null,
                        """
                        MAC Address        Type     Interface  Moves  Age
                        -----------------  -------  ---------  -----  ---
                        00:1b:21:aa:bb:01  dynamic  lag7       1      20
                        00:1b:21:aa:bb:02  dyn  lag8  1  20
                        """);

        assertEquals(
                List.of(
                        new MacEntry("00:1b:21:aa:bb:01", null, "lag7"),
                        new MacEntry("00:1b:21:aa:bb:02", null, "lag8")),
                identity.macs());
    }

    @Test
    void aPortWithoutNeighbourIsNotTheNextLines() {
        var identity =
                read(
                        "show lldp neighbors",
                        null,
                        """
                        Local Port  Chassis ID         Port ID  System Name
                        ----------  -----------------  -------  -----------
                        2/1
                        2/2
                        2/3
                        2/4         00:1b:21:aa:bb:01  1/1/24   floor-3 ...
                        """);

        assertEquals(List.of(new Link("2/4", "floor-3", "1/1/24", null)), identity.neighbours());
    }

    @Test
    void namesAndValuesAreNoTable() {
        var identity =
                read(
                        "show lldp neighbors detail",
                        null,
                        """
                        Local port1.0.7:
                          Chassis ID ....................... 001b.21aa.bb01
                          Port ID .......................... port1.0.24
                          System Name ...................... floor-3
                        """);

        assertEquals(1, identity.neighbours().size(), identity.neighbours().toString());
        assertEquals("floor-3", identity.neighbours().getFirst().remoteName());
        assertEquals("port1.0.24", identity.neighbours().getFirst().remoteInterface());
    }

    @Test
    void aPortThatIsAnAddressIsCalledAsItIsDescribed() {
        var identity =
                read(
                        "show lldp neighbors detail",
                        null,
                        """
                        Local Interface  : xe7
                        Chassis ID       : 001b.21aa.bb01
                        Port ID          : 001b.21aa.bb18
                        Port Description : ge-0/0/24
                        System Name      : floor-3
                        """);

        assertEquals("ge-0/0/24", identity.neighbours().getFirst().remoteInterface());
    }

    @Test
    void anAgeIsNoAddress() {
        var identity =
                read("show arp", null, "10.20.0.7   00:03:10  001b.21aa.bb01  Ethernet1/7\n");

        assertEquals(
                List.of(new ArpEntry("10.20.0.7", "00:1b:21:aa:bb:01", "Ethernet1/7")),
                identity.arp());
    }

    @Test
    void anUnknownDeviceIsReadByWhatMostPrint() {
        var identity =
                read(
                        "show inventory",
                        "acme_os",
                        """
                        Slot  Part Number    Serial No.     Description
                        ----  -------------  -------------  -----------
                        1     EX-LC-24       EX9999000124   line card
                        2     EX-LC-48       EX9999000125   line card
                        """);

        assertEquals(2, identity.modules().size());
        assertEquals("EX9999000125", identity.modules().getLast().serial());
        assertTrue(identity.find(Field.OS).isEmpty());
    }

    private static Identity read(String command, @Nullable String hint, String output) {
        return Identification.of(new Evidence.Cli(command, output, hint));
    }

    private static Why whyOf(Identity identity, Field field) {
        return Objects.requireNonNull(identity.whys().get(field));
    }
}
