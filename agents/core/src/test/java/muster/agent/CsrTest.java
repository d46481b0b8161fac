package muster.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsrTest {
    @Test
    void isSignedByTheKeyThatItNames() throws Exception {
        var pair = TestAuthority.newPair();

        var requested = TestAuthority.read(Csr.of("web-1", pair));

        assertEquals(pair.getPublic(), requested.key());
        assertTrue(requested.signedByKey());
    }

    @Test
    void isReadByOthers(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "no openssl here");
        var longName = "a-host-with-a-name.".repeat(20);
        var csr = Csr.of(longName, TestAuthority.newPair());
        Files.writeString(folder.resolve("csr.pem"), csr);
        var process =
                new ProcessBuilder(
                                "openssl", "req", "-verify", "-noout", "-subject", "-in", "csr.pem")
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), said);
        assertTrue(said.contains("CN = " + longName.substring(0, 64)), said);
    }

    @Test
    void certificatesOfABundleAreAllRead() throws Exception {
        var authority = new TestAuthority();
        var now = Instant.parse("2026-11-22T12:00:00Z");
        var one = authority.bundle(now);
        var two =
                authority.certificate(TestAuthority.newPair().getPublic(), now, Duration.ofDays(7));

        assertEquals(2, Pem.certificates("for people\n" + one + two).size());
        assertEquals(0, Pem.certificates("nothing").size());
    }
}
