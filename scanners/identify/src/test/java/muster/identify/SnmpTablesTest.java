package muster.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import muster.identify.Identity.ArpEntry;
import muster.identify.Identity.Interface;
import muster.identify.Identity.Link;
import muster.identify.Identity.MacEntry;
import muster.identify.Identity.Module;
import muster.identify.Identity.Software;
import org.junit.jupiter.api.Test;

/** What the standard tables say means the same on every device. */
class SnmpTablesTest {
    private static final String PORTS =
            """
            1.3.6.1.2.1.2.2.1.2.1|4|Port 1
            1.3.6.1.2.1.2.2.1.2.2|4|Port 2
            1.3.6.1.2.1.31.1.1.1.1.1|4|gi1
            1.3.6.1.2.1.17.1.4.1.2.11|2|1
            1.3.6.1.2.1.17.1.4.1.2.12|2|2
            """;

    @Test
    void interfacesAreCalledAsTheDeviceCallsThem() {
        var found =
                of(
                        PORTS
                                + """
                                1.3.6.1.2.1.2.2.1.5.1|66|4294967295
                                1.3.6.1.2.1.2.2.1.5.2|66|100000000
                                1.3.6.1.2.1.2.2.1.6.1|4x|00005e005301
                                1.3.6.1.2.1.2.2.1.6.2|4x|000000000000
                                1.3.6.1.2.1.2.2.1.7.1|2|1
                                1.3.6.1.2.1.2.2.1.8.1|2|2
                                1.3.6.1.2.1.2.2.1.8.2|2|5
                                1.3.6.1.2.1.31.1.1.1.15.1|66|40000
                                1.3.6.1.2.1.31.1.1.1.18.1|4|to the hall
                                """);
        assertEquals(
                List.of(
                        new Interface(
                                "gi1",
                                "to the hall",
                                "00:00:5e:00:53:01",
                                40_000_000_000L,
                                true,
                                false),
                        new Interface("Port 2", null, null, 100_000_000L, null, null)),
                found.interfaces());
        assertEquals(
                new Why("1.3.6.1.2.1.31.1.1.1.1.1|4|gi1", "IF-MIB"),
                found.whys().get(Field.INTERFACES));
    }

    @Test
    void lldpNamesTheLocalInterfaceByWhateverTheAgentNumbersItsPortsBy() {
        var neighbour =
                """
                1.0.8802.1.1.2.1.4.1.1.6.0.%1$d.1|2|%2$d
                1.0.8802.1.1.2.1.4.1.1.7.0.%1$d.1|4x|00005e005309
                1.0.8802.1.1.2.1.4.1.1.8.0.%1$d.1|4|uplink
                1.0.8802.1.1.2.1.4.1.1.9.0.%1$d.1|4|core1
                1.0.8802.1.1.2.1.4.1.1.10.0.%1$d.1|4|Big router
                """;
        var link = new Link("gi1", "core1", "uplink", "Big router");
        assertEquals(List.of(link), of(PORTS + neighbour.formatted(1, 3)).neighbours());
        assertEquals(List.of(link), of(PORTS + neighbour.formatted(11, 3)).neighbours());
        var local = "1.0.8802.1.1.2.1.3.7.1.3.2|4|Port 1\n";
        assertEquals(List.of(link), of(PORTS + local + neighbour.formatted(2, 3)).neighbours());
        assertEquals(
                List.of(new Link("gi1", "core1", "00:00:5e:00:53:09", "Big router")),
                of(PORTS + neighbour.formatted(1, 7)).neighbours());
    }

    @Test
    void cdpIsReadByIfIndex() {
        var found =
                of(
                        PORTS
                                + """
                                1.3.6.1.4.1.9.9.23.1.2.1.1.6.2.7|4|edge9
                                1.3.6.1.4.1.9.9.23.1.2.1.1.7.2.7|4|Gi0/9
                                1.3.6.1.4.1.9.9.23.1.2.1.1.8.2.7|4|cisco X-9
                                """);
        assertEquals(
                List.of(new Link("Port 2", "edge9", "Gi0/9", "cisco X-9")), found.neighbours());
    }

    @Test
    void addressesAreReadFromTheOldTableAndFromTheNew() {
        var found =
                of(
                        PORTS
                                + """
                                1.3.6.1.2.1.4.22.1.2.1.192.0.2.7|4x|00005e005307
                                1.3.6.1.2.1.4.22.1.2.1.192.0.2.700|4x|00005e005307
                                1.3.6.1.2.1.4.35.1.4.2.1.4.192.0.2.8|4x|00005e005308
                                """);
        assertEquals(
                List.of(
                        new ArpEntry("192.0.2.7", "00:00:5e:00:53:07", "gi1"),
                        new ArpEntry("192.0.2.8", "00:00:5e:00:53:08", "Port 2")),
                found.arp());
    }

