package muster.agent.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import muster.wire.Report;
import muster.wire.SoftwareFact;
import muster.wire.SourceFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that one look at a computer sees, and that no source's fault costs the others. */
final class ComputerTest {
    private static final String SECRET = "canary99";

    @TempDir private Path folder;

    @Test
    void seesWhatTheGoldenFileSays() throws IOException {
        var observation = server().computer().observe("1.2.3");

        assertEquals(FakeRoot.resource("observation.golden"), shown(observation));
    }

    @Test
    void oneThatStandsForSeveralIsKnownByItsNameAlone() throws IOException {
        var computer = server().computer("web-2");

        var device = computer.observe(null).device();

        assertEquals("web-2", computer.hostname());
        assertEquals("web-2", device.hostname());
        assertNull(device.serial());
        assertNull(device.hardwareUuid());
        assertEquals(List.of(), device.macAddresses());
        assertTrue(computer.marks().isEmpty());
        assertFalse(computer.observe(null).software().isEmpty());
    }

    @Test
    void tellsNoContentOfFilesAndNoArguments() throws IOException {
        var observation = server().computer().observe(null);

        assertFalse(shown(observation).contains(SECRET));
        assertFalse(shown(observation).contains("4c4c4544"), "a machine-id leaves only hashed");
    }

    @Test
    void fitsIntoAReport() throws IOException {
        var report = new Report(null, server().computer().observe("1.2.3").sightings());

        assertEquals(report, Report.decodeSigned(report.encode()));
    }

    @Test
    void seesAnEmptyComputerWithoutFailing() {
        var observation = new FakeRoot(folder).computer().observe(null);

        assertEquals("localhost", observation.device().hostname());
        assertEquals(List.of(), observation.failures());
        assertEquals(List.of(), observation.software());
        assertTrue(observation.marks().isEmpty());
    }

    @Test
    void goesOnWhenASourceFails() {
        var observation =
                new FakeRoot(folder)
                        .file("proc/net/arp/no-file", "")
                        .file("usr/lib/sysimage/rpm/rpmdb.sqlite", "no database")
                        .file("var/lib/dpkg/status.d/tzdata", "Package: tzdata\nVersion: 1\n")
                        .computer()
                        .observe(null);

        assertEquals(
                List.of("neighbours", "rpm"),
                observation.failures().stream().map(SourceFailure::source).toList());
        assertEquals(
                List.of("tzdata"),
                observation.software().stream().map(SoftwareFact::name).toList());
    }

    @Test
    void keepsWhatADatabaseSaidBeforeItCouldNotBeRead() {
        var root = new FakeRoot(folder).file("lib/apk/db/installed", "P:musl\nV:1.2.4-r2\n");
        var computer = root.computer();
        var before = computer.observe(null).software();

        root.file("lib/apk/db/installed", manyPackages());
        var after = computer.observe(null);

        assertEquals(List.of("apk"), after.failures().stream().map(SourceFailure::source).toList());
        assertEquals(before, after.software());
    }

    /** More than one computer can have. */
    private static String manyPackages() {
        return IntStream.range(0, 20_001)
                .mapToObj("P:p%d\nV:1\n\n"::formatted)
                .collect(Collectors.joining());
    }

    /** A small server of Debian with a bit of everything. */
    private FakeRoot server() throws IOException {
        return new FakeRoot(folder)
                .files("server.txt")
                .file("var/lib/rpm/Packages", rpm())
                .file(
                        "var/lib/flatpak/app/org.gimp.GIMP/x86_64/stable/0a1b/deploy",
                        "xx\0appdata-version\0" + "\0".repeat(5) + "2.10.38\0\0s")
                .file("opt/app/shop.jar", jar())
                .addresses("eno1", "192.0.2.10", "fe80::1")
                .addresses("docker0", "172.17.0.1")
                .addresses("veth12", "fe80::2");
    }

    private static byte[] rpm() throws IOException {
        try (var gzip =
                Objects.requireNonNull(ComputerTest.class.getResourceAsStream("Packages.gz"))) {
            return new GZIPInputStream(gzip).readAllBytes();
        }
    }

    private static byte[] jar() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("META-INF/maven/org.example/shop/pom.properties"));
            zip.write(
                    "groupId=org.example\nartifactId=shop\nversion=1.0\n"
                            .getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static String shown(Observation observation) {
        var lines = new ArrayList<String>();
        lines.add(observation.device().toString());
        observation.surroundings().interfaces().forEach(each -> lines.add(each.toString()));
        observation.surroundings().listeners().forEach(each -> lines.add(each.toString()));
        observation.surroundings().neighbours().forEach(each -> lines.add(each.toString()));
        observation.software().stream().map(Object::toString).sorted().forEach(lines::add);
        observation.failures().forEach(each -> lines.add(each.toString()));
        observation.marks().forEach((kind, hash) -> lines.add(kind + " " + hash));
        return String.join("\n", lines) + "\n";
    }
}
