package muster.agent;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** What a collector says of itself: a line each, the last of them kept for its status page. */
public final class Journal {
    private static final int LINES_MAX = 20;

    private final Clock clock;
    private final Consumer<String> out;
    private final Deque<String> last = new ArrayDeque<>();
    private String before = "";

    public Journal(Clock clock, Consumer<String> out) {
        this.clock = clock;
        this.out = out;
    }

    /** Says a line, unless it is the one before again. */
    public synchronized void say(String what) {
        if (!what.equals(before)) {
            before = what;
            Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            var line = now + " " + what;
            if (last.size() == LINES_MAX) {
                last.removeFirst();
            }
            last.addLast(line);
            out.accept(line);
        }
    }

    /** Oldest first. */
    public synchronized List<String> lines() {
        return List.copyOf(last);
    }
}
