package muster.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Asks PostgreSQL's own catalogue, table by table, whether one tenant can see another, and then
 * tries it. A table nobody thought of is a fault, not an exception.
 */
public final class IsolationProof {
    /** Every table without a tenant, and why. What is not here must belong to an organization. */
    private static final Set<String> GLOBAL =
            Set.of(
                    // People and their sessions have a policy of their own: my person, or the door.
                    "people",
                    "sessions",
                    "mailed_links",
                    "login_failures",
                    "personal_tokens",
                    "former_keys",
                    "plans",
                    "scheduled_tasks",
                    "schema_digest",
                    "master_key",
                    "databasechangelog",
                    "databasechangeloglock",
                    "feeds",
                    "vulnerabilities",
                    "advisories",
                    "affected",
                    "advised_vulnerabilities",
                    "known_exploited",
                    "catalogue_version",
                    "catalogue_news");

    private static final String ROW_SECURITY_REFUSED = "42501";

    private final Server server;
    private final MasterKey key;

    /**
     * What was found about one table.
     *
     * @param faults empty where the table holds
     */
    public record Verdict(String table, boolean global, List<String> faults) {
        public boolean holds() {
            return faults.isEmpty();
        }

        @Override
        public String toString() {
            var kind = global ? "global" : "tenant";
            var result = holds() ? "holds" : "BROKEN: " + String.join("; ", faults);
            return "%-28s %-7s %s".formatted(table, kind, result);
        }
    }

    public IsolationProof(Server server, MasterKey key) {
        this.server = server;
        this.key = key;
    }

    /** One verdict for each table, and one for the functions and views of the schema. */
    public List<Verdict> verdicts() {
        try (var admin =
                        DriverManager.getConnection(
                                server.url(), server.user(), server.password());
                var app =
                        DriverManager.getConnection(
                                server.url(),
                                DatabaseRole.APP.word(),
                                DatabaseRole.APP.password(key))) {
            app.setAutoCommit(false);
            var verdicts = new ArrayList<Verdict>();
            for (var table : texts(admin, TABLES)) {
                verdicts.add(
                        GLOBAL.contains(table)
                                ? new Verdict(table, true, globalFaults(admin, table))
                                : new Verdict(table, false, tenantFaults(admin, app, table)));
            }
            verdicts.add(new Verdict("(roles, views, functions)", true, texts(admin, HOLES)));
            return List.copyOf(verdicts);
        } catch (SQLException failure) {
            throw new Database.Failure("proving isolation", failure);
        }
    }

    private static final String TABLES =
            """
            select relname from pg_class
            where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
            order by relname
            """;

    private static final String HOLES =
            """
            select 'materialized view ' || relname from pg_class
            where relnamespace = 'public'::regnamespace and relkind = 'm'
            union all
            select 'view without security_invoker ' || relname from pg_class
            where relnamespace = 'public'::regnamespace and relkind = 'v'
                and not coalesce('security_invoker=true' = any (reloptions), false)
            union all
            select 'security definer function ' || proname from pg_proc
            where pronamespace = 'public'::regnamespace and prosecdef
            union all
            select 'role that bypasses row security ' || rolname from pg_roles
            where rolname like 'muster%' and (rolsuper or rolbypassrls)
            union all
            select 'role that can be another ' || r.rolname
            from pg_auth_members m join pg_roles r on r.oid = m.member
            where r.rolname in ('muster_app', 'muster_door', 'muster_catalogue')
            """;

    private static List<String> globalFaults(Connection admin, String table) throws SQLException {
        return texts(
                admin,
                """
                select 'has an org_id: is it really nobody''s?' from pg_attribute
                where attrelid = ('public.' || ?)::regclass and attname = 'org_id'
                    and ? <> 'mailed_links'
                """,
                table,
                table);
    }

    private static List<String> tenantFaults(Connection admin, Connection app, String table)
            throws SQLException {
        var faults = new ArrayList<>(texts(admin, TENANT_FAULTS, table));
        faults.addAll(crossings(app, table));
        return List.copyOf(faults);
    }

    private static final String TENANT_FAULTS =
            """
            with t as (select ('public.' || ?)::regclass as oid)
            select 'no column org_id' from t where not exists (
                select 1 from pg_attribute a where a.attrelid = t.oid and attname = 'org_id' and attnotnull)
            union all
            select 'row security is not forced' from t join pg_class c on c.oid = t.oid
            where not (relrowsecurity and relforcerowsecurity) and not relispartition
            union all
            select 'no tenant policy with using and with check' from t join pg_class c on c.oid = t.oid
            where not relispartition and not exists (
                select 1 from pg_policies p where p.tablename = c.relname and p.policyname = 'tenant'
                    and p.qual = '(org_id = tenant())' and p.with_check = '(org_id = tenant())'
                    and p.roles = '{muster_app}')
            union all
            select 'a policy lets the app see more: ' || p.policyname
            from t join pg_class c on c.oid = t.oid join pg_policies p on p.tablename = c.relname
            where p.policyname <> 'tenant'
                and not (p.roles = '{muster_door}')
                and not (p.cmd = 'SELECT' and p.qual = '(person_id = person())')
            union all
            select 'partition that can be asked past its parent: ' || relname from t join pg_class c on c.oid = t.oid
            where relispartition and has_table_privilege('muster_app', c.oid, 'select, insert, update, delete')
            union all
            select 'index does not lead with org_id: ' || i.relname
            from t join pg_index x on x.indrelid = t.oid join pg_class i on i.oid = x.indexrelid
            join pg_class c on c.oid = t.oid
            where not exists (
                    select 1 from pg_attribute a
                    where a.attrelid = t.oid and a.attnum = x.indkey[0] and a.attname = 'org_id')
                -- The door's lookups come before a tenant is known.
                and i.relname not in ('api_keys_hash', 'organizations_slug_key', 'slugs_pkey',
                    'memberships_of_person', 'slugs_of_organization')
            union all
            select 'foreign key without org_id: ' || k.conname
            from t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
            where k.confrelid <> 'public.people'::regclass and not exists (
                select 1 from pg_attribute a
                where a.attrelid = t.oid and a.attnum = any (k.conkey) and a.attname = 'org_id')
            """;

    /** What one tenant can do to another's rows in this table, tried out. */
    private static List<String> crossings(Connection app, String table) throws SQLException {
        var faults = new ArrayList<String>();
        var me = UUID.randomUUID().toString();
        var other = UUID.randomUUID().toString();
        try (var statement = app.createStatement()) {
            try {
                statement.execute("insert into " + table + " (org_id) values ('" + other + "')");
                faults.add("a row could be written without a tenant");
            } catch (SQLException refused) {
                mustBeRefusal(refused, "without a tenant", faults);
            }
            app.rollback();
            statement.execute("select set_config('app.org_id', '" + me + "', true)");
            try {
                statement.execute("insert into " + table + " (org_id) values ('" + other + "')");
                faults.add("a row could be written for another tenant");
            } catch (SQLException refused) {
                mustBeRefusal(refused, "for another tenant", faults);
            }
        } finally {
            app.rollback();
        }
        return faults;
    }

    private static void mustBeRefusal(SQLException refused, String what, List<String> faults) {
        if (!ROW_SECURITY_REFUSED.equals(refused.getSQLState())) {
            faults.add("writing " + what + " met no policy: " + refused.getMessage());
        }
    }

    private static List<String> texts(Connection connection, String question, String... values)
            throws SQLException {
        try (var statement = connection.prepareStatement(question)) {
            for (var i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            var found = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        }
    }
}
