package muster.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import muster.wire.ProblemType;
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
        clock.go(Duration.ofMinutes(1));
        agent.settle();

        assertNotEquals(first, keyId());
        assertEquals(31, hub.events.size());
        assertEquals(1, hub.count("enroll"));
        assertEquals(1, remembered().objects("keys").size());
    }

    @Test
    void judgesItsCertificateByTheClockOfTheHub(@TempDir Path folder) throws IOException {
        for (var off : List.of(Duration.ofDays(-5), Duration.ofDays(5))) {
            try (var elsewhere = new FakeHub(Clock.offset(clock, off));
                    var other =
                            new TestAgent(folder.resolve("h" + off), clock, elsewhere.address())) {
                other.settle();
                clock.go(Duration.ofMinutes(1));
                other.settle();
                assertEquals(1, elsewhere.reports.size());
                assertEquals(2, elsewhere.count("heartbeat"));
                assertEquals(0, elsewhere.count("rotate"));

                clock.go(Duration.ofDays(4).plusMinutes(1));
                other.settle();
                assertEquals(1, elsewhere.count("rotate"));
            }
        }
    }

    @Test
    void keepsNoReportWaitingForACertificateThatIsRefused() {
        clock.go(Duration.ofDays(5));
        for (int i = 0; i < 3 * 60; i++) {
            hub.next("rotate", i % 2 == 0 ? 403 : 500);
        }
        for (int minute = 0; minute < 3 * 60; minute++) {
            keepEvent(minute);
            agent.settle();
            clock.go(Duration.ofMinutes(1));
        }
        clock.go(Duration.ofMinutes(5));
        agent.settle();

        assertEquals(3 * 60, hub.events.size());
        assertTrue(hub.count("rotate") <= 4, hub.count("rotate") + " tries in three hours");
    }

    @Test
    void renewsWhatTheHubRefusesWhateverItsOwnClockSays() throws IOException {
        var before = remembered().text("certificate");
        var refused = Reply.of(403, ProblemType.CERTIFICATE_REFUSED.urn());
        hub.next("events", _ -> refused);
        keepEvent(1);
        agent.settle();

        assertEquals(List.of("{\"n\": 1}"), hub.events);
        assertNotEquals(before, remembered().text("certificate"));

        for (int i = 0; i < 100; i++) {
            hub.next("events", _ -> refused);
        }
        keepEvent(2);
        agent.settle();
        assertEquals(1, hub.count("rotate"));
    }

    @Test
    void goesOnWithTheOldKeyWhereTheAnswerWithTheNewOneIsLost() throws IOException {
        var first = keyId();
        hub.nextAnswerIsLost("rotate");
        agent.running().rotateKey();
        agent.settle();
        assertEquals(first, keyId());

        clock.go(Renewal.EVERY);
        keepEvent(1);
        agent.settle();

        assertNotEquals(first, keyId());
        assertEquals(List.of("{\"n\": 1}"), hub.events);
        assertEquals(1, hub.count("enroll"));
    }

    @Test
    void survivesACrashBetweenTheNewKeyAndItsFirstUse() throws IOException {
        agent.running().rotateKey();
        agent.settle();
        assertEquals(2, remembered().objects("keys").size());

        agent.start();
        keepEvent(1);
        agent.settle();

        assertEquals(1, remembered().objects("keys").size());
        assertEquals(List.of("{\"n\": 1}"), hub.events);
    }

    @Test
    void usesTheOldKeyWhereTheHubLostTheNewOne() throws IOException {
        var first = keyId();
        agent.running().rotateKey();
        agent.settle();
        hub.loseTheNewKey();
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
