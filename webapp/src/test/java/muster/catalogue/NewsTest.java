package muster.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import muster.database.TestDatabase;
import muster.matching.CannotTell;
import muster.matching.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What changed in the catalogue is told once it is committed, by whichever hub lives, to all. */
class NewsTest {
    private static final Duration WITHIN = Duration.ofSeconds(20);

    private final TestDatabase test = TestDatabase.fresh();
    private FeedFolder folder;
    private FeedHub hub;

    @BeforeEach
    void open(@TempDir Path path) throws IOException {
        folder = new FeedFolder(path);
        folder.lines("debian.jsonl", FeedFolder.RECORDS, "2.0-1");
        hub = new FeedHub(test, folder);
        hub.refreshed();
        folder.lines("debian.jsonl", FeedFolder.RECORDS - 1, "2.0-1");
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void aHubThatIsKilledBeforeItCouldTellTellsWhenItStartsAgain() {
        killedBeforeItTells();
        var again = new FeedHub(test, folder);

        again.refreshed();

        assertEquals(Set.of(changed()), again.changes.getLast().packages());
        again.refreshed();
        assertEquals(1, again.changes.size(), "told once");
    }

    @Test
    void aHubThatIsKilledWhileItTellsTellsAgain() {
        hub.catalogue.onChange(_ -> {
            throw new IllegalStateException("killed");
        });
        assertThrows(IllegalStateException.class, hub::refreshed);
        var again = new FeedHub(test, folder);

        again.refreshed();

        assertEquals(Set.of(changed()), again.changes.getLast().packages());
    }

    @Test
    void anotherHubTellsWhatAKilledOneCouldNot() throws InterruptedException {
        var other = new FeedHub(test, folder);
        other.catalogue.load();
        killedBeforeItTells();

        try (var follower = new Follower(test.database(), other.catalogue)) {
            follower.start();
            waitFor(other, 1);
        }
        assertEquals(Set.of(changed()), other.changes.getLast().packages());
    }

    @Test
    void theIndexOfAnotherHubFollows() throws InterruptedException {
        var other = new FeedHub(test, folder);
        other.catalogue.load();
        assertInstanceOf(Verdict.Affected.class, other.verdict("package-119", "1.0-1"));

        try (var follower = new Follower(test.database(), other.catalogue)) {
            follower.start();
            hub.refreshed();
            assertTrue(isCurrent(other, WITHIN));
        }
        assertEquals(new Verdict.Clean(0), other.verdict("package-119", "1.0-1"));
        assertEquals(List.of(), other.changes, "the hub that imported has told");
    }

    @Test
    void anIndexThatIsBehindIsNotCurrent() throws InterruptedException {
        var other = new FeedHub(test, folder);
        assertFalse(isCurrent(other, Duration.ZERO), "nothing is loaded");
        assertInstanceOf(CannotTell.class, other.verdict("package-119", "1.0-1"));
        other.catalogue.load();
        assertTrue(isCurrent(other, Duration.ZERO));

        hub.refreshed();

        assertFalse(isCurrent(other, Duration.ZERO));
        other.catalogue.follow();
        assertTrue(isCurrent(other, Duration.ZERO));
    }

    @Test
    void whileOneHubImportsAnotherNeitherImportsNorTells() throws InterruptedException {
        var imported = new CountDownLatch(1);
        var other = new FeedHub(test, folder);
        Thread importing;

        try (var follower = new Follower(test.database(), other.catalogue)) {
            var started = new CountDownLatch(1);
            importing =
                    Thread.ofPlatform()
                            .start(() ->
                                    test.database()
                                            .alone(
                                                    Feeds.ALONE,
                                                    () -> {
                                                        killedBeforeItTells();
                                                        started.countDown();
                                                        await(imported);
                                                    }));
            started.await();
            follower.start();
            Thread.sleep(Follower.POLL.multipliedBy(2));
        }
        assertEquals(List.of(), other.changes);
        imported.countDown();
        importing.join();
        other.refreshed();
        assertEquals(1, other.changes.size());
    }

    private static Change.Named changed() {
        return new Change.Named("Debian:12", "package-119");
    }

    /** What an import does until its last commit. */
    private void killedBeforeItTells() {
        var rows = new FeedRows(test.database(), java.time.Clock.systemUTC());
        try {
            var file = FeedFile.of(folder.path().resolve("debian.jsonl"));
            new Imports(test.database(), rows).of(file, "test");
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private boolean isCurrent(FeedHub one, Duration within) {
        return test.database()
                .inTenant(
                        test.acme(),
                        () -> {
                            try {
                                return one.catalogue.awaitCurrent(within);
                            } catch (InterruptedException stopped) {
                                throw new IllegalStateException(stopped);
                            }
                        });
    }

    private static void waitFor(FeedHub one, int changes) throws InterruptedException {
        var end = System.nanoTime() + WITHIN.toNanos();
        while (one.changes.size() < changes && System.nanoTime() < end) {
            Thread.sleep(50);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
