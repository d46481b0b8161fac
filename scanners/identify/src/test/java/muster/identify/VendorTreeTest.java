package muster.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The maker of the number 99999 is nobody's, so no rule knows its devices. */
class VendorTreeTest {
    private static final String SYSTEM =
            """
            1.3.6.1.2.1.1.1.0|4|Edge box, QX-345
            1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.99999.1
            1.3.6.1.2.1.1.5.0|4|BOX1234567
            """;

    private static Identity of(String variables) {
        return Identification.of(new Evidence.Snmp(SYSTEM + variables));
    }

    @Test
    void takesModelSerialAndVersionThatStandSideBySide() {
        var found =
                of(
                        """
                        1.3.6.1.4.1.99999.2.1.1.0|4|QX-345
                        1.3.6.1.4.1.99999.2.1.2.0|4|AB12345678
                        1.3.6.1.4.1.99999.2.1.3.0|4|v2.3.4
                        """);
        assertEquals(Optional.of("QX-345"), found.find(Field.MODEL));
        assertEquals(Optional.of("AB12345678"), found.find(Field.SERIAL));
        assertEquals(Optional.of("v2.3.4"), found.find(Field.VERSION));
    }

    @Test
    void takesForModelWhatStandsBesideTheSerial() {
        var found =
                Identification.of(
                        new Evidence.Snmp(
                                """
                                1.3.6.1.2.1.1.1.0|4|Edge box
                                1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.99999.1
                                1.3.6.1.4.1.99999.2.1.1.0|4|floor 3
                                1.3.6.1.4.1.99999.2.1.2.0|4|ZX-900
                                1.3.6.1.4.1.99999.2.1.3.0|4|AB12345678
                                """));
        assertEquals(Optional.of("ZX-900"), found.find(Field.MODEL));
        assertEquals(Optional.of("AB12345678"), found.find(Field.SERIAL));
    }

    @Test
    void readsATableThatHasOneRow() {
        var found =
                of(
                        """
                        1.3.6.1.4.1.99999.2.1.1.1|4|QX-345
                        1.3.6.1.4.1.99999.2.1.2.1|4|AB12345678
                        """);
        assertEquals(Optional.of("AB12345678"), found.find(Field.SERIAL));
    }

    @Test
    void readsNoTableOfSeveralRows() {
        var found =
                of(
                        """
                        1.3.6.1.4.1.99999.2.1.1.1|4|QX-345
                        1.3.6.1.4.1.99999.2.1.1.2|4|QX-345
                        1.3.6.1.4.1.99999.2.1.2.1|4|AB12345678
                        """);
        assertEquals(Optional.empty(), found.find(Field.SERIAL));
    }

    @Test
    void takesTheVersionOutOfASentence() {
        var found = of("1.3.6.1.4.1.99999.2.1.1.0|4|Edge box FW Version 4.08\n");
        assertEquals(Optional.of("4.08"), found.find(Field.VERSION));
    }

    /** It would be charged with the vulnerabilities of another version. */
    @Test
    void guessesNoVersionOfASystemWhoseVulnerabilitiesArePublished() {
        var found =
                Identification.of(
                        new Evidence.Snmp(
                                """
                                1.3.6.1.2.1.1.1.0|4|RouterOS EX345
                                1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.14988.1
                                1.3.6.1.4.1.14988.99.1.1.0|4|3.4.5
                                1.3.6.1.2.1.47.1.1.1.1.5.1|2|3
                                1.3.6.1.2.1.47.1.1.1.1.9.1|4|4.5.6
                                1.3.6.1.2.1.47.1.1.1.1.11.1|4|AB345678
                                """));
        assertEquals(Optional.of("RouterOS"), found.find(Field.OS));
        assertEquals(Optional.of("AB345678"), found.find(Field.SERIAL));
        assertEquals(Optional.empty(), found.find(Field.VERSION));
    }

    @Test
    void takesTheFirmwareOfTheChassisForTheVersionOfAnUnknownSystem() {
        var found =
                of(
                        """
                        1.3.6.1.2.1.47.1.1.1.1.5.1|2|3
                        1.3.6.1.2.1.47.1.1.1.1.9.1|4|4.5.6
                        1.3.6.1.2.1.47.1.1.1.1.11.1|4|AB345678
                        """);
        assertEquals(Optional.of("4.5.6"), found.find(Field.VERSION));
    }

    @Test
    void takesNoSerialThatStandsAlone() {
        var found = of("1.3.6.1.4.1.99999.2.1.2.0|4|AB12345678\n");
        assertEquals(Optional.empty(), found.find(Field.SERIAL));
    }

    @Test
    void takesNoneOfTwoSerials() {
        var found =
                of(
                        """
                        1.3.6.1.4.1.99999.2.1.1.0|4|QX-345
                        1.3.6.1.4.1.99999.2.1.2.0|4|AB12345678
                        1.3.6.1.4.1.99999.2.1.3.0|4|AB12345679
                        """);
        assertEquals(Optional.empty(), found.find(Field.SERIAL));
    }

    @Test
    void takesNamesDatesBuildsAndHardwareAddressesForNoSerials() {
        var found =
                of(
                        """
                        1.3.6.1.4.1.99999.2.1.1.0|4|QX-345
                        1.3.6.1.4.1.99999.2.1.2.0|4|BOX1234567
                        1.3.6.1.4.1.99999.2.1.3.0|4|20210317093000
                        1.3.6.1.4.1.99999.2.1.4.0|4|12345678
                        1.3.6.1.4.1.99999.2.1.5.0|4|00000C123456
                        """);
        assertEquals(Optional.empty(), found.find(Field.SERIAL));
    }

