-- Everything that an organization can have very many of; the session says whose it is and how many
-- devices there are.

-- Mostly servers; one in a hundred is late or offline, another retired; one word is on few.
insert into devices (id, site_id, hostname, name_order, type, os_name, ip_address,
    provenance, first_seen, last_seen, late_after, retired_at, software_count,
    findings_open, findings_exploited)
select md5('device' || n)::uuid, s.id, 'web-' || n, 'web-' || n,
    case when n % 5000 = 0 then 'printer' else 'server' end,
    case when n % 1000 = 5 then 'Alpine Linux' else 'Debian GNU/Linux' end,
    '10.' || n / 65536 || '.' || n / 256 % 256 || '.' || n % 256,
    'keyed', now(), now() - n * interval '1 second',
    case when n % 100 = 1 then now() - n * interval '5 seconds' else now() + interval '2 days' end,
    case when n % 100 = 2 then now() end, (n * 7919) % 900, (n * 10007) % 1000,
    case when n % 777 = 0 then 2 else 0 end
from generate_series(1, current_setting('crowd.devices')::int) as n, sites s;
insert into device_tokens (token, device_id)
select distinct word, id from devices,
    regexp_split_to_table(lower(concat_ws(' ', hostname, os_name, ip_address,
        case when findings_open = 500 then 'rare' end)), '[^a-z0-9]+') as word;
insert into device_timeline (device_id, at, kind, provenance, added, removed, upgraded)
select id, first_seen, 'software_changed', 'keyed', software_count, 0, 0 from devices
union all
select md5('device1')::uuid, now() + n * interval '1 minute', 'first_seen',
    'keyed', null, null, null
from generate_series(1, 3000) as n;
insert into counters (name, value) values ('devices', current_setting('crowd.devices')::int);

-- Five titles on each device, two thousand on the first; titles of one prefix in hundreds.
insert into software (id, source, name, name_order, first_seen, devices)
select md5('title' || n)::uuid, case when n % 400 = 0 then 'pypi' else 'deb' end,
    'lib' || n, 'lib' || n, now(), n % 1000 + 1
from generate_series(1, 20000) as n;
insert into software_tokens (token, software_id) select name_order, id from software;
insert into software_versions (id, software_id, version, first_seen, devices)
select md5('version' || n)::uuid, md5('title' || n)::uuid, '1', now(),
    case when n <= 3 then 100000 when n < 100 then 2000 else n % 1000 end
from generate_series(1, 20000) as n;
insert into installations (device_id, version_id, name_order, via, first_seen)
select d.id, md5('version' || title)::uuid, 'lib' || title, 'report', d.first_seen
from (select id, first_seen, row_number() over (order by id) as n from devices) d,
    generate_series(1, 5) as k,
    lateral (select case when k < 4 then k else 4 + (d.n * k) % 96 end as title) as t
where d.id <> md5('device1')::uuid
on conflict do nothing;
insert into installations (device_id, version_id, name_order, via, first_seen)
select md5('device1')::uuid, md5('version' || n)::uuid, 'lib' || n, 'report',
    now() - n * interval '1 second'
from generate_series(1, 2000) as n;

-- Three on each device, two thousand on the first; one in a hundred is exploited.
insert into findings (device_id, vulnerability, aliases, software_id, version_id,
    software, ecosystem, package, installed_version, fixable, severity, exploited,
    urgency, evidence, digest, first_seen, since, gone_at, gone_because)
select device, 'CVE-2026-' || number, '{}', md5('title' || number % 3000)::uuid,
    md5('version' || number % 3000)::uuid, 'lib' || number % 3000, 'Debian:12',
    'lib' || number % 3000, '1', number % 50 <> 1,
    (array['low', 'unknown', 'medium', 'high', 'critical'])[rank], number % 100 = 7,
    case when number % 100 = 7 then 1000 else 0 end + rank * 100
        + case when number % 50 <> 1 then 50 else 0 end,
    'why', md5(device::text || number)::uuid, now(), now() - number * interval '1 hour',
    case when number % 20 = 3 then now() - number * interval '1 minute' end,
    case when number % 20 = 3 then 'upgraded' end
from (select id as device, (row_number() over (order by id) * 31 + k * 977) % 2500 as number
        from devices, generate_series(1, 3) as k
        where id <> md5('device1')::uuid
        union all
        select md5('device1')::uuid, generate_series(1, 2000)) as found,
    lateral (select 1 + number % 5 as rank) as rated
on conflict do nothing;
insert into found_vulnerabilities (vulnerability, severity, exploited, urgency,
    devices, first_seen)
select vulnerability, min(severity), bool_or(exploited), max(urgency), count(*),
    min(first_seen)
from findings where gone_at is null group by vulnerability;

-- What the overview shows.
insert into finding_totals (open, exploited, critical, high, fixable, devices, exploited_devices, software, checked)
values (300000, 3000, 60000, 60000, 290000, 100000, 3000, 500000, 490000);
insert into finding_days (day, opened, gone, open, exploited, software, checked)
select now()::date - n, 1, 1, 300000, 3000, 500000, 490000 from generate_series(0, 400) as n;
insert into remedies (family, package, devices, findings, exploited, critical, high)
select 'Debian', 'lib' || n, n % 1000, n % 2000, n % 7, n % 50, n % 90 from generate_series(1, 3000) as n;
insert into coverage_reasons (why, software)
select 'reason ' || n, n from generate_series(1, 60) as n;
insert into coverage_gaps (device_id, version_id, why)
select device_id, version_id, 'reason ' || (1 + get_byte(uuid_send(version_id), 0) % 60) from installations
where get_byte(uuid_send(device_id), 0) < 40;
