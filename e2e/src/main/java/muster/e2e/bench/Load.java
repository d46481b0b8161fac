package muster.e2e.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Requests that go to a hub from many connections at once for a while; each connection sends its
 * next when the last was answered.
 */
final class Load {
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final List<Double> millis = Collections.synchronizedList(new ArrayList<>());
    private final long pauseNanos;
    private final boolean paced;
    private double seconds;

    private Load(Duration pause, boolean paced) {
        this.pauseNanos = pause.toNanos();
        this.paced = paced;
    }

    /**
     * At a pace that does not depend on the answers.
     *
     * @param pause between two requests of a connection, from when the first was due; none where
     *     the next follows at once
     */
    Load(Duration pause) {
        this(pause, !pause.isZero());
    }

    /** Each connection waits for its answer, then so long, and sends its next. */
    static Load closedLoop(Duration pause) {
        return new Load(pause, false);
    }

    /** How long it took in the end, which at a pace may be longer than was asked for. */
    double seconds() {
        return seconds;
    }

    /** Requests that were answered with 2xx. */
    long answered() {
        return answered.get();
    }

    /** Those that were refused: 429 and 503. */
    long refused() {
        return refused.get();
    }

    /** From when each request was due until it was answered. */
    List<Double> millis() {
        synchronized (millis) {
            return List.copyOf(millis);
        }
    }

    /** Sends until the time is over; each maker of requests has a connection of its own. */
    void run(URI hub, List<? extends Supplier<byte[]>> makers, Duration time) throws IOException {
        long start = System.nanoTime();
        long end = start + time.toNanos();
        var threads = new ArrayList<Thread>();
        var failures = Collections.synchronizedList(new ArrayList<IOException>());
        for (int n = 0; n < makers.size(); n++) {
            var maker = makers.get(n);
            long delay = pauseNanos * n / makers.size();
            threads.add(
                    Thread.ofPlatform()
                            .daemon()
                            .start(() -> {
                                try (var channel = new Channel(hub)) {
                                    send(channel, maker, System.nanoTime() + delay, end);
                                } catch (IOException failure) {
                                    failures.add(failure);
                                }
                            }));
        }
        for (var thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException stopping) {
                throw new IOException("interrupted", stopping);
            }
        }
        seconds = (System.nanoTime() - start) / 1e9;
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }

    private void send(Channel channel, Supplier<byte[]> maker, long first, long end)
            throws IOException {
        for (long due = first; due < end; due = next(due)) {
            sleepUntil(due);
            int status = channel.send(maker.get());
            millis.add((System.nanoTime() - due) / 1e6);
            if (status / 100 == 2) {
                answered.incrementAndGet();
            } else if (status == 429 || status == 503) {
                refused.incrementAndGet();
            } else {
                throw new IOException("answered " + status);
            }
        }
    }

    private long next(long due) {
        return (paced ? due : System.nanoTime()) + pauseNanos;
    }

    private static void sleepUntil(long due) {
        long left = due - System.nanoTime();
        if (left > 0) {
            java.util.concurrent.locks.LockSupport.parkNanos(left);
        }
    }

    /** Processor time of this process, in nanoseconds. */
    static long ownNanos() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime();
    }
}
