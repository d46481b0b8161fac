package muster.scanner.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
import muster.replay.FakeRouter;
import muster.scanner.Answer.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Computers, whose SSH server runs a command in a channel of its own. */
class ComputerTest {
    private static final String DEBIAN = "OpenSSH_9.2p1 Debian-2+deb12u3";
    private static final String UNAME = "Linux attic 6.1.0-21-amd64 #1 SMP x86_64 GNU/Linux";

    @TempDir private Path state;

    private static FakeRouter debian() {
        return FakeRouter.withPrompt("noc@attic:~$ ")
                .identifiedBy(DEBIAN)
                .saying("bash: line 1: that: command not found")
                .answering("uname -a", UNAME)
                .answering("cat /etc/os-release", "PRETTY_NAME=\"Debian GNU/Linux 12\"");
    }

    @Test
    void commandsRunInChannelsOfTheirOwn() throws InterruptedException {
        try (var computer = debian().runningCommands().started();
                var visitor = Visitor.patient(state).withPassword()) {
            var answer = visitor.ask(computer);

            assertEquals(List.of("uname -a", "cat /etc/os-release"), Visitor.commands(answer));
            assertEquals(UNAME, Visitor.printed(answer, "uname -a"));
        }
    }

    @Test
    void whereNoneCanBeRunAShellIsOpened() throws InterruptedException {
        try (var computer = debian().started();
                var visitor = Visitor.patient(state).withPassword()) {
            var answer = visitor.ask(computer);

            assertEquals(Outcome.ANSWERED, answer.outcome(), answer.why());
            assertEquals(UNAME, Visitor.printed(answer, "uname -a"));
        }
    }

    @Test
    void aPrivateKeyOpensIt() throws InterruptedException {
        var key = FakeRouter.rsaKey();
        try (var computer = debian().runningCommands().lettingInOnly(key.getPublic()).started();
                var visitor = Visitor.patient(state).as("by-key", null, pem(key))) {
            assertEquals("SSH as by-key", visitor.ask(computer).why());
        }
    }

    @Test
    void aWrongPrivateKeyIsRefused() throws InterruptedException {
        try (var computer = debian().lettingInOnly(FakeRouter.ecKey().getPublic()).started();
                var visitor = Visitor.patient(state).as("by-key", null, pem(FakeRouter.rsaKey()))) {
            var answer = visitor.ask(computer);

            assertEquals(Outcome.WRONG_CREDENTIAL, answer.outcome(), answer.why());
        }
    }

    @Test
    void whatIsNoPrivateKeyIsSaidToBeNone() throws InterruptedException {
        try (var computer = debian().started();
                var visitor = Visitor.patient(state).as("by-key", null, "R1ver R1ver")) {
            var answer = visitor.ask(computer);

            assertEquals(Outcome.ERROR, answer.outcome());
            assertTrue(answer.why().contains("private key of by-key cannot be read"), answer.why());
            assertTrue(!answer.why().contains("R1ver"), answer.why());
        }
    }

    private static String pem(KeyPair key) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(key.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }
}
