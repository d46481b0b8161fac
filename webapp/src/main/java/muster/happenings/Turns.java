package muster.happenings;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import muster.tenancy.Tenant;

/**
 * Whose turn it is: every organization that waits is served once before any is served again, and
 * none by all threads at once, so that one organization's flood does not keep the others waiting.
 */
final class Turns {
    /** Of one organization; less than the threads there are, so that one is left for the others. */
    static final int AT_ONCE_MAX = 2;

    private final Supplier<List<Tenant>> waiting;
    private final Deque<Tenant> line = new ArrayDeque<>();
    private final Map<Tenant, Integer> served = new HashMap<>();

    /**
     * @param waiting looks up who waits, whenever all who did have had their turn
     */
    Turns(Supplier<List<Tenant>> waiting) {
        this.waiting = waiting;
    }

    /** The organization to serve now; whoever asks says {@link #over} afterwards. */
    synchronized Optional<Tenant> next() {
        if (line.isEmpty()) {
            line.addAll(waiting.get());
        }
        while (!line.isEmpty()) {
            var tenant = line.remove();
            if (served.getOrDefault(tenant, 0) < AT_ONCE_MAX) {
                served.merge(tenant, 1, Integer::sum);
                return Optional.of(tenant);
            }
        }
        return Optional.empty();
    }

    synchronized void over(Tenant tenant) {
        served.computeIfPresent(tenant, (_, times) -> times == 1 ? null : times - 1);
    }
}
