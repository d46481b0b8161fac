package muster.scanner.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import muster.replay.Sshd;
import muster.scanner.Answer.Outcome;
import muster.wire.Evidence;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Debian's own sshd, with keys that its own ssh-keygen made. */
@Tag("slow")
class OpenSshTest {
    @TempDir private Path folder;

    /** Each type of key, each way to write one, and each type of host key. */
    @ParameterizedTest
    @CsvSource({
        "ed25519, RFC4716, ed25519",
        "ecdsa, RFC4716, ecdsa",
        "rsa, RFC4716, rsa",
        "rsa, PEM, ed25519",
        "ecdsa, PEM, rsa",
        "rsa, PKCS8, ecdsa"
    })
    void itIsAskedWithAnyKey(String type, String format, String hostType)
            throws IOException, InterruptedException {
        assumeTrue(Sshd.isInstalled(), "Debian's openssh-server is not installed: ./muster setup");
        Sshd.makeKey(folder, "user", type, format);
        Sshd.makeKey(folder, "host", hostType, "RFC4716");
        try (var sshd = Sshd.start(folder, "127.0.0.1");
                var visitor =
                        Visitor.patient(folder)
                                .asUser(System.getProperty("user.name"), read("user"))) {
            var answer = visitor.ask(sshd.address());

            assertEquals(Outcome.ANSWERED, answer.outcome(), answer.why());
            assertTrue(Visitor.printed(answer, "uname -a").startsWith("Linux "));
            assertTrue(Visitor.printed(answer, "cat /etc/os-release").contains("NAME="));
            var greeting = (Evidence.Banner) answer.evidence().getFirst();
            assertTrue(greeting.text().startsWith("OpenSSH_"), greeting.text());
            var known = "127.0.0.1:" + sshd.address().getPort() + " ";
            assertTrue(read("ssh-host-keys").startsWith(known));
        }
    }

    private String read(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }
}
