package muster.crowd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import muster.database.Database;
import muster.database.Entities;
import muster.database.Sql;
import muster.database.TestDatabase;
import muster.tenancy.Tenant;

/**
 * Acme with 100,000 devices, 20,000 titles and 300,000 findings, Globex beside it with 1,000
 * devices; written straight into the tables, once for all tests. It also tells how many rows of one
 * table a list reads at most.
 */
final class Crowd {
    static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    static final int SHOWN = 50;
    private static final int READ_MAX = 10 * SHOWN;
    private static final int DEVICES = 100_000;
    private static final int DEVICES_OF_GLOBEX = 1_000;

    // After ten runs PostgreSQL has settled whether it plans anew for each value.
    private static final int RUNS = 12;

    private static final TestDatabase TEST = filled();
    private static final Plans PLANS = Plans.of(TEST);

    // Connected anew, because only new connections tell their plans.
    private static final Database DATABASE =
            new Database(TEST.server(), TestDatabase.KEY, new Entities());

    private Crowd() {}

    static Database database() {
        return DATABASE;
    }

    static <T> T inAcme(Supplier<T> work) {
        return database().inTenant(TEST.acme(), work);
    }

    /** "q=web&sort=-findings" as a request has it. */
    static Map<String, String> parameters(String asked) {
        var parameters = new HashMap<String, String>();
        for (var part : asked.split("&", -1)) {
            var equals = part.indexOf('=');
            if (equals > 0) {
                parameters.put(part.substring(0, equals), part.substring(equals + 1));
            }
        }
        return Map.copyOf(parameters);
    }

    /** What is wrong with a list that is read in this way; nothing where it reads little. */
    static List<String> tooMuch(String asked, Supplier<Integer> list) {
        for (int i = 0; i < RUNS; i++) {
            if (inAcme(list) > SHOWN) {
                throw new AssertionError(asked + " shows more than " + SHOWN);
            }
        }
        return PLANS.since(() -> inAcme(list)).stream()
                .filter(plan -> plan.rowsReadAtMost() > READ_MAX)
                .map(plan -> asked + " reads " + plan.rowsReadAtMost() + ":\n" + plan.text())
                .toList();
    }

    static UUID id(String text) {
        return inAcme(() ->
                database()
                        .first(Sql.of("select md5(?)::uuid as id", text), row -> row.uuid("id"))
                        .orElseThrow());
    }

    private static TestDatabase filled() {
        var test = TestDatabase.fresh();
        fill(test, test.globex(), DEVICES_OF_GLOBEX);
        fill(test, test.acme(), DEVICES);
        return test;
    }

    /** As the hub's own role, but without a look at what each row refers to. */
    private static void fill(TestDatabase test, Tenant tenant, int devices) {
        var server = test.server();
        try (var admin =
                        DriverManager.getConnection(
                                server.url(), server.user(), server.password());
                var statement = admin.createStatement();
                var text = Objects.requireNonNull(Crowd.class.getResourceAsStream("crowd.sql"))) {
            statement.execute("set session_replication_role = replica");
            statement.execute("set app.org_id = '" + tenant.id() + "'");
            statement.execute("set crowd.devices = " + devices);
            statement.execute("set role muster_app");
            var filling = new String(text.readAllBytes(), StandardCharsets.UTF_8);
            statement.execute(filling.replace("now()", "timestamptz '" + NOW + "'"));
            statement.execute("reset role");
            statement.execute("vacuum analyze");
        } catch (SQLException | IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
