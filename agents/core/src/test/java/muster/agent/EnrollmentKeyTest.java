package muster.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A collector that asks twice is the same one. */
class EnrollmentKeyTest {
    private static final String FILE = "enrolling.json";

    @TempDir Path folder;

    @Test
    void isTheSameUntilItIsIn() throws Exception {
        var clock = new TestClock();
        try (var hub = new FakeHub(clock);
                var agent = new TestAgent(folder.resolve("home"), clock, hub.address())) {
            hub.nextAnswerIsLost("enroll");
            agent.settle();
            var before = Files.readString(agent.folder().resolve(FILE));
            agent.start();
            clock.go(Duration.ofMinutes(6));

            agent.settle();

            assertEquals(2, hub.count("enroll"));
            var identity = Json.read(Files.readAllBytes(agent.folder().resolve("identity.json")));
            assertEquals(
                    Json.read(before.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                            .text("private_key"),
                    identity.text("private_key"));
            assertFalse(Files.exists(agent.folder().resolve(FILE)));
        }
    }

    @Test
    void isAnotherOnAnotherMachineAndWhereItIsDamaged() throws Exception {
        var first = key("one");
        assertEquals(first, key("one"));

        var second = key("another");

        assertNotEquals(first, second);
        Files.writeString(folder.resolve(FILE), "{\"private_key\": 1");
        assertNotEquals(second, key("another"));
    }

    private PublicKey key(String machine) throws Exception {
        var marks = new LinkedHashMap<>(Map.of("uuid", Set.of(machine)));
        try (var home = home()) {
            return EnrollmentKey.in(home, new Fingerprint(marks)).getPublic();
        }
    }

    private Home home() throws IOException {
        return Home.open(folder, Disk.real());
    }
}
