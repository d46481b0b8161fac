package muster.scanner;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import muster.wire.Target;

/** How far a scan is: a bar on a terminal, a line a minute in a log. */
final class Progress {
    private static final int BAR_CHARACTERS = 24;
    private static final Duration LINE_EVERY = Duration.ofMinutes(1);
    private static final Duration BAR_EVERY = Duration.ofMillis(200);

    private final String site;
    private final long targets;
    private final PrintStream out;
    private final boolean terminal;
    private final LongSupplier nanos;
    private final long beginNanos;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private long shownNanos;

    /**
     * Begins to count.
     *
     * @param terminal whether somebody watches
     * @param nanos a clock that only goes forward
     */
    Progress(Site site, PrintStream out, boolean terminal, LongSupplier nanos) {
        this.site = site.name();
        this.targets = site.addresses().count().longValueExact();
        this.out = out;
        this.terminal = terminal;
        this.nanos = nanos;
        beginNanos = nanos.getAsLong();
        shownNanos = beginNanos;
    }

    void done(Target.Result result) {
        done.incrementAndGet();
        if (result == Target.Result.ANSWERED) {
            answered.incrementAndGet();
        }
        showIfDue();
    }

    private synchronized void showIfDue() {
        long now = nanos.getAsLong();
        if (now - shownNanos >= (terminal ? BAR_EVERY : LINE_EVERY).toNanos()) {
            shownNanos = now;
            if (terminal) {
                out.print("\r" + bar() + text() + "\u001b[K");
                out.flush();
            } else {
                out.println(text());
            }
        }
    }

    /** The last word of it. */
    synchronized void end() {
        out.println((terminal ? "\r" + bar() : "") + text() + (terminal ? "\u001b[K" : ""));
    }

    private String bar() {
        int full = targets == 0 ? 0 : (int) (BAR_CHARACTERS * done.get() / targets);
        return "[" + "#".repeat(full) + "-".repeat(BAR_CHARACTERS - full) + "] ";
    }

    private String text() {
        double seconds = (nanos.getAsLong() - beginNanos) / 1e9;
        double rate = seconds > 0 ? done.get() / seconds : 0;
        var left = done.get() >= targets ? "done" : rate > 0 ? left(rate) : "";
        return String.format(
                Locale.ROOT,
                "%s: %,d of %,d, %,d answered, %.1f devices/s, %s",
                site,
                done.get(),
                targets,
                answered.get(),
                rate,
                left);
    }

    private String left(double rate) {
        long seconds = (long) ((targets - done.get()) / rate);
        return String.format(Locale.ROOT, "%d:%02d left", seconds / 60, seconds % 60);
    }
}
