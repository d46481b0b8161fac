package muster.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Wire version 2, of collectors with a credential: its recorded reports are understood for ever.
 */
class VersionTwoTest {
    private static final SoftwareFact SSL_BEFORE = deb("libssl3", "3.0.11-1~deb12u2");
    private static final SoftwareFact SSL_AFTER = deb("libssl3", "3.0.11-1~deb12u3");
    private static final SoftwareFact CURL = deb("curl", "7.88.1");

    @Test
    void readsHowADeviceIsConnected() {
        var report = Report.decodeSigned(Fixtures.bytes("v2/full"));

        assertEquals(Instant.parse("2026-11-22T09:30:00Z"), report.observedAt());
        var device = ((Inventory) report.sightings().getFirst()).device();
        assertEquals("6.1.0-28-amd64", device.kernel());
        assertEquals("x86_64", device.architecture());
        var surroundings = (Surroundings) report.sightings().get(1);
        assertEquals(
                new Interface(
                        "eth0",
                        MacAddress.of("52:54:00:12:34:56"),
                        List.of(
                                IpAddress.of("10.0.0.11"),
                                IpAddress.of("fe80::5054:ff:fe12:3456"))),
                surroundings.interfaces().get(1));
        assertNull(surroundings.interfaces().getFirst().mac());
        assertEquals(
                new Listener(Listener.Protocol.TCP, IpAddress.of("::"), 22, "sshd"),
                surroundings.listeners().getFirst());
        assertEquals(
                new Neighbour(IpAddress.of("10.0.0.1"), MacAddress.of("00:11:22:33:44:55"), "eth0"),
                surroundings.neighbours().getFirst());
        assertEquals(
                new SourceFailure("rpm", "no permission to read the database"),
                report.sightings().get(2));
    }

    @Test
    void writesWhatItReads() {
        for (var name : List.of("v2/full", "v2/change")) {
            var report = Report.decodeSigned(Fixtures.bytes(name));
            assertEquals(report, Report.decodeSigned(report.encode()), name);
        }
    }

    @Test
    void aChangeSaysWhatItChangesAndWhatComesOfIt() {
        var before = inventory(SSL_BEFORE, CURL);
        var after = inventory(CURL, SSL_AFTER);

        var change = Change.between(before, after);

        assertEquals(List.of(SSL_AFTER), change.added());
        assertEquals(List.of(SSL_BEFORE), change.removed());
        assertEquals(before.softwareDigestText(), change.base());
        assertEquals(after.softwareDigestText(), change.result());
        assertEquals(64, change.base().length());
    }

    @Test
    void anotherContentHasAnotherDigest() {
        var digest = Report.decodeSigned(Fixtures.bytes("v2/full")).digest();
        var changes =
                Map.of(
                        "6.1.0-28-amd64", "6.1.0-29-amd64",
                        "x86_64", "aarch64",
                        "\"port\": 22", "\"port\": 2222",
                        "sshd", "dropbear",
                        "\"10.0.0.1\"", "\"10.0.0.2\"",
                        "no permission", "no licence");
        changes.forEach((before, after) -> {
            var changed = Fixtures.utf8(Fixtures.text("v2/full").replace(before, after));
            assertFalse(Arrays.equals(digest, Report.decodeSigned(changed).digest()), before);
        });
    }

    @Test
    void versionOneStaysWhatItWas() {
        var one = Report.decode(Fixtures.bytes("full"));
        assertEquals(one, Report.decodeSigned(Fixtures.bytes("full")));
        assertArrayEquals(one.encode(), Report.decodeSigned(Fixtures.bytes("full")).encode());
        var refused =
                assertThrows(
                        Report.Malformed.class, () -> Report.decode(Fixtures.bytes("v2/full")));
        assertEquals("wire: wire version 1 has no such field", refused.getMessage());
    }

    @Test
    void saysWhatIsWrong() {
        var cases =
                Map.of(
                        "{\"wire\":4}",
                        "wire: version 4, this hub reads up to 3",
                        "{\"hostname\":\"a\",\"products\":[],\"command\":\"x\"}",
                        "command: wire version 3 has no such field",
                        "{\"hostname\":\"a\",\"products\":[],\"base\":\"00\"}",
                        "digest: not 64 hexadecimal digits",
                        "{\"hostname\":\"a\",\"products\":[],\"observed_at\":\"now\"}",
                        "observed_at: \"now\" is no time such as 2026-01-31T12:00:00Z",
                        "{\"hostname\":\"a\",\"products\":[],\"listeners\":[{\"protocol\":\"icmp\","
                                + "\"address\":\"::\",\"port\":1}]}",
                        "listeners[0].protocol: \"icmp\", expected tcp or udp",
                        "{\"hostname\":\"a\",\"products\":[],\"listeners\":[{\"protocol\":\"tcp\","
                                + "\"address\":\"::\",\"port\":70000}]}",
                        "listeners[0].port: 70000, expected 1 to 65535",
                        "{\"hostname\":\"a\",\"products\":[],\"interfaces\":[{}]}",
                        "interfaces[0].name: missing or blank");
        cases.forEach((json, message) -> {
            var bytes = json.getBytes(StandardCharsets.UTF_8);
            var refused =
                    assertThrows(Report.Malformed.class, () -> Report.decodeSigned(bytes), json);
            assertEquals(message, refused.getMessage());
        });
    }

    @Test
    void refusesMoreThanAnybodyHas() {
        var neighbour = "{\"ip_address\":\"10.0.0.1\",\"mac\":\"525400123456\"}";
        var many = String.join(",", Collections.nCopies(4_001, neighbour));
        var json = "{\"hostname\":\"a\",\"products\":[],\"neighbours\":[" + many + "]}";

        var refused =
                assertThrows(
                        Report.Malformed.class, () -> Report.decodeSigned(Fixtures.utf8(json)));

        assertEquals(Report.Malformed.Kind.TOO_LARGE, refused.kind());
        assertTrue(refused.getMessage().startsWith("neighbours: more than 4,000"));
    }

    private static Inventory inventory(SoftwareFact... software) {
        return new Inventory(DeviceFacts.named("web-1"), List.of(software));
    }

    private static SoftwareFact deb(String name, String version) {
        return new SoftwareFact(null, name, version, "deb", null, null, null, null);
    }
}
