package muster.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Ways past the tables' own policies, as PostgreSQL's catalogue shows them: functions that run as
 * their owner, views, roles, and partitions, which must be reached through their parent alone.
 */
final class Holes {
    private Holes() {}

    /** A line for each; none where all is well. */
    static List<String> in(Connection admin) throws SQLException {
        return IsolationProof.texts(admin, HOLES);
    }

    private static final String HOLES =
            """
            select 'materialized view ' || relname from pg_class
            where relnamespace = 'public'::regnamespace and relkind = 'm'
            union all
            select 'view without security_invoker ' || relname from pg_class
            where relnamespace = 'public'::regnamespace and relkind = 'v'
                and not coalesce('security_invoker=true' = any (reloptions), false)
            union all
            select format('function %s.%s runs as its owner', n.nspname, p.proname)
            from pg_proc p join pg_namespace n on n.oid = p.pronamespace
            where p.prosecdef and n.nspname not in ('upkeep', 'pg_catalog', 'information_schema')
            union all
            select format('schema %s', nspname) from pg_namespace
            where nspname not in ('public', 'upkeep', 'information_schema') and nspname not like 'pg\\_%'
            union all
            select 'schema upkeep: ' || format('%s may %s', grantee::regrole, lower(privilege_type))
            from pg_namespace, aclexplode(nspacl)
            where nspname = 'upkeep' and grantee <> nspowner
                and (grantee <> 'muster_door'::regrole or privilege_type <> 'USAGE')
            union all
            select format('upkeep.%s may be run by %s', p.proname,
                case a.grantee when 0 then 'everyone' else a.grantee::regrole::text end)
            from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
            where p.pronamespace = 'upkeep'::regnamespace and a.grantee <> p.proowner
                and (a.grantee <> 'muster_door'::regrole or not p.prosecdef)
            union all
            select format('upkeep.%s takes arguments, or looks names up elsewhere', p.proname)
            from pg_proc p
            where p.pronamespace = 'upkeep'::regnamespace and p.prosecdef and (p.pronargs > 0
                or not 'search_path=pg_catalog, pg_temp' = any (coalesce(p.proconfig, '{}')))
            union all
            select format('partition %s: %s may %s', c.relname,
                case a.grantee when 0 then 'everyone' else a.grantee::regrole::text end,
                lower(a.privilege_type))
            from pg_class c, aclexplode(c.relacl) a
            where c.relispartition and c.relkind in ('r', 'p') and a.grantee <> c.relowner
            union all
            select format('partition %s: %s may %s (%s)', c.relname,
                case a.grantee when 0 then 'everyone' else a.grantee::regrole::text end,
                lower(a.privilege_type), t.attname)
            from pg_class c join pg_attribute t on t.attrelid = c.oid, aclexplode(t.attacl) a
            where c.relispartition and c.relkind in ('r', 'p') and a.grantee <> c.relowner
            union all
            select format('partition %s is not closed by row security', relname) from pg_class
            where relispartition and relkind in ('r', 'p')
                and not (relrowsecurity and relforcerowsecurity)
            union all
            select format('partition %s has the policy %s', c.relname, p.polname)
            from pg_policy p join pg_class c on c.oid = p.polrelid where c.relispartition
            union all
            select 'role that bypasses row security ' || rolname from pg_roles
            where rolname like 'muster%' and (rolsuper or rolbypassrls)
            union all
            select 'role that can be another ' || r.rolname
            from pg_auth_members m join pg_roles r on r.oid = m.member
            where r.rolname in ('muster_app', 'muster_door', 'muster_catalogue')
            """;
}
