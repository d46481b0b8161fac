package muster.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The longest assignment names the maker. */
class RegistryTest {
    private static final String CISCO = "Cisco Systems, Inc";

    @Test
    void namesTheMakerInWhateverSpelling() {
        for (var spelling :
                List.of(
                        "00:00:0C:12:34:56",
                        "00-00-0c-12-34-56",
                        "0000.0c12.3456",
                        "00000c-123456",
                        "00000C123456",
                        "0x00000c123456",
                        "0:0:c:12:34:56",
                        " 00 00 0C 12 34 56 ")) {
            assertEquals(Optional.of(CISCO), maker(spelling), spelling);
        }
    }

    @Test
    void believesTheLongestPrefix() {
        assertEquals(Optional.of("Microchip Technology Inc."), maker("00:04:A3:11:22:33"));
        // MA-M within a block that IEEE kept
        assertEquals(Optional.of("Private"), maker("74:1A:E0:91:22:33"));
        // MA-S
        assertEquals(Optional.of("TELEPLATFORMS"), maker("70:B3:D5:F2:F0:01"));
        // IAB
        assertEquals(Optional.of("DEUTA-WERKE GmbH"), maker("00:50:C2:7D:50:01"));
    }

    @Test
    void namesNobodyWhereNobodyWasAssignedIt() {
        // made up by a phone, a group's, everybody's, nobody's
        for (var text :
                List.of(
                        "02:00:0C:12:34:56",
                        "DA:A1:19:12:34:56",
                        "01:00:5E:00:00:01",
                        "33:33:00:00:00:01",
                        "FF:FF:FF:FF:FF:FF",
                        "00:00:00:00:00:00")) {
            assertEquals(Optional.empty(), maker(text), text);
        }
        // a block of IEEE's own of which this part is free
        assertEquals(Optional.empty(), maker("34:29:8F:FF:F0:01"));
    }

    @Test
    void readsNoAddressOutOfOtherTexts() {
        for (var text :
                List.of(
                        "",
                        "::::::",
                        "00:00:0C:12:34",
                        "00:00:0C:12:34:56:78",
                        "0000.0c12.345g",
                        "000:00:0C:12:34:5",
                        "00000c1234567",
                        "0".repeat(1_000_000))) {
            assertEquals(Optional.empty(), MacAddress.find(text), text);
        }
        assertEquals("00:0b:86:01:02:03", MacAddress.find("0:b:86:1:2:3").orElseThrow().toString());
    }

    @Test
    void knowsWhoseAnEnterpriseNumberIs() {
        assertEquals(Optional.of("ciscoSystems"), Registry.enterprise(9));
        assertEquals(Optional.of("net-snmp"), Registry.enterprise(8072));
        assertEquals(Optional.empty(), Registry.enterprise(0));
        assertEquals(Optional.empty(), Registry.enterprise(4_294_967_295L));
    }

    private static Optional<String> maker(String mac) {
        return Identification.of(new Evidence.Mac(mac)).find(Field.VENDOR);
    }
}
