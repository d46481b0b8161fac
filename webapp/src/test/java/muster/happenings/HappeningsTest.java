package muster.happenings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import muster.database.Database;
import muster.database.Sql;
import muster.database.TestDatabase;
import muster.tenancy.Tenant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HappeningsTest {
    private static final int PATIENCE_SECONDS = 60;

    private TestDatabase fixture;
    private Database database;
    private Happenings happenings;
    private final LinkedBlockingQueue<Seen> seen = new LinkedBlockingQueue<>();

    private record Seen(UUID subject, List<String> organizations) {}

    @BeforeEach
    void open() {
        fixture = TestDatabase.fresh();
        database = fixture.database();
        happenings = new Happenings(database, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        happenings.close();
        fixture.close();
    }

    @Test
    void aListenerRunsInsideTheOrganizationItHappenedIn() throws InterruptedException {
        happenings.on(Happening.Kind.SOFTWARE_CHANGED, this::see);
        happenings.start();
        var device = UUID.randomUUID();

        record(fixture.globex(), device);

        assertEquals(new Seen(device, List.of("globex")), next());
    }

    @Test
    void whatIsRolledBackNeverHappened() throws InterruptedException {
        happenings.on(Happening.Kind.SOFTWARE_CHANGED, this::see);
        happenings.start();
        assertThrows(
                IllegalStateException.class,
                () ->
                        database.inTenant(
                                fixture.acme(),
                                () -> {
                                    record(UUID.randomUUID());
                                    throw new IllegalStateException("the deed failed");
                                }));
        var after = UUID.randomUUID();

        record(fixture.acme(), after);

        assertEquals(after, next().subject());
    }

    @Test
    void whatHappenedWhileNobodyListenedIsHandledLater() throws InterruptedException {
        var device = UUID.randomUUID();
        record(fixture.acme(), device);

        happenings.on(Happening.Kind.SOFTWARE_CHANGED, this::see);
        happenings.start();

        assertEquals(device, next().subject());
    }

    @Test
    void noOrganizationTakesAllThreads() throws InterruptedException {
        var released = new CountDownLatch(1);
        var atOnce = new AtomicInteger();
        happenings.on(
                Happening.Kind.SOFTWARE_CHANGED,
                happening -> {
                    if (database.tenant().equals(fixture.acme())) {
                        atOnce.incrementAndGet();
                        await(released);
                    }
                    see(happening);
                });
        happenings.start();
        for (var i = 0; i < 10; i++) {
            record(fixture.acme(), UUID.randomUUID());
        }
        var device = UUID.randomUUID();

        record(fixture.globex(), device);

        assertEquals(new Seen(device, List.of("globex")), next());
        assertEquals(Turns.AT_ONCE_MAX, atOnce.get());
        released.countDown();
        for (var i = 0; i < 10; i++) {
            assertEquals(List.of("acme"), next().organizations());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private void record(Tenant tenant, UUID subject) {
        database.inTenant(tenant, () -> record(subject));
    }

    private UUID record(UUID subject) {
        happenings.record(new Happening(Happening.Kind.SOFTWARE_CHANGED, subject));
        return subject;
    }

    private void see(Happening happening) {
        var organizations =
                database.list(Sql.of("select slug from organizations"), row -> row.text("slug"));
        seen.add(new Seen(happening.subject(), organizations));
    }

    private Seen next() throws InterruptedException {
        var one = seen.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (one == null) {
            throw new AssertionError("nothing happened");
        }
        return one;
    }
}
