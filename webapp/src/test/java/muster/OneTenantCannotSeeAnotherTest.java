package muster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Law 2: one tenant cannot see another, and it is the database that says so. */
class OneTenantCannotSeeAnotherTest {
    private TestDatabase fixture;
    private Database database;

    @BeforeEach
    void open() {
        fixture = TestDatabase.fresh();
        database = fixture.database();
        // The days of events are tables too, which the hub makes by itself.
        database.atDoor(
                () -> database.first(Sql.of("select upkeep.prepare_events() as n"), row -> row));
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

    // Each of them proves every table again.
    @Tag("slow")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    sites        | drop policy tenant on sites
                    sites        | alter table sites disable row level security
                    sites        | alter table sites no force row level security
                    sites        | create policy more on sites for select to muster_app using (true)
                    sites        | create policy door on sites for select to muster_door using (true)
                    sites        | grant select on sites to muster_door
                    sites        | grant select on sites to muster_catalogue
                    sites        | grant truncate on sites to muster_app
                    sites        | grant select (name) on sites to public
                    memberships  | alter policy mine on memberships using (true)
                    organizations | grant update on organizations to muster_door
                    audit_entries | grant delete on audit_entries to muster_app
                    sessions     | alter table sessions disable row level security
                    sessions     | drop policy mine on sessions
                    sessions     | alter policy mine on sessions using (true)
                    sessions     | grant select (token_hash) on sessions to muster_app
                    people       | alter policy colleagues on people using (true)
                    people       | grant select (password_hash) on people to muster_app
                    personal_tokens | alter table personal_tokens no force row level security
                    mailed_links | drop policy tenant on mailed_links
                    former_keys  | grant select on former_keys to muster_app
                    vulnerabilities | grant insert on vulnerabilities to muster_app
                    master_key   | grant select on master_key to muster_door
                    """)
    void whatOpensATableIsFound(String table, String opening) throws SQLException {
        administer(opening);

        var broken = proof().stream().filter(verdict -> !verdict.holds()).toList();

        assertEquals(List.of(table), broken.stream().map(IsolationProof.Verdict::table).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    sees a row      | create policy more on sites for select to muster_app using (true)
                    writes a row    | create policy more on sites for insert to muster_app with check (true)
                    changes a row   | create policy more on sites to muster_app using (true)
                    takes over a row | create policy more on sites to muster_app using (true)
                    deletes a row   | create policy more on sites to muster_app using (true)
                    does not see    | alter policy tenant on sites using (false)
                    """)
    void everyWayIntoAnothersRowsIsTried(String crossing, String opening) throws SQLException {
        administer(opening);

        var verdict = verdictOn("sites").toString();

        assertTrue(verdict.contains(crossing), verdict);
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

    private List<String> slugsSeenBy(muster.tenancy.Tenant tenant) {
        return database.inTenant(
                tenant,
                () ->
                        database.list(
                                Sql.of("select slug from organizations"), row -> row.text("slug")));
    }

    private List<IsolationProof.Verdict> proof() {
        return new IsolationProof(fixture.server()).verdicts();
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
