package muster.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import muster.tenancy.Tenant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One commit for several tenants, and none of them reaches another. */
class TurnsTest {
    private static final String ROW_OF_ANOTHER = "42501";

    private TestDatabase test;
    private Database database;

    @BeforeEach
    void open() {
        test = TestDatabase.fresh();
        database = test.database();
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void eachTenantHasItsRows() {
        database.forTenants(turns -> {
            turns.of(test.acme(), () -> site("Aachen"));
            turns.of(test.globex(), () -> site("Genoa"));
            turns.of(test.acme(), () -> site("Athens"));
        });

        assertEquals(List.of("Aachen", "Athens", "Default"), sites(test.acme()));
        assertEquals(List.of("Default", "Genoa"), sites(test.globex()));
    }

    @Test
    void inItsTurnATenantWritesNoRowOfAnother() {
        var theirs =
                Sql.of("insert into sites (org_id, name) values (?, 'Oslo')", test.globex().id());

        var refused =
                assertThrows(
                        Database.Failure.class,
                        () ->
                                database.forTenants(turns -> {
                                    turns.of(test.globex(), () -> site("Genoa"));
                                    turns.of(test.acme(), () -> database.run(theirs));
                                }));

        assertEquals(ROW_OF_ANOTHER, refused.state());
        assertEquals(List.of("Default"), sites(test.globex()));
    }

    @Test
    void inItsTurnATenantSeesAndChangesOnlyItsOwn() {
        database.forTenants(turns -> {
            turns.of(test.globex(), () -> site("Genoa"));
            turns.of(test.acme(), () -> database.run(Sql.of("update sites set name = 'Mine'")));
            var seen =
                    turns.of(
                            test.acme(),
                            () ->
                                    database.list(
                                            Sql.of("select name from sites"),
                                            row -> row.text("name")));
            assertEquals(List.of("Mine"), seen);
        });

        assertEquals(List.of("Default", "Genoa"), sites(test.globex()));
    }

    @Test
    void betweenTurnsNothingRuns() {
        assertThrows(
                IllegalStateException.class,
                () ->
                        database.forTenants(turns -> {
                            turns.of(test.acme(), () -> site("Aachen"));
                            site("Nowhere");
                        }));
        assertEquals(List.of("Default"), sites(test.acme()));
    }

    @Test
    void aTurnWithinATurnIsRefused() {
        assertThrows(
                IllegalStateException.class,
                () ->
                        database.forTenants(turns ->
                                turns.of(
                                        test.acme(),
                                        () -> turns.of(test.globex(), () -> site("Genoa")))));
    }

    private int site(String name) {
        return database.run(Sql.of("insert into sites (name) values (?)", name));
    }

    private List<String> sites(Tenant tenant) {
        return database.inTenant(
                tenant,
                () ->
                        database.list(
                                Sql.of("select name from sites order by name"),
                                row -> row.text("name")));
    }
}
