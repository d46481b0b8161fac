package muster.happenings;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import muster.database.Database;
import muster.tenancy.Tenant;
import org.jspecify.annotations.Nullable;

/**
 * The outbox: a happening is a row written with the change that caused it, so neither is there
 * without the other. Once committed, its listener runs inside the same organization, and what the
 * listener does is committed together with the row's removal. One that fails is tried again, ever
 * later, and at last set aside.
 */
public final class Happenings implements AutoCloseable {
    /** One more than one organization ever gets. */
    private static final int THREADS = Turns.AT_ONCE_MAX + 1;

    /** How many happenings of an organization are handled before it is another's turn. */
    private static final int A_TURN = 10;

    private static final int RECURRING_THREADS = 2;
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration DATABASE_AWAY_PAUSE = Duration.ofSeconds(10);
    private static final Duration SHUTDOWN_MAX = Duration.ofSeconds(5);
    private static final System.Logger LOG = System.getLogger(Happenings.class.getName());

    private final Database database;
    private final Clock clock;
    private final Backlog backlog;
    private final Turns turns;
    private final Map<Happening.Kind, Consumer<Happening>> listeners =
            new EnumMap<>(Happening.Kind.class);
    private final List<RecurringTask<?>> recurring = new ArrayList<>();
    private final Semaphore news = new Semaphore(0);
    private final ExecutorService threads =
            Executors.newFixedThreadPool(
                    THREADS, Thread.ofPlatform().daemon().name("happenings-", 1).factory());
    private @Nullable Scheduler scheduler;

    public Happenings(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.backlog = new Backlog(database);
        this.turns = new Turns(() -> backlog.organizations(listeners.keySet(), clock.instant()));
    }

    /** Lets the listener act on every happening of this kind. Called while wiring, before start. */
    public void on(Happening.Kind kind, Consumer<Happening> listener) {
        listeners.put(kind, listener);
    }

    /** Runs this every so often, on one hub only. */
    public void every(Duration interval, String name, Runnable work) {
        recurring.add(
                Tasks.recurring(name, FixedDelay.of(interval))
                        .execute((instance, context) -> work.run()));
    }

    /** Writes the happening down in the current transaction. */
    public void record(Happening happening) {
        backlog.add(happening, clock.instant());
        database.afterCommit(this::look);
    }

    /** Forgets all that nobody has acted on in the current organization. */
    public void forget() {
        backlog.clear();
    }

    /**
     * Begins to listen. What was set aside gets one more attempt: this hub may know better than the
     * one before.
     */
    public void start() {
        var back = backlog.bringBack(clock.instant());
        if (back > 0) {
            LOG.log(System.Logger.Level.INFO, "{0} happenings set aside are tried again", back);
        }
        for (var thread = 0; thread < THREADS; thread++) {
            threads.execute(this::listen);
        }
        var started =
                Scheduler.create(database.jobs())
                        .startTasks(recurring)
                        .threads(RECURRING_THREADS)
                        .pollingInterval(POLL)
                        .shutdownMaxWait(SHUTDOWN_MAX)
                        .build();
        started.start();
        scheduler = started;
    }

    @Override
    public void close() {
        threads.shutdown();
        news.release(THREADS);
        if (scheduler != null) {
            scheduler.stop();
        }
        try {
            if (!threads.awaitTermination(SHUTDOWN_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException hurry) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    // Only a hint, which may come too often: whoever hears it looks at the table.
    private void look() {
        if (news.availablePermits() < THREADS) {
            news.release();
        }
    }

    private void listen() {
        while (!threads.isShutdown()) {
            try {
                if (!turn()) {
                    pause(POLL);
                }
            } catch (RuntimeException away) {
                LOG.log(System.Logger.Level.WARNING, "happenings wait: {0}", away.getMessage());
                pause(DATABASE_AWAY_PAUSE);
            }
        }
    }

    private void pause(Duration longest) {
        try {
            var _ = news.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Serves one organization for a while; false where there is nothing to do now. */
    boolean turn() {
        var next = turns.next();
        if (next.isEmpty()) {
            return false;
        }
        var tenant = next.get();
        try {
            var handled = 0;
            while (handled < A_TURN && !threads.isShutdown() && handleOne(tenant)) {
                handled++;
            }
            return handled > 0;
        } finally {
            turns.over(tenant);
        }
    }

    private boolean handleOne(Tenant tenant) {
        var taken = new AtomicReference<Backlog.@Nullable Waiting>();
        try {
            return database.inTenant(
                    tenant,
                    () -> {
                        var waiting = backlog.take(listeners.keySet(), clock.instant());
                        waiting.ifPresent(it -> {
                            taken.set(it);
                            handle(it.happening());
                        });
                        return waiting.isPresent();
                    });
        } catch (RuntimeException | StackOverflowError failure) {
            var failed = taken.get();
            if (failed == null) {
                throw failure;
            }
            postpone(tenant, failed, failure);
            return true;
        }
    }

    private void handle(Happening happening) {
        var listener = listeners.get(happening.kind());
        if (listener == null) {
            throw new IllegalStateException("nobody listens to " + happening.kind());
        }
        listener.accept(happening);
    }

    private void postpone(Tenant tenant, Backlog.Waiting failed, Throwable cause) {
        var now = clock.instant();
        var next = Backoff.next(failed.attempts() + 1, now);
        database.inTenant(
                tenant,
                () -> {
                    next.ifPresentOrElse(
                            at -> backlog.again(failed, at, cause),
                            () -> backlog.setAside(failed, now, cause));
                    return failed;
                });
        if (failed.attempts() == 0) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} failed, to be tried again: {1}",
                    what(tenant, failed),
                    cause.toString());
        } else if (next.isEmpty()) {
            LOG.log(System.Logger.Level.ERROR, what(tenant, failed) + " is set aside", cause);
        }
    }

    private static String what(Tenant tenant, Backlog.Waiting failed) {
        return "%s of organization %s (%s, attempt %d)"
                .formatted(
                        failed.happening().kind().word(),
                        tenant,
                        failed.happening().subject(),
                        failed.attempts() + 1);
    }
}
