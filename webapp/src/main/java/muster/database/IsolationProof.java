package muster.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks PostgreSQL's own catalogue, table by table, whether one tenant can see another, and then
 * tries it. A table nobody thought of is a fault, not an exception.
 */
public final class IsolationProof {
    private final Server server;

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

    public IsolationProof(Server server) {
        this.server = server;
    }

    /** One verdict for each table, and one for the functions and views of the schema. */
    public List<Verdict> verdicts() {
        try (var admin =
                DriverManager.getConnection(server.url(), server.user(), server.password())) {
            var tables = texts(admin, TABLES);
            var verdicts = new ArrayList<Verdict>();
            for (var table : tables) {
                verdicts.add(
                        Permits.isGlobal(table)
                                ? new Verdict(table, true, globalFaults(admin, table))
                                : new Verdict(table, false, tenantFaults(admin, table)));
            }
            for (var gone : Permits.tables()) {
                if (!tables.contains(gone)) {
                    verdicts.add(new Verdict(gone, Permits.isGlobal(gone), List.of("is no table")));
                }
            }
            verdicts.add(new Verdict("(roles, views, functions)", true, Holes.in(admin)));
            return List.copyOf(verdicts);
        } catch (SQLException failure) {
            throw new Database.Failure("proving isolation", failure);
        }
    }

    private static final String TABLES =
            """
            select relname from pg_class
            where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
            order by relname
            """;

    private static List<String> globalFaults(Connection admin, String table) throws SQLException {
        var faults = new ArrayList<>(permitFaults(admin, table));
        // A link may be of a person who has no organization yet.
        if (!table.equals("mailed_links")) {
            faults.addAll(texts(admin, OWNED, table));
        }
        return faults;
    }

    private static final String OWNED =
            """
            select 'has an org_id: is it really nobody''s?' from pg_attribute
            where attrelid = ('public.' || ?)::regclass and attname = 'org_id'
            """;

    private static List<String> tenantFaults(Connection admin, String table) throws SQLException {
        var faults = new ArrayList<>(texts(admin, TENANT_FAULTS, table));
        faults.addAll(permitFaults(admin, table));
        // Without the column there is no row to try it on.
        if (!texts(admin, OWNED, table).isEmpty()) {
            faults.addAll(Crossings.of(admin, table));
        }
        return faults;
    }

    /** Where what the roles may do is not exactly what is written. */
    private static List<String> permitFaults(Connection admin, String table) throws SQLException {
        var faults = new ArrayList<String>();
        var found = texts(admin, PERMITS, table);
        var written = Permits.on(table);
        for (var permit : found) {
            if (!written.contains(permit)) {
                faults.add("is nowhere written: " + permit);
            }
        }
        for (var permit : written) {
            if (!found.contains(permit)) {
                faults.add("is missing: " + permit);
            }
        }
        return faults;
    }

    private static final String PERMITS =
            """
            with t as (select * from pg_class where oid = ('public.' || ?)::regclass),
            granted as (
                select a.grantee, lower(a.privilege_type) as what
                from t, aclexplode(t.relacl) a where a.grantee <> t.relowner
                union all
                select a.grantee, format('%s (%s)', lower(a.privilege_type),
                    string_agg(c.attname, ', ' order by c.attname collate "C"))
                from t join pg_attribute c on c.attrelid = t.oid, aclexplode(c.attacl) a
                where a.grantee <> t.relowner
                group by a.grantee, a.privilege_type)
            select 'row security is forced' from t where relrowsecurity and relforcerowsecurity
            union all
            select format('%s may %s', case grantee when 0 then 'everyone' else grantee::regrole::text end,
                string_agg(what, ', ' order by what collate "C"))
            from granted group by grantee
            union all
            select regexp_replace(
                format('policy %s: %s to %s%s%s', p.policyname, lower(p.cmd), array_to_string(p.roles, ', '),
                    ' using ' || p.qual, ' with check ' || p.with_check), '\\s+', ' ', 'g')
            from t join pg_policies p on p.schemaname = 'public' and p.tablename = t.relname
            where p.permissive = 'PERMISSIVE'
            """;

    private static final String TENANT_FAULTS =
            """
            with t as (select ('public.' || ?)::regclass as oid)
            select 'no column org_id' from t where not exists (
                select 1 from pg_attribute a where a.attrelid = t.oid and attname = 'org_id' and attnotnull)
            union all
            select 'index does not lead with org_id: ' || i.relname
            from t join pg_index x on x.indrelid = t.oid join pg_class i on i.oid = x.indexrelid
            join pg_class c on c.oid = t.oid
            where not exists (
                    select 1 from pg_attribute a
                    where a.attrelid = t.oid and a.attnum = x.indkey[0] and a.attname = 'org_id')
                -- The door's lookups come before a tenant is known.
                and i.relname not in ('api_keys_hash', 'invitations_token', 'organizations_slug_key', 'slugs_pkey',
                    'oidc_connections_id',
                    'memberships_of_person', 'slugs_of_organization', 'enrollment_tokens_hash',
                    'collector_keys_id', 'certificates_serial', 'domains_verified',
                    'saml_connections_id')
            union all
            select 'foreign key without org_id: ' || k.conname
            from t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
            where k.confrelid <> 'public.people'::regclass and not exists (
                select 1 from pg_attribute a
                where a.attrelid = t.oid and a.attnum = any (k.conkey) and a.attname = 'org_id')
            """;

    static List<String> texts(Connection connection, String question, String... values)
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
