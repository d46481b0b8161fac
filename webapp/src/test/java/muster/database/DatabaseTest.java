package muster.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatabaseTest {
    private static final Sql SITE = Sql.of("insert into sites (name) values ('Berlin')");

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
    void whatFailsLeavesNothing() {
        var told = new ArrayList<String>();

        assertThrows(
                IllegalArgumentException.class,
                () ->
                        database.inTenant(
                                test.acme(),
                                () -> {
                                    database.run(SITE);
                                    database.afterCommit(() -> told.add("committed"));
                                    throw new IllegalArgumentException("on purpose");
                                }));

        assertEquals(List.of("Default"), sites());
        assertEquals(List.of(), told);
    }

    @Test
    void whoeverAsksIsToldAfterTheCommitAndNobodyKeepsAnotherFromHearing() {
        var seen = new ArrayList<String>();

        database.inTenant(
                test.acme(),
                () -> {
                    database.afterCommit(() -> {
                        throw new IllegalStateException("on purpose");
                    });
                    database.afterCommit(() -> seen.addAll(sites()));
                    return database.run(SITE);
                });

        assertEquals(List.of("Berlin", "Default"), seen);
    }

    @Test
    void transactionsDoNotNest() {
        assertThrows(
                IllegalStateException.class, () -> database.inTenant(test.acme(), this::sites));
    }

    @Test
    void aStatementHasItsTime() {
        var limit = Sql.of("select current_setting('statement_timeout') as limit");

        assertEquals(
                "40s",
                database.inTenant(
                                test.acme(), () -> database.first(limit, row -> row.text("limit")))
                        .orElseThrow());
        // The catalogue's imports take as long as they take; and nothing stays on a connection.
        assertEquals(
                "0",
                database.inCatalogue(() -> database.first(limit, row -> row.text("limit")))
                        .orElseThrow());
    }

    @Test
    void aPlanIsMadeForTheValuesAskedFor() {
        var mode = Sql.of("select current_setting('plan_cache_mode') as mode");

        assertEquals(
                List.of("force_custom_plan"),
                database.inTenant(test.acme(), () -> database.list(mode, row -> row.text("mode"))));
    }

    @Test
    void wholeNumbersOfAnyWidthAreNumbers() {
        var numbers =
                Sql.of("select 1::smallint as small, 2::int as plain, 3::bigint as large, 4 as n");

        var sum =
                database.atDoor(() ->
                        database.first(
                                numbers,
                                row ->
                                        row.number("small")
                                                + row.number("plain")
                                                + row.number("large")
                                                + row.integer("n")));

        assertEquals(10L, sum.orElseThrow());
    }

    @Test
    void aNullWhereAValueMustBeIsABug() {
        assertThrows(
                IllegalStateException.class,
                () ->
                        database.atDoor(() ->
                                database.first(
                                        Sql.of("select null::int as n"), row -> row.number("n"))));
    }

    @Test
    void timesComeBackAsTheyWent() {
        var moment = Instant.parse("2026-11-16T08:00:00.123456Z");

        var back =
                database.atDoor(() ->
                        database.list(
                                Sql.of(
                                        "select t from unnest(?) as given (t)",
                                        (Object) new Instant[] {moment}),
                                row -> row.instant("t")));

        assertEquals(List.of(moment), back);
    }

    private List<String> sites() {
        return database.inTenant(
                test.acme(),
                () ->
                        database.list(
                                Sql.of("select name from sites order by name"),
                                row -> row.text("name")));
    }
}
