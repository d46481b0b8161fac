package muster.scanner.ssh;

import java.time.Duration;

/** When something is over, whoever else is slow. */
record Deadline(long nanos) {
    static Deadline in(Duration left) {
        return new Deadline(System.nanoTime() + left.toNanos());
    }

    /** A part of this that may take so long. */
    Deadline within(Duration most) {
        return new Deadline(
                Math.min(nanos - System.nanoTime(), most.toNanos()) + System.nanoTime());
    }

    /** Never negative. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }

    boolean isOver() {
        return nanos - System.nanoTime() <= 0;
    }
}
