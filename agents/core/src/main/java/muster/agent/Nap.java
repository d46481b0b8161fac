package muster.agent;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A pause that others may end. */
final class Nap {
    private final Semaphore wakes = new Semaphore(0);

    /** Returns after this time, or at once where somebody called since the last one. */
    void take(Duration time) throws InterruptedException {
        if (wakes.tryAcquire(Math.max(1, time.toMillis()), TimeUnit.MILLISECONDS)) {
            wakes.drainPermits();
        }
    }

    void end() {
        wakes.release();
    }
}
