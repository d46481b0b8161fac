package muster.scanner.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Optional;
import muster.agent.Disk;
import muster.replay.FakeRouter;
import muster.scanner.Answer.Outcome;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostKeysTest {
    private static final String CORE = "10.0.0.1:22";
    private static final PublicKey KEY = FakeRouter.ecKey().getPublic();
    private static final PublicKey OTHER = FakeRouter.ecKey().getPublic();

    @TempDir private Path state;

    private HostKeys opened() throws IOException {
        return new HostKeys(state, Disk.real());
    }

    private Path file() {
        return state.resolve("ssh-host-keys");
    }

    @Test
    void theFirstKeyIsTrustedAndRemembered() throws IOException {
        var keys = opened();
        assertEquals(Optional.empty(), keys.refusal(CORE, KEY));
        keys.save();

        var again = opened();
        assertEquals(Optional.empty(), again.refusal(CORE, KEY));
        assertEquals(Optional.of("ecdsa-sha2-nistp256"), again.algorithm(CORE));
        assertTrue(again.refusal(CORE, OTHER).isPresent());
    }

    @Test
    void onlyTheOwnerReadsTheFile() throws IOException {
        var keys = opened();
        keys.refusal(CORE, KEY);
        keys.save();

        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    }

    @Test
    void aChangedKeyIsRefusedWithBothFingerprintsAndAWayOut() throws IOException {
        var keys = opened();
        keys.refusal(CORE, KEY);
        keys.save();

        var why = keys.refusal(CORE, OTHER).orElseThrow();

        assertTrue(why.contains(KeyUtils.getFingerPrint(KEY)), why);
        assertTrue(why.contains(KeyUtils.getFingerPrint(OTHER)), why);
        assertTrue(why.contains(file().toString()), why);
        assertEquals(Optional.empty(), keys.refusal(CORE, KEY));
    }

    @Test
    void aLineThatIsTakenOutMakesRoomForANewKey() throws IOException {
        var keys = opened();
        keys.refusal(CORE, KEY);
        keys.refusal("10.0.0.2:22", KEY);
        keys.save();
        var rest = Files.readAllLines(file()).stream().filter(line -> !line.startsWith(CORE));
        Files.write(file(), rest.toList());

        // Another device that is seen first writes the file, and must not put the line back.
        keys.refusal("10.0.0.3:22", OTHER);
        keys.save();

        assertEquals(Optional.empty(), keys.refusal(CORE, OTHER));
        assertTrue(keys.refusal("10.0.0.2:22", OTHER).isPresent());
    }

    @Test
    void aFileThatCannotBeReadTrustsNobody() throws IOException {
        Files.writeString(file(), "rubbish\n");

        var refused = assertThrows(IOException.class, this::opened);

        assertTrue(String.valueOf(refused.getMessage()).contains("line 1"));
    }

    @Test
    void aDeviceThatChangedItsKeyGetsNoPassword() throws InterruptedException {
        int port;
        try (var router = router(FakeRouter.ecKey());
                var visitor = Visitor.patient(state).withPassword()) {
            assertEquals(Outcome.ANSWERED, visitor.ask(router).outcome());
            port = router.address().getPort();
        }
        try (var router = router(FakeRouter.ecKey(), port);
                var visitor = Visitor.patient(state).withPassword()) {
            var answer = visitor.ask(router);

            assertEquals(Outcome.ERROR, answer.outcome(), answer.why());
            assertTrue(answer.why().contains("its host key changed"), answer.why());
            assertEquals(0, router.passwords().size());
        }
    }

    @Test
    void aSecondKeyBesideTheKnownOneIsNoChange() throws InterruptedException {
        var rsa = FakeRouter.rsaKey();
        int port;
        try (var router = router(rsa);
                var visitor = Visitor.patient(state).withPassword()) {
            visitor.ask(router);
            port = router.address().getPort();
        }
        try (var router = router(rsa, FakeRouter.ecKey(), port);
                var visitor = Visitor.patient(state).withPassword()) {
            var answer = visitor.ask(router);

            assertEquals(Outcome.ANSWERED, answer.outcome(), answer.why());
        }
    }

    private static FakeRouter router(KeyPair key) {
        return answering().withHostKeys(key).started();
    }

    private static FakeRouter router(KeyPair key, int port) {
        return answering().withHostKeys(key).onPort(port).started();
    }

    private static FakeRouter router(KeyPair key, KeyPair other, int port) {
        return answering().withHostKeys(key, other).onPort(port).started();
    }

    private static FakeRouter answering() {
        return FakeRouter.withPrompt("harbour-sw1#").answering("show version", "Version 15.2(7)E9");
    }
}
