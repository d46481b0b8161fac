package muster.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadsTest {
    private static final String KEY =
            """
            -----BEGIN PUBLIC KEY-----
            AAEC
            -----END PUBLIC KEY-----
            """;

    @TempDir Path folder;

    @Test
    void offersWhatIsSignedAndNothingElse() throws IOException {
        write("muster-release.pub", KEY);
        write("muster-agent-0.9.0-linux-amd64.tar.gz", "old");
        write("muster-agent-0.9.0-linux-amd64.tar.gz.sig", "s");
        write("muster-agent-0.10.0-linux-amd64.tar.gz", "new");
        write("muster-agent-0.10.0-linux-amd64.tar.gz.sig", "s");
        write("muster-agent-0.11.0-linux-amd64.tar.gz", "unsigned");
        write("muster-scanner-0.12.0-linux-amd64.tar.gz", "a scanner");
        write("muster-scanner-0.12.0-linux-amd64.tar.gz.sig", "s");
        write("release.key", "secret");

        var downloads = Downloads.in(Optional.of(folder));

        assertEquals(
                List.of("0.10.0", "0.12.0", "0.9.0"),
                downloads.programs().stream().map(Downloads.Program::version).sorted().toList());
        var newest = downloads.newest("agent", "linux-amd64").orElseThrow();
        assertEquals("0.10.0", newest.version());
        assertEquals(
                "11507a0e2f5e69d5dfa40a62a1bd7b6ee57e6bcd85c67c9b8431b36fff21c437",
                newest.sha256());
        assertEquals(Optional.empty(), downloads.newest("agent", "linux-arm64"));
        assertEquals("0.12.0", downloads.newest("scanner", "linux-amd64").orElseThrow().version());
        assertEquals(Optional.of(folder.resolve(newest.file())), downloads.file(newest.file()));
        for (var no :
                List.of(
                        "release.key",
                        "../release.key",
                        "muster-agent-0.11.0-linux-amd64.tar.gz")) {
            assertEquals(Optional.empty(), downloads.file(no), no);
        }
    }

    @Test
    void whatIsGoneIsNotOffered() throws IOException {
        var program = "muster-agent-0.9.0-linux-amd64.tar.gz";
        write("muster-release.pub", KEY);
        write(program, "old");
        write(program + ".sig", "s");
        var downloads = Downloads.in(Optional.of(folder));

        Files.delete(folder.resolve(program + ".sig"));

        assertEquals(Optional.empty(), downloads.file(program + ".sig"));
        assertEquals(Optional.of(folder.resolve(program)), downloads.file(program));
    }

    @Test
    void aHubWithoutProgramsOffersNothing() {
        var none = Downloads.in(Optional.empty());

        assertEquals(List.of(), none.programs());
        assertEquals("", none.keyFingerprint());
        assertEquals(Optional.empty(), none.file(Downloads.KEY));
        assertEquals(List.of(), Downloads.in(Optional.of(folder)).programs());
    }

    @Test
    void aPrivateKeyInPlaceOfThePublicOneStopsTheStart() throws IOException {
        write("muster-release.pub", "-----BEGIN PRIVATE KEY-----");

        assertThrows(IllegalStateException.class, () -> Downloads.in(Optional.of(folder)));
    }

    @Test
    void theFingerprintIsOfTheKeyNotOfItsSpelling() throws IOException {
        write("muster-release.pub", KEY);

        // SHA-256 of the bytes 0, 1, 2.
        assertEquals(
                "ae:4b:32:80:e5:6e:2f:af:83:f4:14:a6:e3:da:be:9d:5f:be:18:97:65:44:c0:5f:ed:12:1a:cc:b8:5b:53:fc",
                Downloads.in(Optional.of(folder)).keyFingerprint());
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text, StandardCharsets.US_ASCII);
    }
}
