package muster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import muster.audit.Audit;
import muster.audit.Head;
import muster.database.TestDatabase;
import muster.tenancy.Actor;
import muster.tenancy.Tenant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code ./muster audit verify} says, one line for each organization. */
class AuditToolTest {
    private final TestDatabase test = TestDatabase.fresh();
    private final Audit audit = new Audit(test.database(), TestDatabase.KEY, Clock.systemUTC());

    @BeforeEach
    void threeDeedsEach() {
        for (var tenant : List.of(test.acme(), test.globex())) {
            for (int i = 0; i < 3; i++) {
                record(tenant);
            }
        }
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void aWholeRecordTellsItsHead() {
        var head = head(test.acme());

        var verdicts = verdicts(Map.of("acme", head));

        assertEquals("acme: whole, head " + head, verdicts.getFirst().toString());
        assertTrue(verdicts.stream().allMatch(AuditTool.Verdict::holds));
    }

    @Test
    void oneBrokenRecordIsNamedAndTheOthersAreStillRead() {
        test.administer(
                "update audit_entries set detail = 'x' where sequence = 2 and org_id = '%s'"
                        .formatted(test.acme().id()));

        var verdicts = verdicts(Map.of());

        assertTrue(
                verdicts.getFirst().toString().startsWith("acme: BROKEN at entry 2 (changed)"),
                verdicts.toString());
        assertEquals(
                List.of(false, true), verdicts.stream().map(AuditTool.Verdict::holds).toList());
    }

    @Test
    void aRecordThatIsShorterThanAHeadThatWasKeptIsBroken() {
        var head = head(test.acme());
        record(test.acme());
        var later = head(test.acme());
        test.administer("delete from audit_entries where sequence = 4");
        test.administer(
                "update audit_heads set sequence = 3, hash = '%s' where org_id = '%s'"
                        .formatted(head.hash(), test.acme().id()));

        assertTrue(verdicts(Map.of("acme", head)).getFirst().holds());
        var verdict = verdicts(Map.of("acme", later)).getFirst();
        assertTrue(verdict.toString().contains("BROKEN at entry 4 (short)"), verdict.toString());
    }

    @Test
    void anOrganizationThatIsGoneIsMissed() {
        var verdicts = verdicts(Map.of("initech", new Head(1, "0".repeat(64))));

        assertEquals("initech: there is no such organization", verdicts.getLast().toString());
        assertEquals(false, verdicts.getLast().holds());
    }

    private List<AuditTool.Verdict> verdicts(Map<String, Head> heads) {
        return AuditTool.verdicts(test.database(), TestDatabase.KEY, heads);
    }

    private void record(Tenant tenant) {
        test.database()
                .inTenant(
                        tenant,
                        () -> {
                            audit.record(new Actor.Muster("test"), "did", "x:1", "did it");
                            return tenant;
                        });
    }

    private Head head(Tenant tenant) {
        return test.database().inTenant(tenant, audit::head).orElseThrow();
    }
}
