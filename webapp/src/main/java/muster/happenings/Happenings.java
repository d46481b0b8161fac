package muster.happenings;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import muster.database.Database;
import muster.database.Sql;
import muster.tenancy.Tenant;
import org.jspecify.annotations.Nullable;

/**
 * The outbox: a happening is a row written with the change that caused it, so neither is there
 * without the other. Once committed, its listener runs inside the same organization, again and
 * again until it succeeds; listeners must therefore be repeatable.
 */
public final class Happenings implements AutoCloseable {
    private static final int THREADS = 2;
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration SHUTDOWN_MAX = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofSeconds(10);

    private final Database database;
    private final Clock clock;
    private final List<Task<?>> tasks = new ArrayList<>();
    private @Nullable Scheduler scheduler;

    public Happenings(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Lets the listener act on every happening of this kind. Called while wiring, before start. */
    public void on(Happening.Kind kind, Consumer<Happening> listener) {
        tasks.add(
                Tasks.oneTime(kind.word(), String.class)
                        .onFailure(new FailureHandler.OnFailureRetryLater<>(RETRY))
                        .execute(
                                (instance, context) -> handle(kind, instance.getData(), listener)));
    }

    /** Runs this every so often, on one hub only. */
    public void every(Duration interval, String name, Runnable work) {
        tasks.add(
                Tasks.recurring(name, FixedDelay.of(interval))
                        .execute((instance, context) -> work.run()));
    }

    /** Writes the happening down in the current transaction. */
    public void record(Happening happening) {
        database.run(
                Sql.of(
                        """
                        insert into scheduled_tasks
                            (task_name, task_instance, task_data, execution_time, picked, version)
                        values (?, ?, ?, ?, false, 1)
                        """,
                        happening.kind().word(),
                        UUID.randomUUID().toString(),
                        TEXT.serialize(database.tenant() + "/" + happening.subject()),
                        clock.instant()));
        database.afterCommit(this::look);
    }

    public void start() {
        var recurring =
                tasks.stream()
                        .filter(RecurringTask.class::isInstance)
                        .map(RecurringTask.class::cast)
                        .toList();
        var others = tasks.stream().filter(task -> !recurring.contains(task)).toList();
        var started =
                Scheduler.create(database.jobs(), new ArrayList<>(others))
                        .startTasks(new ArrayList<>(recurring))
                        .serializer(TEXT)
                        .threads(THREADS)
                        .pollingInterval(POLL)
                        .shutdownMaxWait(SHUTDOWN_MAX)
                        .build();
        started.start();
        scheduler = started;
    }

    @Override
    public void close() {
        if (scheduler != null) {
            scheduler.stop();
        }
    }

    private void look() {
        if (scheduler != null) {
            scheduler.triggerCheckForDueExecutions();
        }
    }

    private void handle(Happening.Kind kind, String data, Consumer<Happening> listener) {
        var slash = data.indexOf('/');
        var tenant = new Tenant(UUID.fromString(data.substring(0, slash)));
        var happening = new Happening(kind, UUID.fromString(data.substring(slash + 1)));
        database.inTenant(
                tenant,
                () -> {
                    listener.accept(happening);
                    return kind;
                });
    }

    // A job's data is text, never a serialised object: what is read back can only be text.
    private static final Serializer TEXT =
            new Serializer() {
                @Override
                public byte[] serialize(@Nullable Object data) {
                    return data == null
                            ? new byte[0]
                            : data.toString().getBytes(StandardCharsets.UTF_8);
                }

                @Override
                public <T> T deserialize(Class<T> type, byte[] data) {
                    return type.cast(new String(data, StandardCharsets.UTF_8));
                }
            };
}
