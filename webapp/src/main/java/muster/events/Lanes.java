package muster.events;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import muster.tenancy.Tenant;

/**
 * One lane for each organization: what is done in it is done one after the other. Work that takes a
 * processor for milliseconds would let a flood of one organization take all of them.
 */
final class Lanes {
    private final ConcurrentHashMap<Tenant, Lane> lanes = new ConcurrentHashMap<>();

    private static final class Lane {
        final ReentrantLock lock = new ReentrantLock(true);
        int users;
    }

    /** Does this when all who came before in this organization's lane are done. */
    <T> T in(Tenant tenant, Supplier<T> work) {
        var lane = enter(tenant);
        lane.lock.lock();
        try {
            return work.get();
        } finally {
            lane.lock.unlock();
            leave(tenant);
        }
    }

    private Lane enter(Tenant tenant) {
        return lanes.compute(
                tenant,
                (_, before) -> {
                    var lane = before == null ? new Lane() : before;
                    lane.users++;
                    return lane;
                });
    }

    private void leave(Tenant tenant) {
        lanes.computeIfPresent(tenant, (_, lane) -> --lane.users == 0 ? null : lane);
    }

    /** Organizations that have somebody in their lane. */
    int size() {
        return lanes.size();
    }
}
