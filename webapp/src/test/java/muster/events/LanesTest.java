package muster.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import muster.tenancy.Tenant;
import org.junit.jupiter.api.Test;

class LanesTest {
    private static final int WORKERS = 50;

    private final Lanes lanes = new Lanes();
    private final Tenant acme = new Tenant(UUID.randomUUID());
    private final Tenant globex = new Tenant(UUID.randomUUID());

    @Test
    void whoeverIsBusyHoldsUpTheirOwnAndNobodyElse() throws Exception {
        var busy = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var first =
                    workers.submit(() ->
                            lanes.in(
                                    acme,
                                    () -> {
                                        busy.countDown();
                                        return awaited(goOn);
                                    }));
            busy.await();
            var second = workers.submit(() -> lanes.in(acme, () -> true));

            assertEquals(true, workers.submit(() -> lanes.in(globex, () -> true)).get());
            assertFalse(second.isDone());

            goOn.countDown();
            assertEquals(true, first.get());
            assertEquals(true, second.get());
        }
        assertEquals(0, lanes.size());
    }

    @Test
    void inALaneOneComesAfterTheOther() throws Exception {
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        var all = new ArrayList<Future<Integer>>();
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < WORKERS; n++) {
                all.add(
                        workers.submit(() ->
                                lanes.in(
                                        acme,
                                        () -> {
                                            most.accumulateAndGet(
                                                    inside.incrementAndGet(), Math::max);
                                            LockSupport.parkNanos(1);
                                            return inside.decrementAndGet();
                                        })));
            }
        }
        for (var one : all) {
            assertEquals(0, one.get());
        }

        assertEquals(1, most.get());
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }
}
