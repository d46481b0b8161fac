package muster.agent;

import java.util.Optional;

/** Results of scans that the hub will never have: how many, and why the last of them. */
final class Missed {
    private long results;
    private String why = "";

    synchronized void add(long more, String why) {
        results += more;
        this.why = why;
    }

    /** In a sentence; empty where there are none. */
    synchronized Optional<String> said() {
        return results == 0
                ? Optional.empty()
                : Optional.of("the hub will not have %,d results: %s".formatted(results, why));
    }
}
