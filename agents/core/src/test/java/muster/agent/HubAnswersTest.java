package muster.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import muster.wire.NoteKind;
import muster.wire.ProblemType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a collector makes of each answer that a hub may give. */
class HubAnswersTest {
    private static final Reply CERTIFICATE_REQUIRED =
            Reply.of(403, ProblemType.CERTIFICATE_REQUIRED.urn());

    private final TestClock clock = new TestClock();
    private FakeHub hub;
    private TestAgent agent;

    @BeforeEach
    void begin(@TempDir Path folder) {
        hub = new FakeHub(clock);
        agent = new TestAgent(folder.resolve("home"), clock, hub.address());
    }

    @AfterEach
    void end() throws IOException {
        agent.close();
        hub.close();
    }

    @Test
    void countsNothingTwiceWhenAnAnswerIsLost() {
        agent.settle();
        hub.nextAnswerIsLost("events");
        agent.running().keep(List.of("{\"n\": 1}".getBytes(StandardCharsets.UTF_8)));
        agent.settle();
        clock.go(Duration.ofMinutes(6));

        agent.settle();

        assertEquals(2, hub.count("events"));
        assertEquals(List.of("{\"n\": 1}"), hub.events);
        assertEquals(0, agent.running().status().batches());
    }

    @Test
    void setsAsideWhatTheHubCannotReadAndGoesOn() {
        agent.settle();
        for (int status : List.of(400, 413, 415, 422)) {
            hub.next("events", status);
            keepEvent(status);
        }
        keepEvent(200);
        agent.settle();
        clock.go(Duration.ofMinutes(1));
        agent.settle();

        assertEquals(List.of("{\"n\": 200}"), hub.events);
        assertEquals(4, hub.notes.size());
        assertEquals("set_aside", hub.notes.getFirst().fields().get("kind"));
        assertEquals(0, agent.running().status().batches());
    }

    @Test
    void believesNobodyButTheHub() {
        agent.settle();
        keepEvent(1);
        for (int status : List.of(200, 204, 400, 401, 403, 409, 410, 412, 413, 404, 302)) {
            hub.next("events", _ -> Reply.page(status));
            hub.next("events", _ -> new Reply(status, "{\"ok\": true}", Map.of()));
        }
        for (int i = 0; i < 22; i++) {
            agent.settle();
            assertEquals(1, agent.running().status().batches());
            assertTrue(agent.running().status().trouble().contains("not the hub"));
            clock.go(Duration.ofMinutes(6));
        }
        agent.settle();

        assertEquals(List.of("{\"n\": 1}"), hub.events);
        assertEquals(1, hub.count("enroll"));
        assertNull(agent.running().status().stopped());
    }

    @Test
    void doesNotTakeAPageForItsIdentity() {
        hub.next("enroll", _ -> Reply.page(200));
        hub.next("enroll", _ -> Reply.page(401));
        agent.settle();
        clock.go(Duration.ofMinutes(6));
        agent.settle();
        assertTrue(agent.running().status().trouble().contains("not the hub"));
        clock.go(Duration.ofMinutes(6));
        agent.settle();

        assertEquals(1, hub.reports.size());
    }

    @Test
    void staysWhereAnotherThanTheOrganizationIsGone() {
        agent.settle();
        hub.next("events", _ -> Reply.of(410, "about:blank"));
        keepEvent(1);
        agent.settle();
        clock.go(Duration.ofMinutes(6));
        agent.settle();

        assertEquals(List.of("{\"n\": 1}"), hub.events);
    }

    @Test
    void checksInWithoutTheNotesThatTheHubRefuses() {
        agent.settle();
        hub.next("events", 400);
        keepEvent(1);
        agent.settle();
        FakeHub.Prank refusing =
                asked -> asked.json().objects("notes").isEmpty() ? null : Reply.of(400);
        for (int minute = 0; minute < 5; minute++) {
            hub.next("heartbeat", refusing);
            clock.go(Duration.ofMinutes(1));
            agent.settle();
        }

        assertEquals(clock.instant(), agent.running().status().heardAt());
        assertTrue(agent.said.toString().contains("the hub refused a note"), agent.said + "");
    }

    @Test
    void cutsNoCharacterInTwo() {
        var text = "x" + "😀".repeat(600);
        var note = Note.of(NoteKind.DROPPED, clock.instant(), text);
        var answer =
                new Answer(Answer.Meaning.SET_ASIDE, 400, "{\"detail\": \"" + text + "\"}", null);

        assertEquals("x" + "😀".repeat(498) + "…", note.text());
        assertTrue(answer.why().endsWith("😀…"), answer.why());
    }

