package muster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import muster.database.Database;
import muster.database.IsolationProof;
import muster.database.Sql;
import muster.database.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Law 2: one tenant cannot see another, and it is the database that says so. */
class OneTenantCannotSeeAnotherTest {
    private TestDatabase fixture;
    private Database database;

    @BeforeEach
    void open() {
        fixture = TestDatabase.fresh();
        database = fixture.database();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void everyTableHoldsOrIsKnownToBeGlobal() {
        var broken = proof().stream().filter(verdict -> !verdict.holds()).toList();

        assertEquals(List.of(), broken);
    }

    @Test
    void aTableThatNobodyThoughtOfIsBroken() throws SQLException {
        administer("create table forgotten (id int primary key)");
        administer("grant select, insert on forgotten to muster_app");

        assertFalse(verdictOn("forgotten").holds());
    }

    @Test
    void aPolicyThatIsTakenAwayIsMissed() throws SQLException {
        administer("drop policy tenant on sites");

        assertFalse(verdictOn("sites").holds());
    }

    @Test
    void aPolicyThatLetsMoreInIsFound() throws SQLException {
        administer("create policy everyone on sites for select to muster_app using (true)");

        assertFalse(verdictOn("sites").holds());
    }

    @Test
    void anOrganizationSeesItsOwnRowsOnly() {
        assertEquals(List.of("acme"), slugsSeenBy(fixture.acme()));
        assertEquals(List.of("globex"), slugsSeenBy(fixture.globex()));
    }

    @Test
    void aStrangersRowIsNeitherChangedNorDeleted() {
        var id = fixture.acme().id();

        var changed =
                database.inTenant(
                        fixture.globex(),
                        () ->
                                database.run(
                                                Sql.of(
                                                        "update organizations set name = 'x' where org_id = ?",
                                                        id))
                                        + database.run(
                                                Sql.of("delete from sites where org_id = ?", id)));

        assertEquals(0, changed);
    }

    @Test
    void aRowForAStrangerIsRefused() {
        assertThrows(
                Database.Failure.class,
                () ->
                        database.inTenant(
                                fixture.globex(),
                                () ->
                                        database.run(
                                                Sql.of(
                                                        "insert into sites (org_id, name) values (?, 'x')",
                                                        fixture.acme().id()))));
    }

    @Test
    void thereIsNoConnectionWithoutATenant() {
        assertThrows(IllegalStateException.class, () -> database.run(Sql.of("delete from sites")));
    }

    @Test
    void aTransactionWithoutATenantSeesNothing() {
        var seen =
                database.asPerson(
                        UUID.randomUUID(),
                        () ->
                                database.list(
                                        Sql.of("select name from sites"), row -> row.text("name")));

        assertEquals(List.of(), seen);
    }

    @Test
    void theTenantEndsWithItsTransaction() {
        slugsSeenBy(fixture.acme());

        assertEquals(List.of("globex"), slugsSeenBy(fixture.globex()));
    }

    private List<String> slugsSeenBy(muster.tenancy.Tenant tenant) {
        return database.inTenant(
                tenant,
                () ->
                        database.list(
                                Sql.of("select slug from organizations"), row -> row.text("slug")));
    }

    private List<IsolationProof.Verdict> proof() {
        return new IsolationProof(fixture.server(), TestDatabase.KEY).verdicts();
    }

    private IsolationProof.Verdict verdictOn(String table) {
        return proof().stream().filter(one -> one.table().equals(table)).findFirst().orElseThrow();
    }

    private void administer(String statement) throws SQLException {
        var server = fixture.server();
        try (var admin =
                        DriverManager.getConnection(
                                server.url(), server.user(), server.password());
                var work = admin.createStatement()) {
            work.execute(statement);
        }
    }
}
