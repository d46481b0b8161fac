package muster.events;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import muster.database.Database;
import muster.tenancy.Tenant;
import org.jspecify.annotations.Nullable;

/**
 * Queues in memory, one for each organization, and a few writers that take from them in turns. What
 * waits is committed together; who sends waits for the commit. An organization is in the hands of
 * one writer at a time, so that a flood of one leaves the others to the others.
 */
public final class LocalSink implements EventSink {
    private static final System.Logger LOG = System.getLogger(LocalSink.class.getName());
    private static final int WRITERS = 2;

    /** Few enough that whoever comes next need not wait long, enough to share one commit. */
    private static final int EVENTS_A_COMMIT = 1_000;

    /** Of what waits, as it was sent: it takes a few times as much memory. */
    private static final long BYTES_MAX = 24L * 1024 * 1024;

    private static final long BYTES_OF_ONE_MAX = 10L * 1024 * 1024;
    private static final long CLOSE_MILLIS_MAX = 10_000;

    private final EventWriter writer;
    private final List<Thread> writers;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Map<Tenant, Line> lines = new HashMap<>();

    /** Organizations that have something waiting and are in nobody's hands, in order. */
    private final Deque<Tenant> round = new ArrayDeque<>();

    private long bytes;
    private boolean closed;

    /** What waits of one organization. */
    private static final class Line {
        final Deque<Waiting> waiting = new ArrayDeque<>();
        long bytes;
        int batches;
        boolean inHands;
    }

    private record Waiting(Batch batch, CompletableFuture<Receipt> receipt) {}

    public LocalSink(Database database, EventDays days) {
        writer = new EventWriter(database, days);
        writers =
                IntStream.rangeClosed(1, WRITERS)
                        .mapToObj(n ->
                                Thread.ofPlatform()
                                        .name("events-writer-" + n)
                                        .daemon()
                                        .start(this::writeOn))
                        .toList();
    }

    @Override
    public Receipt accept(Batch batch) {
        var waiting = new Waiting(batch, new CompletableFuture<>());
        enqueue(waiting);
        try {
            return waiting.receipt().join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException why ? why : failed;
        }
    }

    private void enqueue(Waiting waiting) {
        lock.lock();
        try {
            var size = waiting.batch().lines().bytes();
            var line = lines.getOrDefault(waiting.batch().tenant(), new Line());
            if (closed) {
                throw new Full("the hub is stopping");
            } else if (bytes > 0 && bytes + size > BYTES_MAX) {
                throw new Full("too many events wait to be written");
            } else if (line.bytes > 0 && line.bytes + size > BYTES_OF_ONE_MAX) {
                throw new Full("too many events of this organization wait to be written");
            }
            lines.put(waiting.batch().tenant(), line);
            bytes += size;
            line.bytes += size;
            line.batches++;
            line.waiting.add(waiting);
            if (!line.inHands && line.waiting.size() == 1) {
                round.add(waiting.batch().tenant());
                work.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Batches that are not yet written. */
    int waiting() {
        lock.lock();
        try {
            return lines.values().stream().mapToInt(line -> line.batches).sum();
        } finally {
            lock.unlock();
        }
    }

    private void writeOn() {
        for (var group = next(); !group.isEmpty(); group = next()) {
            try {
                write(group);
            } catch (RuntimeException | Error failure) {
                LOG.log(System.Logger.Level.ERROR, "a writer of events", failure);
                group.forEach(one -> one.receipt().completeExceptionally(failure));
            } finally {
                done(group);
            }
        }
    }

    /** What to write next, which is then in this writer's hands; empty when all is over. */
    private List<Waiting> next() {
        lock.lock();
        try {
            while (round.isEmpty() && !closed) {
                work.awaitUninterruptibly();
            }
            return group();
        } finally {
            lock.unlock();
        }
    }

    /** One batch of each in turn, and again, until there is enough for one commit. */
    private List<Waiting> group() {
        var group = new ArrayList<Waiting>();
        var again = new ArrayDeque<Tenant>();
        int events = 0;
        Waiting one = first(round.isEmpty() ? again : round);
        while (one != null && (group.isEmpty() || events + one.batch().size() <= EVENTS_A_COMMIT)) {
            var tenant = (round.isEmpty() ? again : round).remove();
            var line = line(tenant);
            group.add(line.waiting.remove());
            events += one.batch().size();
            line.inHands = true;
            if (!line.waiting.isEmpty()) {
                again.add(tenant);
            }
            one = first(round.isEmpty() ? again : round);
        }
        return group;
    }

    private @Nullable Waiting first(Deque<Tenant> tenants) {
        return tenants.isEmpty() ? null : line(tenants.element()).waiting.element();
    }

    private Line line(Tenant tenant) {
        var line = lines.get(tenant);
        if (line == null) {
            throw new IllegalStateException("nothing waits of " + tenant);
        }
        return line;
    }

    private void done(List<Waiting> group) {
        lock.lock();
        try {
            Set<Tenant> tenants = new LinkedHashSet<>();
            for (var one : group) {
                var size = one.batch().lines().bytes();
                var line = line(one.batch().tenant());
                bytes -= size;
                line.bytes -= size;
                line.batches--;
                tenants.add(one.batch().tenant());
            }
            for (var tenant : tenants) {
                letGo(tenant, line(tenant));
            }
        } finally {
            lock.unlock();
        }
    }

    private void letGo(Tenant tenant, Line line) {
        line.inHands = false;
        if (line.waiting.isEmpty()) {
            lines.remove(tenant);
        } else {
            round.add(tenant);
            work.signal();
        }
    }

    private void write(List<Waiting> group) {
        try {
            var outcomes = writer.write(group.stream().map(Waiting::batch).toList());
            group.forEach(one -> tell(one, outcomes.of(one.batch())));
        } catch (RuntimeException failure) {
            if (group.size() == 1) {
                group.getFirst().receipt().completeExceptionally(failure);
            } else if (failure instanceof Database.Failure database && isAway(database)) {
                group.forEach(one -> one.receipt().completeExceptionally(failure));
            } else {
                // One of them is at fault, and only that one shall fail.
                group.forEach(one -> write(List.of(one)));
            }
        }
    }

    /** The database itself is the trouble: trying one by one would only take longer. */
    private static boolean isAway(Database.Failure failure) {
        var state = failure.state();
        return state.isEmpty()
                || state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57");
    }

    private static void tell(Waiting one, EventWriter.Outcome outcome) {
        var altered = outcome.altered();
        if (altered != null) {
            one.receipt().completeExceptionally(altered);
        } else {
            one.receipt().complete(outcome.receipt());
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            work.signalAll();
        } finally {
            lock.unlock();
        }
        for (var thread : writers) {
            try {
                thread.join(CLOSE_MILLIS_MAX);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
