package muster.devices;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import muster.devices.Identifier.Kind;
import muster.devices.Recognition.Clash;
import muster.devices.Recognition.Known;
import org.junit.jupiter.api.Test;

/** A device is told by the strongest thing it carries. */
class RecognitionTest {
    private static final UUID WEB = new UUID(0, 1);
    private static final UUID DB = new UUID(0, 2);

    @Test
    void nothingKnownIsANewDevice() {
        assertEquals(
                new Recognition(Optional.empty(), List.of()),
                Recognition.of(seen("uuid:u1", "name:web"), List.of()));
    }

    @Test
    void strongestIdentifierDecides() {
        var known = List.of(known(WEB, "uuid:u1", "name:web"), known(DB, "uuid:u2", "name:db"));

        assertEquals(Optional.of(DB), device(seen("uuid:u2", "name:web"), known));
        assertEquals(Optional.of(WEB), device(seen("uuid:u1", "name:renamed"), known));
    }

    @Test
    void nameAloneFindsWhatIsKnownByMore() {
        var known = List.of(known(WEB, "uuid:u1", "serial:s1", "name:web"));

        assertEquals(Optional.of(WEB), device(seen("name:web"), known));
    }

    @Test
    void weaklyKnownDeviceIsAdoptedByAStrongerSighting() {
        var known = List.of(known(WEB, "name:web"));

        assertEquals(Optional.of(WEB), device(seen("uuid:u1", "name:web"), known));
    }

    @Test
    void otherHardwareOfTheSameNameIsAnotherDevice() {
        assertEquals(
                new Recognition(
                        Optional.empty(),
                        List.of(new Clash(new Identifier(Kind.HOSTNAME, "web"), WEB))),
                Recognition.of(
                        seen("uuid:u9", "name:web"), List.of(known(WEB, "uuid:u1", "name:web"))));
    }

    @Test
    void cloneWithAnotherNameAndAnotherCardIsAnotherDevice() {
        var original = known(WEB, "uuid:u1", "mac:m1", "name:web");
        var copy = seen("uuid:u1", "mac:m2", "name:copy");

        assertEquals(
                new Recognition(
                        Optional.empty(),
                        List.of(new Clash(new Identifier(Kind.HARDWARE_UUID, "u1"), WEB))),
                Recognition.of(copy, List.of(original)));
        assertEquals(
                Optional.of(DB), device(copy, List.of(original, known(DB, "mac:m2", "name:copy"))));
    }

    @Test
    void serialIsStrongerThanAnythingElse() {
        var known = List.of(known(WEB, "serial:s1"), known(DB, "uuid:u2", "mac:m1", "name:db"));

        assertEquals(
                Optional.of(WEB), device(seen("name:db", "mac:m1", "uuid:u2", "serial:s1"), known));
    }

    @Test
    void oneSerialWithTwoUuidsIsNeverOneDeviceInSilence() {
        var original = known(WEB, "serial:s1", "uuid:u1", "name:web");

        assertEquals(
                List.of(
                        new Clash(new Identifier(Kind.SERIAL, "s1"), WEB),
                        new Clash(new Identifier(Kind.HOSTNAME, "web"), WEB)),
                Recognition.of(seen("serial:s1", "uuid:u9", "name:web"), List.of(original))
                        .clashes());
    }

    @Test
    void dockThatMovesDoesNotMakeOneDeviceOfTwo() {
        var known = List.of(known(WEB, "serial:s1", "mac:m1", "name:laptop-1"));

        assertEquals(Optional.empty(), device(seen("serial:s2", "mac:m1", "name:laptop-2"), known));
    }

    @Test
    void replacedCardIsStillTheSameDevice() {
        var known = List.of(known(WEB, "mac:m1", "name:web"));

        assertEquals(Optional.of(WEB), device(seen("mac:m9", "name:web"), known));
    }

    private static Optional<UUID> device(List<Identifier> seen, List<Known> known) {
        return Recognition.of(seen, known).device();
    }

    private static Known known(UUID device, String... identifiers) {
        return new Known(device, Set.copyOf(seen(identifiers)));
    }

    private static List<Identifier> seen(String... identifiers) {
        return Arrays.stream(identifiers).map(RecognitionTest::identifier).toList();
    }

    private static Identifier identifier(String text) {
        var colon = text.indexOf(':');
        var kind =
                Stream.of(Kind.values())
                        .filter(one -> one.word().endsWith(text.substring(0, colon)))
                        .findFirst()
                        .orElse(Kind.HOSTNAME);
        return new Identifier(kind, text.substring(colon + 1));
    }
}