    @Test
    void beginsANewEpochWhereTheHubHasSomethingElseInItsPlace() {
        agent.settle();
        hub.next("events", 409);
        keepEvent(1);
        keepEvent(2);
        agent.settle();
        clock.go(Duration.ofMinutes(1));
        agent.settle();

        assertEquals(List.of("{\"n\": 1}", "{\"n\": 2}"), hub.events);
        assertEquals("forked", hub.notes.getFirst().fields().get("kind"));
        var asked = hub.asked.stream().filter(one -> one.verb().equals("events")).toList();
        assertNotEquals(
                asked.get(0).headers().get("muster-epoch"),
                asked.get(1).headers().get("muster-epoch"));
        assertEquals("1", asked.get(1).headers().get("muster-sequence"));
        assertEquals("2", asked.get(2).headers().get("muster-sequence"));
    }

    @Test
    void keepsItsOrderWhereTheHubIsInAnotherConflict() {
        agent.settle();
        hub.next("events", _ -> Reply.of(409, "about:blank"));
        keepEvent(1);
        agent.settle();
        clock.go(Duration.ofMinutes(6));
        agent.settle();

        assertEquals(List.of("{\"n\": 1}"), hub.events);
        assertTrue(hub.notes.isEmpty());
        assertEquals(
                1,
                hub.asked.stream()
                        .filter(one -> !one.verb().equals("enroll"))
                        .map(one -> one.headers().get("muster-epoch"))
                        .distinct()
                        .count());
    }

    @Test
    void doesNotSendForEverWhereEachEpochIsRefused() {
        agent.settle();
        for (int i = 0; i < 100; i++) {
            hub.next("events", 409);
        }
        keepEvent(1);

        agent.settle();

        assertEquals(3, hub.count("events"));
        // The event, and all of the device once more.
        assertEquals(2, agent.running().status().batches());
    }

    @Test
    void doesNotComeBackByItselfWithTheTokenThatItCameBy() {
        agent.settle();
        hub.keys.clear();
        keepEvent(7);
        agent.settle();
        agent.start();
        clock.go(Duration.ofDays(1));

        agent.settle();

        assertEquals(1, hub.count("enroll"));
        assertTrue(agent.running().status().trouble().contains("set a new one"));
        assertTrue(agent.said.getLast().contains("may have been revoked"), agent.said + "");
        assertTrue(agent.running().status().batches() > 0);
    }

    @Test
    void saysAtOnceThatItsTokenIsSpentWhereSomebodyWaits() throws IOException {
        agent.settle();
        hub.keys.clear();
        agent.start();

        var why = agent.running().once(Duration.ofMinutes(2)).orElseThrow();

        assertTrue(why.contains("set a new one"), why);
    }

    @Test
    void comesBackWithANewTokenAndLosesNothing() {
        agent.settle();
        hub.keys.clear();
        keepEvent(7);
        agent.token = FakeHub.NEW_TOKEN;
        agent.start();

        agent.settle();

        assertEquals(2, hub.count("enroll"));
        assertEquals(List.of("{\"n\": 7}"), hub.events);
    }

    @Test
    void isKnownAgainByAHubThatForgotItForAWhile() {
        agent.settle();
        var keys = Map.copyOf(hub.keys);
        hub.keys.clear();
        keepEvent(7);
        agent.settle();
        hub.keys.putAll(keys);
        clock.go(Duration.ofMinutes(6));

        agent.settle();

        assertEquals(List.of("{\"n\": 7}"), hub.events);
        assertEquals("", agent.running().status().trouble());
    }

    @Test
    void waitsForATokenWhereTheHubForgotIt() {
        agent.settle();
        hub.keys.clear();
        agent.token = null;
        agent.start();
        keepEvent(7);
        agent.settle();

        assertTrue(agent.running().status().trouble().contains("new token"));
        assertEquals(1, agent.running().status().batches());
        agent.token = FakeHub.NEW_TOKEN;
        agent.start();
        agent.settle();
        assertEquals(List.of("{\"n\": 7}"), hub.events);
    }

    @Test
    void stopsForGoodWhereTheOrganizationIsGone() {
        agent.settle();
        hub.next("events", 410);
        keepEvent(1);
        agent.settle();
        agent.token = null;
        agent.start();
        clock.go(Duration.ofDays(2));
        int asked = hub.asked.size();

        agent.settle();

        assertEquals(asked, hub.asked.size());
        assertNotNull(agent.running().status().stopped());
    }

