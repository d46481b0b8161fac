package muster.catalogue;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import muster.database.Database;

/**
 * Keeps the index of this hub at what any hub of the same database has imported, and tells what one
 * that was killed had no time to tell.
 */
public final class Follower implements AutoCloseable {
    static final Duration POLL = Duration.ofSeconds(2);

    private static final System.Logger LOG = System.getLogger(Follower.class.getName());

    private final Database database;
    private final Catalogue catalogue;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("catalogue").factory());
    private boolean failing;

    public Follower(Database database, Catalogue catalogue) {
        this.database = database;
        this.catalogue = catalogue;
    }

    public void start() {
        var millis = POLL.toMillis();
        var _ = thread.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void look() {
        try {
            catalogue.follow();
            if (catalogue.hasNews()) {
                // Whoever imports has news all the time and tells them at the end.
                database.ifAlone(Feeds.ALONE, catalogue::tell);
            }
            failing = false;
        } catch (RuntimeException failure) {
            if (!failing) {
                LOG.log(System.Logger.Level.WARNING, "the catalogue stays as it is", failure);
            }
            failing = true;
        }
    }
}
