package muster.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The files by which installed packages say what they are. */
final class FilesOnDiskTest {
    @Test
    void readsTheDatabaseOfDpkg() throws IOException {
        var reading =
                PackageDatabase.dpkg(
                        text(
                                """
                                Package: libssl3
                                Status: install ok installed
                                Architecture: amd64
                                Source: openssl (3.0.11-1)
                                Version: 3.0.11-1~deb12u2
                                Description: Secure Sockets Layer toolkit
                                 with a line that goes on

                                Package: gone
                                Status: deinstall ok config-files
                                Version: 1.0

                                Package: half
                                Status: install reinstreq half-installed
                                Version: 1.0
                                """));

        assertEquals(List.of("libssl3 3.0.11-1~deb12u2"), shown(reading));
        assertEquals("openssl", reading.software().getFirst().sourceName());
        assertEquals(1, reading.unread());
        assertEquals("entry 13: half installed: which files are there is unknown", reading.why());
    }

    @Test
    void readsAFileOfStatusD() throws IOException {
        var reading = PackageDatabase.dpkg(text("Package: base-files\nVersion: 12.4+deb12u5\n"));

        assertEquals(List.of("base-files 12.4+deb12u5"), shown(reading));
    }

    @Test
    void readsTheDatabaseOfApk() throws IOException {
        var reading =
                PackageDatabase.apk(text("C:Q1x\nP:musl\nV:1.2.4-r2\nA:x86_64\no:musl\nF:lib\n\n"));

        assertEquals(List.of("musl 1.2.4-r2"), shown(reading));
    }

    @Test
    void passesOverLinesWithoutEnd() throws IOException {
        var reading =
                PackageDatabase.dpkg(
                        text(
                                "Package: a1\nDescription: "
                                        + "x".repeat(200_000)
                                        + "\nVersion: 1\n"));

        assertEquals(List.of("a1 1"), shown(reading));
    }

    @Test
    void readsPythonMetadataUpToItsDescription() throws IOException {
        assertEquals(
                List.of("pyOpenSSL 26.0.0"),
                shown(
                        PythonMetadata.read(
                                text(
                                        "Metadata-Version: 2.1\nName: pyOpenSSL\nVersion: 26.0.0\n\nName: other\n"))));
        assertEquals(1, PythonMetadata.read(text("Name: half\n\nVersion: 1.0 is out!\n")).unread());
    }

    @Test
    void readsAnNpmManifestWhateverComesBetween() throws IOException {
        assertEquals(
                List.of("@angular/core 17.0.1"),
                shown(
                        NpmManifest.read(
                                text(
                                        "{\"dist\": {\"version\": \"9\"}, \"name\": \"@angular/core\", \"files\": [], \"version\": \"17.0.1\", broken"))));
        assertEquals(1, NpmManifest.read(text("{\"type\": \"module\"}")).unread());
        assertThrows(Damaged.class, () -> NpmManifest.read(text("{\"name\": \"a\", ")));
        assertThrows(Damaged.class, () -> NpmManifest.read(text("[".repeat(5_000))));
    }

    @Test
    void readsAGemByItsAssignments() throws IOException {
        assertEquals(
                List.of("rake 13.0.3"),
                shown(
                        GemSpecification.read(
                                text(
                                        """
                                        # stub: rake 13.0.3 ruby lib
                                        Gem::Specification.new do |s|
                                          s.name = "rake".freeze
                                          s.version_required = "1"
                                          s.version = Gem::Version.new("13.0.3")
                                        end
                                        """))));
    }

    @Test
    void readsASnapsOwnFields() throws IOException {
        assertEquals(
                List.of("core22 20240111"),
                shown(
                        SnapManifest.read(
                                text(
                                        """
                                        name: core22 # the base
                                        apps:
                                          version: 3
                                        version: '20240111'
                                        """))));
    }

    @Test
    void readsWhatFlatpakDeployed() throws IOException {
        var deploy = "xx\0appdata-version\0" + "\0".repeat(5) + "2.10.38\0\0s";

        assertEquals(
                List.of("org.gimp.GIMP 2.10.38"),
                shown(Flatpak.application("org.gimp.GIMP", "x86_64", text(deploy))));
        assertEquals(
                List.of("org.gimp.GIMP null"),
                shown(Flatpak.application("org.gimp.GIMP", "x86_64", text("older"))));
        assertEquals(
                List.of("org.gnome.Platform 45"),
                shown(Flatpak.runtime("org.gnome.Platform", "45", "x86_64")));
    }

    static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    static List<String> shown(Reading reading) {
        return reading.software().stream().map(each -> each.name() + " " + each.version()).toList();
    }
}
