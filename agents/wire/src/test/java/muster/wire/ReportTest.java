package muster.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Wire version 1: its recorded reports are understood for ever. */
class ReportTest {
    @Test
    void readsEveryFieldOfVersionOne() {
        var report = Report.decode(Fixtures.bytes("full"));
        var inventory = (Inventory) report.sightings().getFirst();

        assertEquals(UUID.fromString("0198a6f2-4f3c-7c1e-9a55-0d5f3c1b2a10"), report.id());
        assertEquals(
                new DeviceFacts(
                        "web-1",
                        IpAddress.of("10.0.0.11"),
                        "Debian GNU/Linux",
                        "12",
                        "0.1.0",
                        "server",
                        "5CG1234XYZ",
                        "4c4c4544-0042-3510-8057-b7c04f4a5a32",
                        List.of(
                                MacAddress.of("52:54:00:12:34:56"),
                                MacAddress.of("52:54:00:ab:cd:ef"))),
                inventory.device());
        assertEquals(
                new SoftwareFact(
                        "Debian",
                        "libssl3",
                        "3.0.11-1~deb12u2",
                        "deb",
                        "amd64",
                        "openssl",
                        "3.0.11-1~deb12u2",
                        "pkg:deb/debian/libssl3@3.0.11-1~deb12u2?arch=amd64"),
                inventory.software().getFirst());
        assertEquals(3, inventory.software().size());
    }

    @Test
    void readsTheLeastThatIsAReport() {
        var inventory = (Inventory) Report.decode(Fixtures.bytes("minimal")).sightings().getFirst();

        assertEquals(DeviceFacts.named("printer"), inventory.device());
        assertEquals(List.of(), inventory.software());
    }

    @Test
    void writesWhatItReads() {
        var report = Report.decode(Fixtures.bytes("full"));

        assertEquals(
                Fixtures.text("full.encoded").strip(),
                new String(report.encode(), StandardCharsets.UTF_8));
        assertEquals(report, Report.decode(report.encode()));
    }

    @Test
    void compatibleBodyMaySayMoreThanWeKnow() {
        var report = Report.decodeCompatible(Fixtures.bytes("compatible"));
        var inventory = (Inventory) report.sightings().getFirst();

        assertNull(report.id());
        assertEquals("2001:db8::7", String.valueOf(inventory.device().ipAddress()));
        assertEquals("chromebook", inventory.device().assetType());
        assertEquals(
                List.of("mobile_system", "browser_extension"),
                inventory.software().stream().map(SoftwareFact::sourceType).toList());
        assertNull(inventory.software().get(1).vendor());
    }

    @Test
    void digestIsOfTheContentNotOfItsSpelling() {
        var report = Report.decode(Fixtures.bytes("full"));
        var reordered = Report.decode(Fixtures.bytes("reordered"));

        assertArrayEquals(report.digest(), reordered.digest());
        assertArrayEquals(report.digest(), report.withId(null).digest());
    }

    @Test
    void anotherContentHasAnotherDigest() {
        var digest = Report.decode(Fixtures.bytes("full")).digest();
        var changes =
                Map.of(
                        "web-1", "web-2",
                        "10.0.0.11", "10.0.0.12",
                        "\"version\": \"1.0\"", "\"version\": \"1.1\"",
                        "\"vendor\": \"Debian\"", "\"vendor\": null",
                        "52:54:00:12:34:56", "52:54:00:12:34:57",
                        "\"os_version\": \"12\"", "\"os_version\": null");
        changes.forEach((before, after) -> {
            var changed = Fixtures.utf8(Fixtures.text("full").replace(before, after));
            assertFalse(Arrays.equals(digest, Report.decode(changed).digest()), before);
        });
    }
}
