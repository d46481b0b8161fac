package muster.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What one tenant can do to another's row in a table, tried out in a transaction that is rolled
 * back: the row is there, its owner sees it, and a stranger neither sees nor touches it.
 */
final class Crossings {
    private static final String NO_PRIVILEGE_OR_POLICY = "42501";

    private final Connection admin;
    private final String table;
    private final String mine = UUID.randomUUID().toString();
    private final String theirs = UUID.randomUUID().toString();
    private final List<String> faults = new ArrayList<>();

    private Crossings(Connection admin, String table) {
        this.admin = admin;
        this.table = table;
    }

    /** The faults of this table, none where it holds; the connection is a superuser's. */
    static List<String> of(Connection admin, String table) throws SQLException {
        var crossings = new Crossings(admin, table);
        admin.setAutoCommit(false);
        try (var statement = admin.createStatement()) {
            crossings.attempt(statement);
        } finally {
            admin.rollback();
            admin.setAutoCommit(true);
        }
        return List.copyOf(crossings.faults);
    }

    private void attempt(Statement statement) throws SQLException {
        var row = theirRow();
        // A row of made-up values: it is the policies that are asked, not keys and checks.
        statement.execute("set local session_replication_role = replica");
        for (var check : IsolationProof.texts(admin, CHECKS, table)) {
            statement.execute("alter table %s drop constraint %s".formatted(table, check));
        }
        if (!IsolationProof.texts(admin, PARTITIONED, table).isEmpty()) {
            statement.execute("create table anything partition of %s default".formatted(table));
        }
        statement.execute(row);
        statement.execute("set local role muster_app");
        speakFor(statement, theirs);
        if (touched(statement, "select from %s where org_id = '%s'".formatted(table, theirs))
                != 1) {
            faults.add("its own tenant does not see a row");
        }
        for (var stranger : List.of(mine, "")) {
            speakFor(statement, stranger);
            var who = stranger.isEmpty() ? "without a tenant" : "of another tenant";
            refuse(statement, row, who + " writes a row");
            refuse(statement, "select from " + table, who + " sees a row");
            refuse(statement, update("org_id"), who + " changes a row");
            refuse(statement, update("'" + mine + "'"), who + " takes over a row");
            refuse(statement, "delete from " + table, who + " deletes a row");
        }
    }

    private String update(String owner) {
        return "update %s set org_id = %s".formatted(table, owner);
    }

    /** Writes a row with a value in each column that must have one. */
    private String theirRow() throws SQLException {
        var columns = new ArrayList<>(List.of("org_id"));
        var values = new ArrayList<>(List.of("'" + theirs + "'"));
        for (var column : IsolationProof.texts(admin, COLUMNS, table)) {
            var part = column.split(" ", 2);
            columns.add(part[0]);
            values.add(part[1]);
        }
        return "insert into %s (%s) values (%s)"
                .formatted(table, String.join(", ", columns), String.join(", ", values));
    }

    private static void speakFor(Statement statement, String tenant) throws SQLException {
        statement.execute("select set_config('app.org_id', '" + tenant + "', true)");
    }

    private void refuse(Statement statement, String act, String crossing) throws SQLException {
        statement.execute("savepoint before");
        try {
            if (touched(statement, act) > 0) {
                faults.add("somebody " + crossing);
            }
        } catch (SQLException failure) {
            if (!NO_PRIVILEGE_OR_POLICY.equals(failure.getSQLState())) {
                faults.add("no policy when somebody " + crossing + ": " + failure.getMessage());
            }
        }
        statement.execute("rollback to savepoint before");
    }

    private static int touched(Statement statement, String act) throws SQLException {
        if (!statement.execute(act)) {
            return statement.getUpdateCount();
        }
        var rows = 0;
        try (var found = statement.getResultSet()) {
            while (found.next()) {
                rows++;
            }
        }
        return rows;
    }

    private static final String CHECKS =
            """
            select quote_ident(conname) from pg_constraint
            where conrelid = ('public.' || ?)::regclass and contype = 'c'
            """;

    private static final String PARTITIONED =
            "select relname from pg_class where oid = ('public.' || ?)::regclass and relkind = 'p'";

    private static final String COLUMNS =
            """
            select format('%I %s', a.attname, case
                when t.typname = 'uuid' then 'uuidv7()'
                when t.typcategory = 'N' then '1'
                when t.typcategory = 'D' then 'now()'
                when t.typcategory = 'B' then 'false'
                when t.typcategory = 'A' or t.typname in ('json', 'jsonb') then '''{}'''
                else '''x''' end)
            from pg_attribute a join pg_type t on t.oid = a.atttypid
            where a.attrelid = ('public.' || ?)::regclass and a.attnum > 0 and not a.attisdropped
                and a.attnotnull and not a.atthasdef and a.attidentity = '' and a.attname <> 'org_id'
            """;
}
