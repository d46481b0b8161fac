package muster;

import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import muster.tenancy.Role;
import org.junit.jupiter.api.Test;

/** A report that drips in keeps nobody else from the database. */
class SlowReportsTest {
    /** More than there are connections to the database. */
    private static final int REPORTS = 40;

    private static final Duration ANSWER_AT_MOST = Duration.ofSeconds(10);

    @Test
    void bodiesThatAreStillComingHoldNoConnection() throws IOException {
        try (var hub = new ClockedHub()) {
            var owner = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");
            var wanted = Map.of("name", "slow", "scopes", List.of("inventory:write"));
            var key = owner.post("/api/v1/orgs/acme/api-keys", wanted).expect(201).json();
            var slow = new ArrayList<Socket>();
            try {
                for (int i = 0; i < REPORTS; i++) {
                    slow.add(begun(hub.port(), key.path("key").asText()));
                }

                assertTimeout(
                        ANSWER_AT_MOST, () -> owner.get("/api/v1/orgs/acme/devices").expect(200));
            } finally {
                for (var socket : slow) {
                    socket.close();
                }
            }
        }
    }

    @Test
    void whatCannotBeReadIsToldWithoutAConnection() throws InterruptedException {
        try (var hub = new ClockedHub();
                var others = Executors.newVirtualThreadPerTaskExecutor()) {
            var owner = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");
            var wanted = Map.of("name", "garbage", "scopes", List.of("inventory:write"));
            var key = owner.post("/api/v1/orgs/acme/api-keys", wanted).expect(201).json();
            var program = hub.client().bearer(key.path("key").asText());
            var held = new Semaphore(0);
            var over = new CountDownLatch(1);
            for (int i = 0; i < REPORTS; i++) {
                others.execute(() -> hold(hub, held, over));
            }
            try {
                while (held.tryAcquire(1, TimeUnit.SECONDS)) {
                    // Another connection was still to be had.
                }
                assertTimeout(
                        ANSWER_AT_MOST,
                        () -> {
                            program.post("/api/v1/agents/inventory", Map.of()).expect(400);
                            program.post("/api/agent/inventory", Map.of()).expect(400);
                            program.post("/api/v1/orgs/acme/imports", "hostname r1").expect(400);
                        });
            } finally {
                over.countDown();
            }
        }
    }

    private static void hold(ClockedHub hub, Semaphore held, CountDownLatch over) {
        hub.database()
                .inTenant(
                        hub.globex(),
                        () -> {
                            held.release();
                            try {
                                return over.await(1, TimeUnit.MINUTES);
                            } catch (InterruptedException stopped) {
                                throw new IllegalStateException(stopped);
                            }
                        });
    }

    private static Socket begun(int port, String key) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        var request =
                """
                POST /api/v1/agents/inventory HTTP/1.1\r
                Host: localhost\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                Content-Length: 1000\r
                \r
                {"report_id":\
                """
                        .formatted(key);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
