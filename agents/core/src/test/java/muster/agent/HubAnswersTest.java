package muster.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a collector makes of each answer that a hub may give. */
class HubAnswersTest extends AgainstAHub {
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
}
