package muster.scanner.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import muster.scanner.Answer.Outcome;
import muster.wire.Evidence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Debian's own sshd, with keys that its own ssh-keygen made. */
@Tag("slow")
class OpenSshTest {
    private static final Path SSHD = Path.of("/usr/sbin/sshd");

    /** Compiled into sshd, which does not start as root without it. */
    private static final Path SEPARATED = Path.of("/run/sshd");

    @TempDir private Path folder;

    private boolean madeSeparated;

    @BeforeEach
    void makeRoom() throws IOException {
        assumeTrue(Files.isExecutable(SSHD), "Debian's openssh-server is not installed");
        if (System.getProperty("user.name").equals("root") && !Files.exists(SEPARATED)) {
            Files.createDirectory(SEPARATED);
            madeSeparated = true;
        }
    }

    @AfterEach
    void leaveNothing() throws IOException {
        if (madeSeparated) {
            Files.delete(SEPARATED);
        }
    }

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
        makeKey("user", type, format);
        makeKey("host", hostType, "RFC4716");
        int port = freePort();
        var sshd = start(port);
        try (var visitor =
                Visitor.patient(folder).asUser(System.getProperty("user.name"), read("user"))) {
            awaitListening(sshd, port);

            var answer = visitor.ask(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));

            assertEquals(Outcome.ANSWERED, answer.outcome(), answer.why());
            assertTrue(Visitor.printed(answer, "uname -a").startsWith("Linux "));
            assertTrue(Visitor.printed(answer, "cat /etc/os-release").contains("NAME="));
            var greeting = (Evidence.Banner) answer.evidence().getFirst();
            assertTrue(greeting.text().startsWith("OpenSSH_"), greeting.text());
            assertTrue(read("ssh-host-keys").startsWith("127.0.0.1:" + port + " "));
        } finally {
            sshd.destroyForcibly().waitFor();
        }
    }

    private void makeKey(String name, String type, String format)
            throws IOException, InterruptedException {
        var made =
                new ProcessBuilder(
                                "ssh-keygen", "-q", "-t", type, "-m", format, "-N", "", "-f", name)
                        .directory(folder.toFile())
                        .inheritIO()
                        .start();
        assertEquals(0, made.waitFor());
    }

    private Process start(int port) throws IOException {
        var settings =
                List.of(
                        "ListenAddress 127.0.0.1:" + port,
                        "HostKey " + folder.resolve("host"),
                        "AuthorizedKeysFile " + folder.resolve("user.pub"),
                        "PidFile none",
                        "StrictModes no",
                        "UsePAM no",
                        "PasswordAuthentication no",
                        "PermitRootLogin prohibit-password");
        Files.write(folder.resolve("config"), settings);
        return new ProcessBuilder(
                        SSHD.toString(), "-D", "-e", "-f", folder.resolve("config").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private void awaitListening(Process sshd, int port) throws IOException, InterruptedException {
        while (true) {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException notYet) {
                assertTrue(sshd.isAlive(), read("log"));
                Thread.sleep(10);
            }
        }
    }

    private String read(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
