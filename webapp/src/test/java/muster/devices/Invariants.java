package muster.devices;

import java.util.List;
import muster.database.Database;
import muster.database.Sql;

/** What holds of an organization's devices whatever happened to them. */
final class Invariants {
    private Invariants() {}

    /** What does not hold now; each with the figure that is wrong. */
    static List<String> of(Database database) {
        return database.list(
                Sql.of(
                        """
                        select 'devices counted: ' || coalesce(sum(value), 0) as wrong from counters
                        where name = 'devices' having coalesce(sum(value), 0) <>
                            (select count(*) from devices where retired_at is null)
                        union all
                        select 'titles counted: ' || coalesce(sum(value), 0) from counters
                        where name = 'software' having coalesce(sum(value), 0) <>
                            (select count(*) from software where devices > 0)
                        union all
                        select 'software of ' || d.hostname || ': ' || d.software_count
                        from devices d where d.software_count <> (select count(*)
                            from installations i
                            where i.device_id = d.id and i.removed_at is null)
                        union all
                        select 'devices of version ' || v.id from software_versions v
                        where v.devices <> (select count(*) from installations i
                            where i.version_id = v.id and i.removed_at is null)
                        union all
                        select 'devices of title ' || s.name from software s
                        where s.devices <> (select count(distinct i.device_id)
                            from installations i join software_versions v on v.id = i.version_id
                            where v.software_id = s.id and i.removed_at is null)
                        union all
                        select 'a part that is on lists: ' || d.hostname from devices d
                        join device_aliases a on a.id = d.id where d.retired_at is null
                        union all
                        select 'a chain of addresses: ' || a.id from device_aliases a
                        join device_aliases b on b.id = a.device_id
                        union all
                        select 'nobody speaks for ' || d.id from devices d
                        where not exists (select from device_facts f where f.device_id = d.id)
                        """),
                row -> row.text("wrong"));
    }
}
