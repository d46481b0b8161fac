package muster.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import muster.wire.ProblemType;
import org.junit.jupiter.api.Test;

/** Whom a collector believes, and whom it tells what. */
class WhoAnswersTest extends AgainstAHub {
    private static final Reply CERTIFICATE_REQUIRED =
            Reply.of(403, ProblemType.CERTIFICATE_REQUIRED.urn());

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
}
