package muster.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import muster.audit.Audit.Entry;
import muster.database.Database;
import muster.database.Sql;
import muster.database.TestDatabase;
import muster.tenancy.Actor;
import muster.tenancy.Tenant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditTest {
    private static final Actor ADA = new Actor.Person(UUID.randomUUID(), "Ada");

    private TestDatabase fixture;
    private Database database;
    private Audit audit;

    @BeforeEach
    void open() {
        fixture = TestDatabase.fresh();
        database = fixture.database();
        audit = new Audit(database, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void entriesFormAnUnbrokenChain() {
        IntStream.range(0, 5).forEach(i -> record(fixture.acme(), "did " + i));

        assertEquals(5, entries(fixture.acme()).size());
        assertTrue(Audit.unbroken(entries(fixture.acme())));
    }

    @Test
    void aChangedEntryIsSeen() {
        IntStream.range(0, 3).forEach(i -> record(fixture.acme(), "did " + i));
        var entries = new ArrayList<>(entries(fixture.acme()));
        var one = entries.get(1);
        entries.set(
                1,
                new Entry(
                        one.sequence(),
                        one.at(),
                        one.actor(),
                        one.label(),
                        one.verb(),
                        one.subject(),
                        "something else",
                        one.previous(),
                        one.hash()));

        assertFalse(Audit.unbroken(entries));
    }

    @Test
    void aMissingEntryIsSeen() {
        IntStream.range(0, 3).forEach(i -> record(fixture.acme(), "did " + i));
        var entries = new ArrayList<>(entries(fixture.acme()));
        entries.remove(1);

        assertFalse(Audit.unbroken(entries));
    }

    @Test
    void theAppCanNeitherChangeNorDeleteAnEntry() {
        record(fixture.acme(), "did it");

        for (var statement :
                List.of(
                        Sql.of("update audit_entries set detail = 'x'"),
                        Sql.of("delete from audit_entries"))) {
            assertThrows(
                    Database.Failure.class,
                    () -> database.inTenant(fixture.acme(), () -> database.run(statement)));
        }
    }

    @Test
    void simultaneousDeedsKeepTheirOrder() throws InterruptedException {
        var threads =
                IntStream.range(0, 8)
                        .mapToObj(i ->
                                Thread.startVirtualThread(() -> record(fixture.acme(), "" + i)))
                        .toList();
        for (var thread : threads) {
            thread.join();
        }

        assertEquals(8, entries(fixture.acme()).size());
        assertTrue(Audit.unbroken(entries(fixture.acme())));
    }

    @Test
    void anotherOrganizationSeesNothingOfIt() {
        record(fixture.acme(), "did it");

        assertEquals(List.of(), entries(fixture.globex()));
    }

    private void record(Tenant tenant, String detail) {
        database.inTenant(
                tenant,
                () -> {
                    audit.record(ADA, "changed", "organization:acme", detail);
                    return detail;
                });
    }

    private List<Entry> entries(Tenant tenant) {
        return database.inTenant(
                tenant,
                () ->
                        database.list(
                                Audit.SELECT.and("from audit_entries e order by e.sequence desc"),
                                Audit::entry));
    }
}
