package muster.scanner.http;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Closes what takes too long: who sends a byte now and then is never late for any one read. */
final class Cutter implements AutoCloseable {
    private final ScheduledThreadPoolExecutor clock;

    Cutter() {
        clock =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("http time limit").factory());
        clock.setRemoveOnCancelPolicy(true);
    }

    /** What is under a time limit; closing it in time is no harm. */
    interface Limited extends AutoCloseable {
        @Override
        void close();
    }

    /** Closes the connection after so long, unless it is done before. */
    Limited after(Duration most, Closeable connection) {
        var cut = clock.schedule(() -> quietly(connection), most.toMillis(), TimeUnit.MILLISECONDS);
        return () -> cut.cancel(false);
    }

    private static void quietly(Closeable connection) {
        try {
            connection.close();
        } catch (IOException e) {
            // It is as good as closed.
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
