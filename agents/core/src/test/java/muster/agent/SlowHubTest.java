package muster.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A hub that takes its time holds nobody up, and what waits for it goes on waiting. */
@Timeout(20)
class SlowHubTest {
    private static final Duration PATIENCE = Duration.ofMillis(150);
    private static final Duration DRIP = Duration.ofMillis(20);

    /** Of an answer, up to the middle of its body. */
    private static final int HEAD_AND_MORE = 90;

    private final TestClock clock = new TestClock();
    private final CountDownLatch end = new CountDownLatch(1);
    private FakeHub hub;
    private TestAgent agent;

    @BeforeEach
    void begin(@TempDir Path folder) {
        hub = new FakeHub(clock);
        agent = new TestAgent(folder.resolve("home"), clock, hub.address());
        agent.settle();
        agent.patience = PATIENCE;
        agent.start();
        agent.settle();
        agent.running().keep(List.of("{\"n\": 1}".getBytes(StandardCharsets.UTF_8)));
    }

    @AfterEach
    void end() throws IOException {
        end.countDown();
        agent.close();
        hub.close();
    }

    @Test
    void givesUpOnAHubThatAnswersNothing() {
        hub.next(
                "events",
                asked -> {
                    await();
                    return null;
                });

        assertIsKeptAndDeliveredLater("events: no answer: SocketTimeoutException: Read timed out");
    }

    @Test
    void givesUpOnAHubThatDripsItsHeaders() {
        hub.listener.drip = DRIP;

        assertIsKeptAndDeliveredLater("events: no answer: it took longer than");
    }

    @Test
    void givesUpOnAHubThatDripsItsAnswer() {
        hub.listener.dripFrom = HEAD_AND_MORE;
        hub.listener.drip = DRIP;
        hub.next("events", _ -> Reply.json(200, "{\"accepted\": 1}" + " ".repeat(200)));

        assertIsKeptAndDeliveredLater("events: no answer: it took longer than");
    }

    private void assertIsKeptAndDeliveredLater(String trouble) {
        agent.settle();

        assertTrue(agent.running().status().trouble().startsWith(trouble), agent.said + "");
        assertEquals(1, agent.running().status().batches());
        assertEquals(1, hub.count("events"));
        end.countDown();
        hub.listener.drip = Duration.ZERO;
        clock.go(Duration.ofMinutes(6));
        agent.settle();
        assertEquals(List.of("{\"n\": 1}"), hub.events);
        assertEquals(0, agent.running().status().batches());
    }

    @Test
    void givesUpOnAHubThatReadsNothing() throws IOException {
        try (var deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var address = URI.create("http://127.0.0.1:" + deaf.getLocalPort());
            var hub = new Hub(address, Trust.ofSystem(), false, null, PATIENCE);
            var way = hub.way(address, null, false);
            var more = new byte[64 << 20];

            var why =
                    assertThrows(IOException.class, () -> hub.post(way, "events", Map.of(), more));

            assertTrue(String.valueOf(why.getMessage()).contains("took longer"), why.toString());
        }
    }

    private void await() throws IOException {
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
