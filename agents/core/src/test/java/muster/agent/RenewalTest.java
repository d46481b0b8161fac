package muster.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenewalTest {
    private final TestClock clock = new TestClock();
    private FakeHub hub;
    private TestAgent agent;

    @BeforeEach
    void begin(@TempDir Path folder) {
        hub = new FakeHub(clock);
        agent = new TestAgent(folder.resolve("home"), clock, hub.address());
        agent.settle();
    }

    @AfterEach
    void end() throws IOException {
        agent.close();
        hub.close();
    }

    @Test
    void renewsItsCertificateFromDayFourOnWithTheSameKey() throws IOException {
        var before = remembered();
        clock.go(Duration.ofDays(3));
        agent.settle();
        assertEquals(0, hub.count("rotate"));

        clock.go(Duration.ofDays(1).plusMinutes(1));
        agent.settle();

        assertEquals(1, hub.count("rotate"));
        assertNotEquals(before.text("certificate"), remembered().text("certificate"));
        assertEquals(before.text("private_key"), remembered().text("private_key"));
    }

    @Test
    void comesBackAfterAMonthOfSleepAndKeepsWhatItSawBefore() {
        hub.away = true;
        keepEvent(1);
        agent.settle();
        clock.go(Duration.ofDays(37));
        hub.away = false;
        agent.token = null;
        agent.start();

        agent.settle();

        assertEquals(List.of("{\"n\": 1}"), hub.events);
        assertEquals(1, hub.count("enroll"));
        assertTrue(hub.count("rotate") >= 1);
    }

    @Test
    void replacesItsKeyEveryThirtyDaysWithoutARejectedBatch() throws IOException {
        var first = keyId();
        for (int day = 0; day < 31; day++) {
            clock.go(Duration.ofDays(1));
            keepEvent(day);
            agent.settle();
        }

        assertNotEquals(first, keyId());
        assertEquals(31, hub.events.size());
        assertEquals(1, hub.count("enroll"));
        assertEquals(1, remembered().objects("keys").size());
    }

    @Test
    void goesOnWithTheOldKeyWhereTheAnswerWithTheNewOneIsLost() throws IOException {
        var first = keyId();
        hub.nextAnswerIsLost("rotate");
        agent.running().rotateKey();
        agent.settle();
        assertEquals(first, keyId());

        clock.go(Duration.ofMinutes(6));
        keepEvent(1);
        agent.settle();

        assertNotEquals(first, keyId());
        assertEquals(List.of("{\"n\": 1}"), hub.events);
        assertEquals(1, hub.count("enroll"));
    }

    @Test
    void survivesACrashBetweenTheNewKeyAndItsFirstUse() throws IOException {
        hub.next(
                "heartbeat",
                _ -> {
                    throw new IOException("hung up");
                });
        clock.go(Duration.ofMinutes(1));
        keepEvent(1);
        agent.running().rotateKey();
        agent.settle();
        assertEquals(2, remembered().objects("keys").size());

        agent.start();
        clock.go(Duration.ofMinutes(6));
        agent.settle();

        assertEquals(1, remembered().objects("keys").size());
        assertEquals(List.of("{\"n\": 1}"), hub.events);
    }

    @Test
    void usesTheOldKeyWhereTheHubLostTheNewOne() throws IOException {
        var first = keyId();
        hub.next("heartbeat", 503);
        clock.go(Duration.ofMinutes(1));
        agent.running().rotateKey();
        agent.settle();
        hub.loseTheNewKey();
        clock.go(Duration.ofMinutes(6));
        keepEvent(1);

        agent.settle();

        assertEquals(List.of("{\"n\": 1}"), hub.events);
        assertEquals(first, keyId());
        assertEquals(1, hub.count("enroll"));
    }

    @Test
    void showsNoSecretWhereItIsPrinted() throws IOException {
        var identity = remembered();
        var secret = identity.objects("keys").getFirst().text("key");

        assertFalse(HmacKey.read(identity.objects("keys").getFirst()).toString().contains(secret));
        assertFalse(agent.said.toString().contains(secret));
    }

    private Json remembered() throws IOException {
        return Json.read(Files.readAllBytes(agent.folder().resolve("identity.json")));
    }

    private String keyId() throws IOException {
        return remembered().objects("keys").getFirst().text("key_id");
    }

    private void keepEvent(int n) {
        var line = "{\"n\": " + n + "}";
        agent.running().keep(List.of(line.getBytes(StandardCharsets.UTF_8)));
    }
}
