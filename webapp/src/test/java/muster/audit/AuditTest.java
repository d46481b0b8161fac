package muster.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import muster.audit.Verification.Flaw;
import muster.audit.Verification.Kind;
import muster.database.Database;
import muster.database.MasterKey;
import muster.database.Sha256;
import muster.database.Sql;
import muster.database.TestDatabase;
import muster.tenancy.Actor;
import muster.tenancy.Tenant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditTest {
    private static final Actor ADA = new Actor.Person(UUID.randomUUID(), "Ada");

    private TestDatabase fixture;
    private Database database;
    private Audit audit;

    @BeforeEach
    void open() {
        fixture = TestDatabase.fresh();
        database = fixture.database();
        audit = new Audit(database, TestDatabase.KEY, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void entriesFormAnUnbrokenChain() {
        entries(5);

        var verified = verified();

        assertTrue(verified.holds());
        assertEquals(5, verified.head().sequence());
        assertEquals(1, verified.keyedFrom());
    }

    // What somebody does who can write to the database and knows how a chain without a key is made.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    CHANGED | 2 | update audit_entries set detail = 'something else' where sequence = 2
                    CHANGED | 2 | update audit_entries set address = '192.0.2.99' where sequence = 2
                    CHANGED | 3 | update audit_entries set before = 'viewer' where sequence = 3
                    CHANGED | 1 | update audit_entries set at = at - interval '1 hour' where sequence = 1
                    CHANGED | 5 | update audit_entries set hash = repeat('f', 64) where sequence = 5
                    MISSING | 2 | delete from audit_entries where sequence = 2
                    MISSING | 1 | delete from audit_entries where sequence = 1
                    MISSING | 2 | update audit_entries set previous = repeat('0', 64) where sequence = 2
                    CUT     | 4 | delete from audit_entries where sequence > 3
                    CUT     | 1 | delete from audit_entries
                    KEY     | 1 | update audit_heads set key = repeat('AAAA', 20)
                    KEY     | 6 | update audit_heads set keyed_from = 6
                    """)
    void whatIsTamperedWithIsSeen(Kind kind, long entry, String tampering) {
        entries(5);

        tamper(tampering);

        assertEquals(new Flaw(kind, entry), verified().flaw());
    }

    @Test
    void theKeyOfANeighbourOpensNoChain() {
        entries(2);
        record(fixture.globex(), "did it");

        tamper(
                "update audit_heads set key = (select key from audit_heads where org_id = '%s')"
                                .formatted(fixture.globex().id())
                        + " where org_id = '%s'".formatted(fixture.acme().id()));

        assertEquals(new Flaw(Kind.KEY, 1), verified().flaw());
    }

    @Test
    void anotherMasterKeyVerifiesNothing() {
        entries(2);
        var bytes = new byte[32];
        bytes[0] = 1;
        var stranger = new Audit(database, MasterKey.of(bytes), Clock.systemUTC());

        var verified = database.inTenant(fixture.acme(), () -> stranger.verify(Optional.empty()));

        assertEquals(new Flaw(Kind.KEY, 1), verified.flaw());
    }

    @Test
    void aTailThatWasCutWithItsHeadIsSeenAgainstAHeadThatWasKept() {
        entries(5);
        var kept = head();
        tamper("delete from audit_entries where sequence > 3");
        tamper(
                "update audit_heads set sequence = 3,"
                        + " hash = (select hash from audit_entries where sequence = 3)");

        assertTrue(verified().holds(), "nobody could tell from the database alone");
        assertEquals(new Flaw(Kind.SHORT, 4), verified(kept).flaw());
    }

    @Test
    void whatTookThePlaceOfACutTailIsSeenAgainstAHeadThatWasKept() {
        entries(3);
        var kept = head();
        tamper("delete from audit_entries");
        tamper("delete from audit_heads");
        entries(3);

        assertTrue(verified().holds());
        assertEquals(new Flaw(Kind.OTHER, 3), verified(kept).flaw());
        assertTrue(verified(head()).holds());
    }

    @Test
    void aRecordThatGoesOnStillHasItsFormerHead() {
        entries(3);
        var kept = head();
        entries(2);

        assertTrue(verified(kept).holds());
    }

    @Test
    void nothingDoneYetIsWholeAndShorterThanAnyHead() {
        assertTrue(verified().holds());
        assertEquals(new Flaw(Kind.SHORT, 1), verified(new Head(1, "0".repeat(64))).flaw());
    }

    @Test
    void entriesFromBeforeThereWasAKeyAreHeldByTheFirstWithOne() {
        var first = unkeyed(1, Entry.BEGINNING);
        var second = unkeyed(2, first);
        tamper(
                "insert into audit_heads (org_id, sequence, hash) values ('%s', 2, '%s')"
                        .formatted(fixture.acme().id(), second));
        entries(2);

        assertTrue(verified().holds());
        assertEquals(3, verified().keyedFrom());

        tamper("delete from audit_entries where sequence <= 2");
        unkeyed(2, unkeyed(1, "f".repeat(64)));
        assertFalse(verified().holds());
    }

    @Test
    void whatOldEntriesDidNotHaveCannotBeAddedToThem() {
        var first = unkeyed(1, Entry.BEGINNING);
        tamper(
                "insert into audit_heads (org_id, sequence, hash) values ('%s', 1, '%s')"
                        .formatted(fixture.acme().id(), first));
        entries(1);
        assertTrue(verified().holds());

        tamper("update audit_entries set address = '192.0.2.99' where sequence = 1");

        assertEquals(new Flaw(Kind.CHANGED, 1), verified().flaw());
    }

    @Test
    void anEntrySaysFromWhereAndWhatWasSoBefore() {
        database.inTenant(
                fixture.acme(),
                () ->
                        Audit.from(
                                "192.0.2.7",
                                () -> {
                                    audit.record(
                                            ADA,
                                            "member.assigned",
                                            "person:x",
                                            "is admin",
                                            new Change("viewer", "admin"));
                                    return ADA;
                                }));

        var entry =
                database.inTenant(fixture.acme(), () -> audit.last("member.assigned", "person:x"))
                        .orElseThrow();
        assertEquals("192.0.2.7", entry.address());
        assertEquals("viewer", entry.before());
        assertEquals("admin", entry.after());
        assertTrue(verified().holds());
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

        assertEquals(8, verified().head().sequence());
        assertTrue(verified().holds());
    }

    @Test
    void anotherOrganizationSeesNothingOfIt() {
        record(fixture.acme(), "did it");

        var seen = database.inTenant(fixture.globex(), () -> audit.verify(Optional.empty()));
        assertEquals(0, seen.head().sequence());
        assertEquals(
                Optional.empty(),
                database.inTenant(
                        fixture.globex(), () -> audit.last("changed", "organization:acme")));
    }

    private void entries(int count) {
        IntStream.range(0, count).forEach(i -> record(fixture.acme(), "did " + i));
    }

    private void record(Tenant tenant, String detail) {
        database.inTenant(
                tenant,
                () -> {
                    audit.record(ADA, "changed", "organization:acme", detail);
                    return detail;
                });
    }

    /** An entry as they were before chains had keys; gives its hash. */
    private String unkeyed(long sequence, String previous) {
        var at = "2026-11-01T00:00:00Z";
        var text = new StringBuilder();
        for (var field :
                List.of(previous, sequence + "", at, "muster:test", "test", "did", "x:1", "did")) {
            text.append(field.length()).append(':').append(field);
        }
        var hash = Sha256.of(text.toString());
        tamper(
                """
                insert into audit_entries (org_id, sequence, at, actor, label, verb, subject,
                    detail, previous, hash)
                values ('%s', %d, '%s', 'muster:test', 'test', 'did', 'x:1', 'did', '%s', '%s')
                """
                        .formatted(fixture.acme().id(), sequence, at, previous, hash));
        return hash;
    }

    private void tamper(String statement) {
        fixture.administer(statement);
    }

    private Verification verified() {
        return database.inTenant(fixture.acme(), () -> audit.verify(Optional.empty()));
    }

    private Verification verified(Head kept) {
        return database.inTenant(fixture.acme(), () -> audit.verify(Optional.of(kept)));
    }

    private Head head() {
        return database.inTenant(fixture.acme(), audit::head).orElseThrow();
    }
}
