package muster.web;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The bytes of large bodies that are in memory just now, so that they never fill it. Strangers,
 * collectors that have yet to prove who they are, and who is known have a part each, and each of
 * them at most so much of it: nobody keeps others from reporting.
 */
final class BytesUnderWay {
    /** Of each body are not counted: most forms and commands are smaller. */
    static final int FREE_BYTES = 64 * 1024;

    private static final int MIB = 1024 * 1024;

    /** While it is read and shown, a paste is there several times over. */
    static final int STRANGERS_BYTES_MAX = 24 * MIB;

    /** One paste of the largest kind, so that whoever drips bytes shuts out only themselves. */
    static final int STRANGER_BYTES_MAX = 9 * MIB;

    static final int KNOWN_BYTES_MAX = 40 * MIB;

    /** Two of the largest bodies of an organization, or of a person. */
    static final int KNOWN_ONE_BYTES_MAX = 18 * MIB;

    private static final Duration WAIT_MAX = Duration.ofSeconds(2);
    private static final int RETRY_SECONDS = 5;

    private final Part strangers = new Part(STRANGERS_BYTES_MAX, STRANGER_BYTES_MAX);
    private final Part claimed = new Part(STRANGERS_BYTES_MAX, STRANGER_BYTES_MAX);
    private final Part known = new Part(KNOWN_BYTES_MAX, KNOWN_ONE_BYTES_MAX);

    /** What all of a kind share, and how much of it each has. */
    private static final class Part {
        private final Semaphore all;
        private final int oneMax;
        private final Map<String, Integer> ofEach = new HashMap<>();

        Part(int allMax, int oneMax) {
            this.all = new Semaphore(allMax, true);
            this.oneMax = oneMax;
        }

        void take(String who, int more) {
            count(who, more);
            boolean taken = false;
            try {
                taken = all.tryAcquire(more, WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
            if (!taken) {
                count(who, -more);
                throw busy();
            }
        }

        void give(String who, int held) {
            count(who, -held);
            all.release(held);
        }

        private synchronized void count(String who, int more) {
            var sum = ofEach.getOrDefault(who, 0) + more;
            if (sum > oneMax) {
                throw busy();
            } else if (sum == 0) {
                ofEach.remove(who);
            } else {
                ofEach.put(who, sum);
            }
        }
    }

    /** What one request has of it, until it is answered. */
    static final class Share implements AutoCloseable {
        private final Part part;
        private final String who;
        private int held;

        private Share(Part part, String who) {
            this.part = part;
            this.who = who;
        }

        /** Makes room for so many bytes in all; waits a little, then refuses. */
        void cover(long size) {
            var more = Math.toIntExact(size - FREE_BYTES) - held;
            if (more > 0) {
                part.take(who, more);
                held += more;
            }
        }

        @Override
        public void close() {
            part.give(who, held);
            held = 0;
        }
    }

    /** The same of somebody whom only their address tells from others. */
    Share ofStranger(String address) {
        return new Share(strangers, Addresses.group(address));
    }

    /** Of a collector that names its key, which is no secret. */
    Share ofClaimed(UUID collector) {
        return new Share(claimed, collector.toString());
    }

    /** Of an organization's collectors and programs, or of a person. */
    Share ofKnown(UUID who) {
        return new Share(known, who.toString());
    }

    private static Problem busy() {
        return Problem.busy("much is being sent just now: try again soon", RETRY_SECONDS);
    }
}
