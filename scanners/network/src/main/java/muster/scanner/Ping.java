package muster.scanner;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;

/** Asks an address whether it is there, where this user may send ICMP. */
final class Ping implements AutoCloseable {
    /** Each blocks a thread of the system. */
    private static final int AT_ONCE_MAX = 64;

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Pattern CAPABILITIES =
            Pattern.compile("(?m)^CapEff:\\s*([0-9a-f]{1,16})$");

    /** CAP_NET_RAW of capabilities(7). */
    private static final long RAW_SOCKETS = 1L << 13;

    private final boolean permitted;
    private final Duration patience;
    private final Semaphore free = new Semaphore(AT_ONCE_MAX);
    private final ExecutorService threads =
            Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("ping-", 0).factory());

    Ping(Duration patience) {
        permitted = isPermitted();
        this.patience = patience;
    }

    /**
     * Whether this process may open raw sockets: for others Java asks TCP port 7 instead, of which
     * nobody was told.
     */
    private static boolean isPermitted() {
        try {
            return isPermitted(Files.readString(STATUS));
        } catch (IOException e) {
            return false;
        }
    }

    /** As the kernel says it; root in a container often may not. */
    static boolean isPermitted(String status) {
        var capabilities = CAPABILITIES.matcher(status);
        return capabilities.find()
                && (Long.parseUnsignedLong(capabilities.group(1), 16) & RAW_SOCKETS) != 0;
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
