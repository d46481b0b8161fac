package muster.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * All the time that something may take. What sends a byte now and then, or reads none, is never
 * late for any one of them.
 */
final class TimeLimit implements AutoCloseable {
    private final Duration most;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean over;

    /**
     * Begins now.
     *
     * @param end ends what takes longer; called by another thread, at most once
     */
    TimeLimit(Duration most, Runnable end) {
        this.most = most;
        var thread = new Thread(() -> await(end), "time limit");
        thread.setDaemon(true);
        thread.start();
    }

    private void await(Runnable end) {
        try {
            if (!done.await(most.toMillis(), TimeUnit.MILLISECONDS)) {
                over = true;
                end.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Goes on only while there is time.
     *
     * @throws IOException there is none
     */
    void check() throws IOException {
        if (over) {
            throw new IOException("it took longer than %,d s".formatted(most.toSeconds()));
        }
    }

    @Override
    public void close() {
        done.countDown();
    }
}
