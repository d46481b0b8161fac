package muster.scanner.ssh;

import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;

/** Where a channel's bytes arrive, and one waits for them; never more than it has room for. */
final class Inbox extends OutputStream {
    /** What is sent beside text: pagers, colours, and blanks that end lines. */
    private static final int BYTES_PER_KEPT_BYTE = 4;

    private static final int BYTES_MIN = 64 * 1024;

    /** Why waiting ended. */
    enum Wait {
        /** What was waited for is there. */
        THERE,
        /** It did not come in time. */
        LATE,
        /** The device ended the channel or the connection. */
        GONE,
        /** The device says more than anybody asked for. */
        FLOOD
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Screen screen;
    private long bytesLeft;
    private long lastNanos = System.nanoTime();
    private boolean ended;

    Inbox(int bytesMax) {
        screen = new Screen(bytesMax);
        bytesLeft = room(bytesMax);
    }

    private static long room(int bytesMax) {
        return BYTES_MIN + (long) BYTES_PER_KEPT_BYTE * bytesMax;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        lock.lock();
        try {
            bytesLeft -= length;
            if (bytesLeft >= 0) {
                screen.read(bytes, from, length);
            }
            lastNanos = System.nanoTime();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Begins with an empty screen. */
    void clear(int bytesMax) {
        lock.lock();
        try {
            screen = new Screen(bytesMax);
            bytesLeft = room(bytesMax);
        } finally {
            lock.unlock();
        }
    }

    /** Throws away what was asked and is answered now. */
    void forgetLine() {
        lock.lock();
        try {
            screen.forgetLine();
        } finally {
            lock.unlock();
        }
    }

    /** What is seen of it now. */
    <T> T look(Function<Screen, T> seen) {
        lock.lock();
        try {
            return seen.apply(screen);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for what is wanted.
     *
     * @param quiet how long nothing else may have come since, so that half an answer is not taken
     *     for the whole
     */
    Wait await(Predicate<Screen> wanted, Duration quiet, Deadline deadline)
            throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                long silent = System.nanoTime() - lastNanos;
                boolean there = wanted.test(screen);
                if (there && (ended || silent >= quiet.toNanos())) {
                    return Wait.THERE;
                }
                if (bytesLeft < 0) {
                    return Wait.FLOOD;
                }
                if (ended) {
                    return Wait.GONE;
                }
                long left = deadline.left().toNanos();
                if (left == 0) {
                    return Wait.LATE;
                }
                changed.await(
                        there ? Math.min(left, quiet.toNanos() - silent) : left,
                        TimeUnit.NANOSECONDS);
            }
        } finally {
            lock.unlock();
        }
    }
}