    @Test
    void comesBackAfterItStoppedWithANewTokenOnly() {
        agent.settle();
        hub.next("heartbeat", 410);
        clock.go(Duration.ofMinutes(1));
        agent.settle();
        agent.start();
        agent.settle();
        assertNotNull(agent.running().status().stopped());
        assertEquals(1, hub.count("enroll"));

        agent.token = FakeHub.NEW_TOKEN;
        agent.start();
        agent.settle();

        assertNull(agent.running().status().stopped());
        assertEquals(2, hub.count("enroll"));
    }

    @Test
    void tellsAnotherOrganizationNothingThatWaitedForThisOne() {
        agent.settle();
        hub.keys.clear();
        keepEvent(1);
        agent.settle();
        hub.organization = "globex";
        agent.token = FakeHub.NEW_TOKEN;
        agent.start();
        agent.settle();
        keepEvent(2);
        agent.settle();

        assertEquals(2, hub.count("enroll"));
        assertEquals(List.of("{\"n\": 2}"), hub.events);
    }

    @Test
    void forgetsWhatWaitedForAnOrganizationThatIsGone() {
        agent.settle();
        hub.next("heartbeat", 410);
        clock.go(Duration.ofMinutes(1));
        keepEvent(1);
        agent.settle();
        assertEquals(0, agent.running().status().batches());
        keepEvent(2);
        agent.token = FakeHub.NEW_TOKEN;
        agent.start();
        agent.settle();

        assertEquals(2, hub.count("enroll"));
        assertTrue(hub.events.isEmpty(), hub.events.toString());
        assertEquals(2, hub.reports.size());
    }

    @Test
    void leavesABusyHubAloneForAsLongAsItAsks() {
        agent.settle();
        hub.next("events", _ -> new Reply(429, "", Map.of("Retry-After", "120")));
        keepEvent(1);
        agent.settle();
        clock.go(Duration.ofSeconds(119));
        agent.settle();
        assertEquals(1, hub.count("events"));

        clock.go(Duration.ofSeconds(4));
        agent.settle();
        assertEquals(2, hub.count("events"));
        clock.go(Duration.ofMinutes(2));
        agent.settle();
        assertTrue(hub.notes.isEmpty(), "a busy hub is not away");
    }

    @Test
    void keepsWhatItMayNotSend() {
        agent.settle();
        hub.next("events", 403);
        keepEvent(1);
        agent.settle();
        assertEquals(1, agent.running().status().batches());

        clock.go(Duration.ofMinutes(6));
        agent.settle();
        assertEquals(List.of("{\"n\": 1}"), hub.events);
    }

    @Test
    void showsItsCertificateOnlyWhereTheHubWantsToSeeIt() {
        hub.endpoint = hub.address().toString().replace("127.0.0.1", "localhost");
        agent.settle();
        hub.next("events", 403);
        keepEvent(1);
        agent.settle();
        assertEquals("403: because", agent.running().status().trouble());
        clock.go(Duration.ofMinutes(6));
        hub.next("events", _ -> CERTIFICATE_REQUIRED);
        keepEvent(2);
        agent.settle();

        assertEquals(List.of("{\"n\": 1}", "{\"n\": 2}"), hub.events);
        var hosts =
                hub.asked.stream()
                        .filter(one -> one.verb().equals("events"))
                        .map(one -> String.valueOf(one.headers().get("host")))
                        .map(host -> host.split(":", -1)[0])
                        .toList();
        assertEquals(
                List.of("127.0.0.1", "127.0.0.1", "localhost", "localhost"),
                hosts,
                "where each was sent");
    }

    @Test
    void saysWhatTheHubWantsThoughNobodyListensThere() throws IOException {
        try (var taken = new ServerSocket(0)) {
            hub.endpoint = "http://127.0.0.1:" + taken.getLocalPort();
        }
        agent.settle();
        hub.next("events", _ -> CERTIFICATE_REQUIRED);
        keepEvent(1);
        agent.settle();

        var trouble = agent.running().status().trouble();
        assertTrue(trouble.startsWith("403: because; " + hub.endpoint), trouble);
    }

    @Test
    void tellsThatItsClockIsOff() {
        hub.next(
                "heartbeat",
                _ ->
                        new Reply(
                                200,
                                "{\"server_time\": \"2026-11-23T12:00:00.123456789Z\"}",
                                Map.of()));
        agent.settle();
        clock.go(Duration.ofMinutes(1));
        agent.settle();

        assertEquals("clock_off", hub.notes.getFirst().fields().get("kind"));
        assertEquals("86,400 s behind", hub.notes.getFirst().fields().get("text"));
    }

    private void keepEvent(int n) {
        var line = "{\"n\": " + n + "}";
        agent.running().keep(List.of(line.getBytes(StandardCharsets.UTF_8)));
    }
}
