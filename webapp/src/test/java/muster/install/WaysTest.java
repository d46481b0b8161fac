package muster.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import muster.web.Site;
import muster.web.Templates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaysTest {
    private static final String KEY =
            "-----BEGIN PUBLIC KEY-----\nAAEC\n-----END PUBLIC KEY-----\n";

    @TempDir Path folder;

    @Test
    void aScannerIsOfferedWhereThereIsOneAndCheckedBeforeItIsUnpacked() throws IOException {
        Files.writeString(folder.resolve("muster-release.pub"), KEY);
        assertEquals(Optional.empty(), scanner());

        Files.writeString(folder.resolve("muster-scanner-0.9.0-linux-amd64.tar.gz"), "a scanner");
        Files.writeString(folder.resolve("muster-scanner-0.9.0-linux-amd64.tar.gz.sig"), "s");

        var lines = scanner().orElseThrow().lines();
        var sum = Downloads.in(Optional.of(folder)).programs().getFirst().sha256();
        assertTrue(lines.contains("echo '" + sum + "  muster-scanner-0.9.0"), lines);
        assertTrue(lines.contains("url: https://muster.example\n"), lines);
        assertTrue(lines.contains("export MUSTER_ENROLL_TOKEN='mst_enroll_7'"), lines);
        assertFalse(lines.contains("%"), lines);
        assertEquals("scanner", ways("scanner").getFirst().word());
        assertEquals("one-line", ways("").getFirst().word());
    }

    private Optional<Ways.Way> scanner() {
        return ways("").stream().filter(way -> way.word().equals("scanner")).findFirst();
    }

    private List<Ways.Way> ways(String wanted) {
        var ways =
                new Ways(
                        Templates.packaged(Clock.systemUTC(), path -> path).messages(),
                        new Site(URI.create("https://muster.example"), false),
                        Optional.empty(),
                        Downloads.in(Optional.of(folder)));
        return ways.with(wanted, UUID.randomUUID(), "mst_enroll_7", "/o/acme/settings/keys");
    }
}
