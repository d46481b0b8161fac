package muster.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever opens a way past the tables' policies is found. */
class HolesTest {
    private static final List<String> OPENINGS =
            List.of(
                    "grant select on events_30 to muster_app",
                    "grant select (event) on events_365 to public",
                    "alter table events_30 disable row level security",
                    "alter table events_30 no force row level security",
                    "create policy more on events_30 using (true)",
                    "create function f() returns int language sql security definer return 1",
                    "create schema more",
                    "grant usage on schema upkeep to muster_app",
                    "grant create on schema upkeep to muster_door",
                    "grant execute on function upkeep.prepare_events() to muster_app",
                    "grant execute on function upkeep.drop_old_events() to public",
                    "grant execute on function upkeep.make_partition to muster_door",
                    "alter function upkeep.drop_old_events() reset search_path",
                    "create function upkeep.f(n int) returns int language sql security definer return n",
                    "create materialized view everything as select * from sites",
                    "create view everything as select * from sites",
                    "alter role muster_app bypassrls",
                    "grant muster_door to muster_app");

    @Test
    void eachIsFound() throws SQLException {
        try (var test = TestDatabase.fresh();
                var admin = admin(test)) {
            var database = test.database();
            database.atDoor(() ->
                    database.first(Sql.of("select upkeep.prepare_events() as n"), row -> row));
            assertEquals(List.of(), Holes.in(admin));

            var missed = new ArrayList<String>();
            admin.setAutoCommit(false);
            for (var opening : OPENINGS) {
                try (var statement = admin.createStatement()) {
                    statement.execute(opening);
                }
                if (Holes.in(admin).isEmpty()) {
                    missed.add(opening);
                }
                admin.rollback();
            }

            assertEquals(List.of(), missed);
        }
    }

    private static Connection admin(TestDatabase test) throws SQLException {
        var server = test.server();
        return DriverManager.getConnection(server.url(), server.user(), server.password());
    }
}
