package muster.scanner;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** Asks an address whether it is there, where this user may send ICMP. */
final class Ping implements AutoCloseable {
    /** Each blocks a thread of the system. */
    private static final int AT_ONCE_MAX = 64;

    private final boolean permitted;
    private final Duration patience;
    private final Semaphore free = new Semaphore(AT_ONCE_MAX);
    private final ExecutorService threads =
            Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("ping-", 0).factory());

    Ping(Duration patience) {
        // For others Java asks TCP port 7 instead, of which nobody was told.
        permitted = "root".equals(System.getProperty("user.name"));
        this.patience = patience;
    }

    /** Whether it answered; where it cannot be asked now, it did not. */
    boolean answers(InetAddress address) throws InterruptedException {
        if (!permitted || !free.tryAcquire()) {
            return false;
        }
        try {
            return threads.submit(() -> isReachable(address)).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            free.release();
        }
    }

    private boolean isReachable(InetAddress address) {
        try {
            return address.isReachable((int) patience.toMillis());
        } catch (IOException unreachable) {
            return false;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
