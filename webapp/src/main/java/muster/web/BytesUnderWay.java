package muster.web;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The bytes of large bodies that are in memory just now, so that they never fill it. Strangers have
 * a part of their own: they keep no collector from reporting.
 */
final class BytesUnderWay {
    /** Of each body are not counted: most forms and commands are smaller. */
    static final int FREE_BYTES = 64 * 1024;

    /** While it is read and shown, a paste is there several times over. */
    static final int STRANGERS_BYTES_MAX = 24 * 1024 * 1024;

    /** One paste of the largest kind, so that whoever drips bytes shuts out only themselves. */
    static final int STRANGER_BYTES_MAX = 9 * 1024 * 1024;

    static final int KNOWN_BYTES_MAX = 40 * 1024 * 1024;

    private static final Duration WAIT_MAX = Duration.ofSeconds(2);
    private static final int RETRY_SECONDS = 5;

    private final Semaphore strangers = new Semaphore(STRANGERS_BYTES_MAX, true);
    private final Semaphore known = new Semaphore(KNOWN_BYTES_MAX, true);
    private final Map<String, Integer> perStranger = new HashMap<>();

    /** What one request has of it, until it is answered. */
    static class Share implements AutoCloseable {
        private final Semaphore bytes;
        int held;

        private Share(Semaphore bytes) {
            this.bytes = bytes;
        }

        /** Makes room for so many bytes in all; waits a little, then refuses. */
        void cover(long size) {
            var more = Math.toIntExact(size - FREE_BYTES) - held;
            if (more > 0) {
                take(more);
            }
        }

        void take(int more) {
            try {
                if (!bytes.tryAcquire(more, WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw busy();
                }
                held += more;
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                throw busy();
            }
        }

        @Override
        public void close() {
            bytes.release(held);
            held = 0;
        }
    }

    /** The same of somebody whom only their address tells from others. */
    private final class StrangersShare extends Share {
        private final String address;

        StrangersShare(String address) {
            super(strangers);
            this.address = address;
        }

        @Override
        void take(int more) {
            count(address, more);
            try {
                super.take(more);
            } catch (Problem busy) {
                count(address, -more);
                throw busy;
            }
        }

        @Override
        public void close() {
            count(address, -held);
            super.close();
        }
    }

    Share ofStranger(String address) {
        return new StrangersShare(Addresses.group(address));
    }

    Share ofKnown() {
        return new Share(known);
    }

    private void count(String address, int more) {
        synchronized (perStranger) {
            var all = perStranger.getOrDefault(address, 0) + more;
            if (all > STRANGER_BYTES_MAX) {
                throw busy();
            } else if (all == 0) {
                perStranger.remove(address);
            } else {
                perStranger.put(address, all);
            }
        }
    }

    private static Problem busy() {
        return Problem.busy("much is being sent just now: try again soon", RETRY_SECONDS);
    }
}
