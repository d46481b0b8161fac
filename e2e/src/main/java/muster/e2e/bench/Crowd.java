package muster.e2e.bench;

import muster.database.Database;
import muster.database.Sql;

/** Devices by the thousand, written straight into the tables of the tenant that is open. */
record Crowd(Database database, int size) {
    private static final int TITLES = 2_000;
    private static final int INSTALLATIONS_OF_EACH = 6;
    private static final int VULNERABILITIES = 300;
    private static final int FINDINGS_OF_EACH = 2;

    void fill() {
        devices();
        software();
        installations();
        findings();
        timeline();
        totals();
    }

    private void devices() {
        database.run(
                Sql.of(
                        """
                        insert into devices (site_id, hostname, name_order, type, os_name, os_version,
                            provenance, first_seen, last_seen, late_after, software_count, findings_open)
                        select site.id, 'web-' || n, 'web-' || n,
                            (array['server', 'workstation', 'container'])[1 + n % 3], 'Debian', '12',
                            'keyed', now() - n * interval '1 second', now() - n * interval '1 second',
                            now() + interval '1 hour' * case when n % 100 = 0 then -1 else 48 end, ?, ?
                        from generate_series(1, ?) as n,
                            (select id from sites order by created_at, id limit 1) as site
                        """,
                        INSTALLATIONS_OF_EACH, FINDINGS_OF_EACH, size));
        database.run(
                Sql.of(
                        """
                        insert into device_identifiers
                            (kind, scope, value, device_id, provenance, first_seen)
                        select 'hostname', site_id, hostname, id, 'keyed', first_seen from devices
                        """));
        database.run(
                Sql.of(
                        """
                        insert into device_tokens (token, device_id)
                        select word, id from devices, unnest(string_to_array(hostname, '-')) as word
                        """));
        database.run(
                Sql.of(
                        """
                        insert into device_facts (device_id, name, provenance, value, since)
                        select id, 'hostname', 'keyed', hostname, first_seen from devices
                        """));
    }

    private void software() {
        database.run(
                Sql.of(
                        """
                        insert into software (id, source, vendor, name, name_order, first_seen, devices)
                        select md5('title' || n)::uuid, 'deb', 'Debian', 'package-' || n,
                            'package-' || n, now(), greatest(1, ? * ? / ?)
                        from generate_series(0, ? - 1) as n
                        """,
                        size,
                        INSTALLATIONS_OF_EACH,
                        TITLES,
                        TITLES));
        database.run(
                Sql.of(
                        """
                        insert into software_tokens (token, software_id)
                        select word, id from software, unnest(string_to_array(name, '-')) as word
                        """));
        database.run(
                Sql.of(
                        """
                        insert into software_versions
                            (id, software_id, version, source_name, first_seen, devices)
                        select md5(id || 'version')::uuid, id, '1.0-1', name, first_seen, devices
                        from software
                        """));
    }

    private void installations() {
        database.run(
                Sql.of(
                        """
                        insert into installations (device_id, version_id, name_order, via, first_seen)
                        select d.id, md5(md5('title' || title)::uuid || 'version')::uuid,
                            'package-' || title, 'report', d.first_seen
                        from (select id, first_seen, row_number() over (order by id) as n
                                from devices) as d,
                            generate_series(1, ?) as k,
                            lateral (select (d.n * 7 + k * 199) % ? as title) as chosen
                        """,
                        INSTALLATIONS_OF_EACH, TITLES));
    }

    /** Named by arithmetic and not by joins, which a database without statistics plans badly. */
    private void findings() {
        database.run(
                Sql.of(
                        """
                        insert into findings (device_id, vulnerability, aliases, software_id, version_id,
                            software, ecosystem, package, installed_version, fixed_version, fixable,
                            severity, exploited, urgency, evidence, digest, first_seen, since)
                        select id, 'CVE-2026-' || (1000 + (n * 11 + k * 37) % ?), '{}',
                            md5('title' || title)::uuid, md5(md5('title' || title)::uuid || 'version')::uuid,
                            'package-' || title, 'Debian:12', 'package-' || title, '1.0-1', '1.0-2', true,
                            (array['critical', 'high', 'medium', 'low'])[1 + (n + k) % 4],
                            (n + k) % 50 = 0,
                            (array[550, 450, 350, 150])[1 + (n + k) % 4]
                                + case when (n + k) % 50 = 0 then 1000 else 0 end,
                            'package-' || title || ' 1.0-1 < 1.0-2', gen_random_uuid(),
                            first_seen, first_seen
                        from (select d.id, d.first_seen, d.n, k, (d.n * 7 + k * 199) % ? as title
                            from (select id, first_seen, row_number() over (order by id) as n
                                    from devices) as d
                                cross join generate_series(1, ?) as k) as found
                        """,
                        VULNERABILITIES, TITLES, FINDINGS_OF_EACH));
    }

    private void timeline() {
        database.run(
                Sql.of(
                        """
                        insert into device_timeline (device_id, at, kind, provenance, added, removed, upgraded)
                        select id, first_seen, 'software_changed', 'keyed', software_count, 0, 0 from devices
                        """));
    }

    private void totals() {
        database.run(
                Sql.of(
                        """
                        insert into counters (name, value)
                        values ('devices', ?), ('software', ?)
                        on conflict (org_id, name) do update set value = excluded.value
                        """,
                        size,
                        TITLES));
        database.run(
                Sql.of(
                        """
                        insert into finding_totals (open, exploited, critical, high, fixable, devices,
                            exploited_devices, software, checked)
                        select count(*), count(*) filter (where exploited),
                            count(*) filter (where severity = 'critical'),
                            count(*) filter (where severity = 'high'), count(*),
                            count(distinct device_id),
                            count(distinct device_id) filter (where exploited), 1, 1
                        from findings
                        on conflict (org_id) do nothing
                        """));
        database.run(
                Sql.of(
                        """
                        insert into found_vulnerabilities
                            (vulnerability, severity, exploited, urgency, devices, first_seen)
                        select vulnerability, min(severity), bool_or(exploited), min(urgency),
                            count(distinct device_id), min(first_seen)
                        from findings group by vulnerability
                        on conflict do nothing
                        """));
    }
}
