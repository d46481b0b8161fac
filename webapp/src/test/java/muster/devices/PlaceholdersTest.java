package muster.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import muster.devices.Identifier.Kind;
import muster.wire.DeviceFacts;
import muster.wire.MacAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What careless makers leave in place of a serial identifies nothing. */
class PlaceholdersTest {
    static List<Placeholders.Placeholder> placeholders() {
        return Placeholders.all();
    }

    @ParameterizedTest
    @MethodSource("placeholders")
    void knowsItsExample(Placeholders.Placeholder placeholder) {
        assertTrue(placeholder.matches(new Identifier(placeholder.kind(), placeholder.example())));
    }

    @Test
    void realOnesAreNone() {
        for (var real :
                List.of(
                        new Identifier(Kind.SERIAL, "5CG1234XYZ"),
                        new Identifier(Kind.SERIAL, "VMware-56 4d 8a 1f"),
                        new Identifier(Kind.SERIAL, "J12A"),
                        new Identifier(Kind.HARDWARE_UUID, "4c4c4544004235108057b7c04f4a5a32"),
                        new Identifier(Kind.HARDWARE_UUID, "4c4c4544-0042-3510-8057-b7c04f4a5a32"),
                        new Identifier(Kind.MAC, "52:54:00:12:34:56"))) {
            assertFalse(Placeholders.include(real), real.toString());
        }
    }

    @Test
    void whatIsNoUuidIdentifiesNothing() {
        for (var word : List.of("x", "web-1", "4c4c4544", "4c4c4544-0042-3510-8057-b7c04f4a5a3z")) {
            assertTrue(Placeholders.include(new Identifier(Kind.HARDWARE_UUID, word)), word);
        }
    }

    @Test
    void whatMachinesOfOneMakeShareIdentifiesNoneOfThem() {
        for (var word :
                List.of("VMware", "VirtualBox", "QEMU", "None", "N/A", "0", "-", "A1", "1-2-3")) {
            assertTrue(Placeholders.include(new Identifier(Kind.SERIAL, word)), word);
        }
    }

    @Test
    void deviceWithNothingButPlaceholdersIsKnownByItsName() {
        var facts =
                new DeviceFacts(
                        "Web-1",
                        null,
                        null,
                        null,
                        null,
                        null,
                        "To Be Filled By O.E.M.",
                        "00000000-0000-0000-0000-000000000000",
                        List.of(MacAddress.of("02:42:ac:11:00:02")));

        assertEquals(
                List.of(new Identifier(Kind.HOSTNAME, "web-1")), Identifier.of(facts, Marks.NONE));
    }
}
