package muster.happenings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import muster.TestClock;
import muster.database.Database;
import muster.database.Sql;
import muster.database.TestDatabase;
import muster.tenancy.Tenant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What fails, and who waits meanwhile; the test takes the turns and moves the clock. */
class BacklogTest {
    private static final int FLOOD = 100;

    private final TestClock clock = new TestClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final List<UUID> handled = new CopyOnWriteArrayList<>();
    private TestDatabase fixture;
    private Database database;
    private Happenings happenings;
    private volatile boolean broken;
    private int attempts;

    @BeforeEach
    void open() {
        fixture = TestDatabase.fresh();
        database = fixture.database();
        happenings = listening();
    }

    @AfterEach
    void close() {
        happenings.close();
        fixture.close();
    }

    @Test
    void isHandledOnce() {
        var device = record(fixture.acme());

        assertTrue(happenings.turn());

        assertFalse(happenings.turn());
        assertEquals(List.of(device), handled);
    }

    @Test
    void whatFailsIsTriedAgainEverLater() {
        broken = true;
        record(fixture.acme());
        assertTrue(happenings.turn());

        for (var seconds : List.of(2, 4, 8, 16)) {
            clock.pass(Duration.ofSeconds(seconds - 1));
            assertFalse(happenings.turn(), "not yet after " + seconds);
            clock.pass(Duration.ofSeconds(1));
            assertTrue(happenings.turn(), "again after " + seconds);
        }
    }

    @Test
    void whatAListenerDidIsUndoneWithItsFailure() {
        broken = true;
        record(fixture.acme());

        happenings.turn();

        assertEquals(List.of("Default"), sitesOf(fixture.acme()));
        broken = false;
        clock.pass(Backoff.LONGEST);
        happenings.turn();
        assertEquals(List.of("Default", "attempt 2"), sitesOf(fixture.acme()));
    }

    @Test
    void isSetAsideInTheEnd() {
        broken = true;
        record(fixture.acme());

        failUntilSetAside();

        assertEquals(Backoff.ATTEMPTS_MAX, attempts);
        assertEquals(
                List.of("set aside: java.lang.IllegalStateException: attempt 24 failed"), causes());
    }

    @Test
    void theNextHubTriesOnceMoreWhatWasSetAside() throws InterruptedException {
        broken = true;
        var device = record(fixture.acme());
        failUntilSetAside();
        broken = false;
        try (var next = listening()) {
            next.start();

            for (var wait = 0; wait < 600 && handled.isEmpty(); wait++) {
                Thread.sleep(100);
            }
        }
        assertEquals(List.of(device), handled);
        assertEquals(List.of(), causes());
    }

    @Test
    void oneOrganizationsFloodLeavesTheOthersTheirTurn() {
        for (var i = 0; i < FLOOD; i++) {
            record(fixture.acme());
        }
        var small = record(fixture.globex());

        happenings.turn();
        happenings.turn();

        assertTrue(handled.contains(small), handled.size() + " others first");
        assertTrue(handled.size() < FLOOD / 2, handled.size() + " at once");
    }

    private void failUntilSetAside() {
        while (happenings.turn()) {
            clock.pass(Backoff.LONGEST);
        }
    }

    private Happenings listening() {
        var one = new Happenings(database, clock);
        one.on(Happening.Kind.SOFTWARE_CHANGED, this::handle);
        return one;
    }

    private void handle(Happening happening) {
        attempts++;
        database.run(Sql.of("insert into sites (name) values (?)", "attempt " + attempts));
        if (broken) {
            throw new IllegalStateException("attempt " + attempts + " failed");
        }
        handled.add(happening.subject());
    }

    private UUID record(Tenant tenant) {
        var device = UUID.randomUUID();
        database.inTenant(
                tenant,
                () -> {
                    happenings.record(new Happening(Happening.Kind.SOFTWARE_CHANGED, device));
                    return device;
                });
        return device;
    }

    private List<String> causes() {
        return database.inTenant(
                fixture.acme(),
                () ->
                        database.list(
                                Sql.of("select cause, set_aside_at from happenings"),
                                row ->
                                        (row.instantOrNull("set_aside_at") == null
                                                        ? ""
                                                        : "set aside: ")
                                                + row.text("cause")));
    }

    private List<String> sitesOf(Tenant tenant) {
        return database.inTenant(
                tenant,
                () ->
                        database.list(
                                Sql.of("select name from sites order by created_at"),
                                row -> row.text("name")));
    }
}
