package muster.agent.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * How much of a processor the agent takes while it looks at its machine: after each piece of work
 * it rests for so long that on the whole it stays within its share.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>
 */
final class Budget {
    private static final Path STAT = Path.of("/proc/self/stat");

    /** USER_HZ, which is 100 on every Linux that people run. */
    private static final long TICK_MILLIS = 10;

    private static final Duration REST_MAX = Duration.ofSeconds(30);

    private final int percent;
    private final InstantSource clock;
    private final Consumer<Duration> rest;
    private long usedBefore;
    private long before;

    /**
     * @param percent of one processor, 100 for no limit
     */
    Budget(int percent, InstantSource clock, Consumer<Duration> rest) {
        this.percent = percent;
        this.clock = clock;
        this.rest = rest;
    }

    void begin() {
        usedBefore = usedMillis();
        before = clock.millis();
    }

    /** Rests as long as the work since {@link #begin} asks for. */
    void pause() {
        long owed = owedMillis(usedMillis() - usedBefore, clock.millis() - before);
        if (owed > 0) {
            rest.accept(Duration.ofMillis(Math.min(owed, REST_MAX.toMillis())));
        }
        begin();
    }

    /** How long to rest after so much work in so much time. */
    long owedMillis(long usedMillis, long passedMillis) {
        return usedMillis * 100 / percent - passedMillis;
    }

    /** Of this process so far; 0 where the system does not tell. */
    static long usedMillis() {
        try {
            var stat = Files.readString(STAT, StandardCharsets.ISO_8859_1);
            // The name in brackets may hold spaces and brackets; the times are 12 fields after it.
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK_MILLIS;
        } catch (IOException | RuntimeException notTold) {
            return 0;
        }
    }
}