    @Test
    void learntMacsStandBehindBridgePortsAndTheBridgesOwnAreLeftOut() {
        var found =
                of(
                        PORTS
                                + """
                                1.3.6.1.2.1.17.7.1.2.2.1.2.30.0.0.94.0.83.1|2|12
                                1.3.6.1.2.1.17.7.1.2.2.1.3.30.0.0.94.0.83.1|2|3
                                1.3.6.1.2.1.17.7.1.2.2.1.2.5.0.0.94.0.83.2|2|11
                                1.3.6.1.2.1.17.7.1.2.2.1.3.5.0.0.94.0.83.2|2|4
                                1.3.6.1.2.1.17.7.1.2.2.1.2.5.0.0.94.0.83.3|2|11
                                1.3.6.1.2.1.17.7.1.4.2.1.3.0.400|66|5
                                """);
        assertEquals(
                List.of(
                        new MacEntry("00:00:5e:00:53:03", 400, "gi1"),
                        new MacEntry("00:00:5e:00:53:01", 30, "Port 2")),
                found.macs());
        var withoutVlans = of(PORTS + "1.3.6.1.2.1.17.4.3.1.2.0.0.94.0.83.4|2|11\n");
        assertEquals(List.of(new MacEntry("00:00:5e:00:53:04", null, "gi1")), withoutVlans.macs());
    }

    @Test
    void theMemberThatLeadsAStackSpeaksForItAndAllAreModules() {
        var found =
                of(
                        """
                        1.3.6.1.2.1.47.1.1.1.1.5.1|2|11
                        1.3.6.1.2.1.47.1.1.1.1.5.1000|2|3
                        1.3.6.1.2.1.47.1.1.1.1.5.2000|2|3
                        1.3.6.1.2.1.47.1.1.1.1.7.1000|4|Switch 1
                        1.3.6.1.2.1.47.1.1.1.1.7.2000|4|Switch 2
                        1.3.6.1.2.1.47.1.1.1.1.10.2000|4|7.1
                        1.3.6.1.2.1.47.1.1.1.1.11.1000|4|AB11
                        1.3.6.1.2.1.47.1.1.1.1.11.2000|4|AB22
                        1.3.6.1.2.1.47.1.1.1.1.13.1000|4|X-24
                        1.3.6.1.2.1.47.1.1.1.1.13.2000|4|X-48
                        1.3.6.1.4.1.9.9.500.1.2.1.1.3.1000|2|2
                        1.3.6.1.4.1.9.9.500.1.2.1.1.3.2000|2|1
                        """);
        assertEquals("AB22", found.find(Field.SERIAL).orElseThrow());
        assertEquals("X-48", found.find(Field.MODEL).orElseThrow());
        assertEquals("7.1", found.find(Field.VERSION).orElseThrow());
        assertEquals(
                List.of(
                        new Module("Switch 1", "X-24", "AB11", null),
                        new Module("Switch 2", "X-48", "AB22", "7.1")),
                found.modules());
    }

    @Test
    void thePartsOfAnAgentThatSaysNotWhatTheyAreBeginWithTheWhole() {
        var found =
                of(
                        """
                        1.3.6.1.2.1.47.1.1.1.1.11.1001|4|AB33
                        1.3.6.1.2.1.47.1.1.1.1.11.1002|4|PS44
                        1.3.6.1.2.1.47.1.1.1.1.13.1001|4|X-12
                        """);
        assertEquals("AB33", found.find(Field.SERIAL).orElseThrow());
        assertEquals("X-12", found.find(Field.MODEL).orElseThrow());
    }

    @Test
    void installedSoftwareIsSplitAsItsPackagerJoinedIt() {
        var found =
                of(
                        """
                        1.3.6.1.2.1.25.6.3.1.2.1|4|libfoo2_1.2-3_amd64
                        1.3.6.1.2.1.25.6.3.1.2.2|4|foo-tools-2.4.1-7.el9
                        1.3.6.1.2.1.25.6.3.1.2.3|4|Foo for Windows
                        """);
        assertEquals(
                List.of(
                        new Software(null, "libfoo2", "1.2-3"),
                        new Software(null, "foo-tools", "2.4.1-7.el9"),
                        new Software(null, "Foo for Windows", null)),
                found.software());
    }

    @Test
    void nobodysRuleLeavesTheNameAndTheMakerOfTheEnterpriseNumber() {
        var found =
                of(
                        """
                        1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.4.9999
                        1.3.6.1.2.1.1.5.0|4|thing1
                        """);
        assertEquals("thing1", found.find(Field.HOSTNAME).orElseThrow());
        assertEquals(Registry.enterprise(4), found.find(Field.VENDOR));
        assertEquals(
                new Why("1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.4.9999", "IANA enterprise numbers"),
                found.whys().get(Field.VENDOR));
    }

    private static Identity of(String snmprec) {
        return Identification.of(new Evidence.Snmp(snmprec));
    }
}
