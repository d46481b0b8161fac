package muster.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import muster.database.Database;
import muster.events.EventSink.Altered;
import muster.events.EventSink.Full;
import muster.events.EventSink.Receipt;
import muster.tenancy.Tenant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many senders, few commits: nobody is acknowledged early, and nobody pays for another. */
class LocalSinkTest {
    private static final int SENDERS = 20;

    private Room room;
    private Tenant acme;
    private Tenant globex;
    private ExecutorService senders;

    @BeforeEach
    void open() {
        room = new Room();
        room.days.prepare();
        acme = room.test.acme();
        globex = room.test.globex();
        senders = Executors.newVirtualThreadPerTaskExecutor();
    }

    @AfterEach
    void close() {
        room.close();
        senders.close();
    }

    @Test
    void whatIsAcknowledgedIsThereAndSharesCommits() throws Exception {
        var sent = new ArrayList<Future<Receipt>>();
        try (var held = new Held("events_30")) {
            for (int n = 0; n < SENDERS; n++) {
                sent.add(send(room.batch(n % 2 == 0 ? acme : globex, "held " + n)));
            }
            held.awaitWriters(1);
            assertTrue(sent.stream().noneMatch(Future::isDone), "acknowledged before the commit");
        }
        for (var one : sent) {
            assertEquals(new Receipt(3, false), one.get());
        }

        assertEquals(SENDERS * 3, room.messages(acme).size() + room.messages(globex).size());
        var commits = room.administer("select count(distinct xmin::text) from events").getFirst();
        assertTrue(Integer.parseInt(commits) <= 6, commits + " commits");
    }

    @Test
    void aPoisonedBatchFailsAloneAndItsNeighboursDoNot() throws Exception {
        var stranger = room.collector(globex);
        var poisoned = new ArrayList<Future<Receipt>>();
        var sound = new ArrayList<Future<Receipt>>();
        try (var held = new Held("events_30")) {
            var first = send(room.batch(acme, "first"));
            held.awaitWriters(1);
            poisoned.add(send(room.batch(acme, stranger, 1, "poison")));
            sound.add(send(room.batch(acme, "beside")));
            sound.add(first);
        }

        var failed = assertThrows(ExecutionException.class, () -> poisoned.getFirst().get());
        assertTrue(failed.getCause() instanceof Database.Failure);
        for (var one : sound) {
            assertEquals(new Receipt(3, false), one.get());
        }
    }

    @Test
    void otherBytesOfAnAcknowledgedBatchAreRefused() {
        var collector = room.collector(acme);
        room.sink.accept(room.batch(acme, collector, 1, "first"));

        assertThrows(
                Altered.class, () -> room.sink.accept(room.batch(acme, collector, 1, "forged")));
        assertEquals(
                new Receipt(3, true), room.sink.accept(room.batch(acme, collector, 1, "first")));
    }

    @Test
    void sentManyTimesAtOnceItCountsOnce() throws Exception {
        var collector = room.collector(acme);
        try (var other = new LocalSink(room.database, room.days)) {
            var sent = new ArrayList<Future<Receipt>>();
            for (int n = 0; n < SENDERS; n++) {
                EventSink sink = n % 2 == 0 ? room.sink : other;
                sent.add(senders.submit(() -> sink.accept(room.batch(acme, collector, 7, "once"))));
            }
            int first = 0;
            for (var one : sent) {
                first += one.get().duplicate() ? 0 : 1;
            }
            assertEquals(1, first);
        }
        assertEquals(3, room.messages(acme).size());
    }

    @Test
    void oneThatFloodsIsToldToWaitAndAnotherIsTaken() throws Exception {
        var sent = new ArrayList<Future<Receipt>>();
        var refused = 0;
        var large = new Batch(acme, new Batch.Ticket.None(), EventLines.decode(large()));
        try (var held = new Held("events_30")) {
            var first = send(large);
            held.awaitWriters(1);
            sent.add(first);
            for (int n = 0; n < SENDERS; n++) {
                sent.add(send(large));
            }
            while (refused == 0) {
                refused = (int) sent.stream().filter(Future::isDone).count();
                Thread.onSpinWait();
            }
            sent.add(send(room.batch(globex, "quiet")));
        }

        assertEquals(new Receipt(3, false), sent.getLast().get());
        var why = new ArrayList<Throwable>();
        for (var one : sent) {
            try {
                one.get();
            } catch (ExecutionException failed) {
                why.add(failed.getCause());
            }
        }
        assertTrue(!why.isEmpty() && why.stream().allMatch(Full.class::isInstance), why::toString);
    }

    @Test
    void stoppingItFinishesWhatItHasAndTakesNoMore() throws Exception {
        var sink = new LocalSink(room.database, room.days);
        var sent = new ArrayList<Future<Receipt>>();
        Future<?> closing;
        try (var held = new Held("events_30")) {
            for (int n = 0; n < SENDERS; n++) {
                var batch = room.batch(acme, "last " + n);
                sent.add(senders.submit(() -> sink.accept(batch)));
            }
            held.awaitWriters(1);
            while (sink.waiting() < SENDERS) {
                Thread.onSpinWait();
            }
            closing = senders.submit(sink::close);
        }
        closing.get();

        for (var one : sent) {
            assertEquals(new Receipt(3, false), one.get());
        }
        assertThrows(Full.class, () -> sink.accept(room.batch(acme, "late")));
        assertEquals(SENDERS * 3, room.messages(acme).size());
    }

    private Future<Receipt> send(Batch batch) {
        Callable<Receipt> sending = () -> room.sink.accept(batch);
        return senders.submit(sending);
    }

    /** A batch as large as it may be. */
    private static byte[] large() {
        var padding = "x".repeat(EventLines.LINE_BYTES_MAX - 500);
        return EventsOf.lines(padding, EventLines.BYTES_MAX / EventLines.LINE_BYTES_MAX);
    }

    /** Keeps writers waiting in front of a table until it is let go. */
    private final class Held implements AutoCloseable {
        private final java.sql.Connection admin;

        Held(String table) throws SQLException {
            var server = room.test.server();
            admin = DriverManager.getConnection(server.url(), server.user(), server.password());
            admin.setAutoCommit(false);
            try (var statement = admin.createStatement()) {
                statement.execute("lock table " + table + " in access exclusive mode");
            }
        }

        void awaitWriters(int count) throws SQLException {
            var waiting = 0;
            while (waiting < count) {
                try (var statement = admin.createStatement();
                        var rows =
                                statement.executeQuery(
                                        "select count(distinct pid) from pg_locks where not granted")) {
                    rows.next();
                    waiting = rows.getInt(1);
                }
            }
        }

        @Override
        public void close() throws SQLException {
            admin.rollback();
            admin.close();
        }
    }
}
