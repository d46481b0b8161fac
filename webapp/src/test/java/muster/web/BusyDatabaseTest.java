package muster.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import muster.ClockedHub;
import muster.database.Database;
import muster.tenancy.Role;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database with no time just now is no fault of the hub: come back in a moment. */
@Timeout(60)
@Tag("slow")
class BusyDatabaseTest {
    /** More than there are connections. */
    private static final int HOLDERS = 40;

    @Test
    void whoeverFindsNoConnectionIsToldSoon() throws Exception {
        try (var hub = new ClockedHub();
                var holders = Executors.newVirtualThreadPerTaskExecutor()) {
            var ada = hub.member(hub.acme(), Role.OWNER, "ada@acme.example");
            var held = new Semaphore(0);
            var over = new CountDownLatch(1);
            for (int i = 0; i < HOLDERS; i++) {
                holders.execute(() -> hold(hub, held, over));
            }
            try {
                while (held.tryAcquire(1, TimeUnit.SECONDS)) {
                    // Another connection was still to be had.
                }

                var answer = ada.get("/api/v1/orgs/acme/devices").expect(503);

                var headers = answer.response().headers();
                assertEquals(List.of("5"), headers.allValues("Retry-After"));
            } finally {
                over.countDown();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"40P01", "40001", "53300"})
    void whoeverWasInTheWayOfAnotherMayTryAgain(String state) {
        var failure = new Database.Failure("a statement", new SQLException("others", state));

        var problem = Problems.of(failure).orElseThrow();

        assertEquals(503, problem.status());
        assertEquals(5, problem.retrySeconds());
    }

    private static void hold(ClockedHub hub, Semaphore held, CountDownLatch over) {
        try {
            hub.database()
                    .inTenant(
                            hub.acme(),
                            () -> {
                                held.release();
                                awaited(over);
                                return true;
                            });
        } catch (Database.Failure busy) {
            // It came too late for a connection.
        }
    }

    private static void awaited(CountDownLatch over) {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