    @Test
    void takesAddressesAndDatesForNoVersions() {
        var found =
                of(
                        """
                        1.3.6.1.4.1.99999.2.1.1.0|4|192.0.2.45
                        1.3.6.1.4.1.99999.2.1.2.0|4|2021.03.17
                        1.3.6.1.4.1.99999.2.1.3.0|4|17.03.2021
                        """);
        assertEquals(Optional.empty(), found.find(Field.VERSION));
    }

    @Test
    void believesTheVersionThatTheDescriptionSaysToo() {
        var found =
                Identification.of(
                        new Evidence.Snmp(
                                """
                                1.3.6.1.2.1.1.1.0|4|Edge box (5.6)
                                1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.99999.1
                                1.3.6.1.4.1.99999.2.1.1.0|4|3.4.5
                                1.3.6.1.4.1.99999.2.1.2.0|4|5.6
                                """));
        assertEquals(Optional.of("5.6"), found.find(Field.VERSION));
    }

    @Test
    void looksBelowTheOnlyMakerThatAnAgentOfManySpeaksFor() {
        var found =
                Identification.of(
                        new Evidence.Snmp(
                                """
                                1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.8072.3.2.10
                                1.3.6.1.4.1.2021.100.2.0|4|5.9.1
                                1.3.6.1.4.1.9250.1.1.0|4|3.4.5
                                """));
        assertEquals(Optional.of("Strix"), found.find(Field.VENDOR));
        assertEquals(Optional.of("wireless"), found.find(Field.TYPE));
        assertEquals(Optional.of("3.4.5"), found.find(Field.VERSION));
    }

    @Test
    void looksBelowAnotherMakerWhereTheSaidOneSaysNothing() {
        var found =
                of(
                        """
                        1.3.6.1.4.1.99998.2.1.1.0|4|QX-345
                        1.3.6.1.4.1.99998.2.1.2.0|4|AB12345678
                        """);
        assertEquals(Optional.of("AB12345678"), found.find(Field.SERIAL));
    }

    @Test
    void asksNoneOfTwoOtherMakers() {
        var found =
                of(
                        """
                        1.3.6.1.4.1.99997.2.1.1.0|4|3.4.5
                        1.3.6.1.4.1.99998.2.1.1.0|4|QX-345
                        1.3.6.1.4.1.99998.2.1.2.0|4|AB12345678
                        """);
        assertEquals(Optional.empty(), found.find(Field.SERIAL));
    }

    @Test
    void readsATableThatHasOneRowOfSeveralNumbers() {
        var found =
                of(
                        """
                        1.3.6.1.4.1.99999.2.1.1.1.7|4|QX-345
                        1.3.6.1.4.1.99999.2.1.2.1.7|4|AB12345678
                        """);
        assertEquals(Optional.of("AB12345678"), found.find(Field.SERIAL));
    }

    @Test
    void believesPlainDigitsBesideAVersionAndAModel() {
        var found =
                of(
                        """
                        1.3.6.1.4.1.99999.2.1.1.0|4|QX-345
                        1.3.6.1.4.1.99999.2.1.2.0|4|12345678
                        1.3.6.1.4.1.99999.2.1.3.0|4|2.3.4
                        1.3.6.1.4.1.99999.2.1.4.0|4|20210317
                        """);
        assertEquals(Optional.of("12345678"), found.find(Field.SERIAL));
    }

    @Test
    void ofTwoSerialsBelievesTheOneBesideAVersionAndAModel() {
        var found =
                of(
                        """
                        1.3.6.1.4.1.99999.2.1.1.0|4|QX-345
                        1.3.6.1.4.1.99999.2.1.2.0|4|AB12345678
                        1.3.6.1.4.1.99999.2.1.3.0|4|2.3.4
                        1.3.6.1.4.1.99999.3.1.1.0|4|PSU-400
                        1.3.6.1.4.1.99999.3.1.2.0|4|CD12345678
                        """);
        assertEquals(Optional.of("AB12345678"), found.find(Field.SERIAL));
    }

    @Test
    void takesAVersionWithTheNameOfWhatItIsOf() {
        assertEquals(
                Optional.of("QX_OS_2.3.4_20210317"),
                of("1.3.6.1.4.1.99999.2.1.1.0|4|QX_OS_2.3.4_20210317\n").find(Field.VERSION));
        assertEquals(
                Optional.empty(),
                of("1.3.6.1.4.1.99999.2.1.1.0|4|qx-os-2.3.4.bin\n").find(Field.VERSION));
    }

    /** What a scanner keeps of all that it saw, so that the hub comes to the same answer. */
    @Test
    void whatTellsAloneTellsTheSame() {
        var said =
                """
                1.3.6.1.2.1.1.1.0|4|Quiet QB-200 Box
                1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.99999.7
                1.3.6.1.4.1.99999.1.1.0|4|9.1
                1.3.6.1.4.1.99999.1.2.0|4|AB12CD34EF
                1.3.6.1.4.1.99999.2.1.0|4|hunter2
                1.3.6.1.4.1.99999.2.2.0|4|3.2.17
                1.3.6.1.4.1.99999.2.3.0|4|QB202601170
                1.3.6.1.4.1.99999.3.1.0|4|QB-200
                """;
        var telling = Identification.telling(said);
        var kept =
                said.lines()
                        .filter(line ->
                                line.startsWith("1.3.6.1.2.")
                                        || telling.contains(line.substring(0, line.indexOf('|'))))
                        .toList();
        assertEquals(
                Identification.of(new Evidence.Snmp(said)).facts(),
                Identification.of(new Evidence.Snmp(String.join("\n", kept))).facts());
        assertEquals(5, kept.size(), kept.toString());
    }
}
