-- liquibase formatted sql

-- changeset muster:0010-devices
-- Each list is read in its order, whatever narrows it: a page costs what it shows.
create index devices_retired_by_last_seen on devices (org_id, last_seen, id) where retired_at is not null;
create index devices_by_address on devices (org_id, ip_address, name_order, id) where retired_at is null;

-- changeset muster:0010-installations
-- What is on a device is listed by name, and a device may have thousands: each installation knows
-- its name. Those that were there before learn theirs here, for all organizations at once.
alter table installations add column name_order text collate "C";
alter table installations no force row level security;
alter table software_versions no force row level security;
alter table software no force row level security;
update installations i set name_order = s.name_order
from software_versions v join software s on s.org_id = v.org_id and s.id = v.software_id
where v.org_id = i.org_id and v.id = i.version_id;
alter table installations force row level security;
alter table software_versions force row level security;
alter table software force row level security;
alter table installations alter column name_order set not null;
create index installations_by_name on installations (org_id, device_id, name_order, version_id)
    where removed_at is null;
-- The key serves the list of what came last as well, in this order.
alter table installations drop constraint installations_pkey,
    add primary key (org_id, device_id, first_seen, version_id);

-- changeset muster:0010-findings
-- Urgency is made of what is exploited, severe and fixable: the index of urgencies serves them all.
drop index findings_exploited;
drop index findings_unfixable;
drop index findings_severe;
create index findings_new_of_device on findings (org_id, device_id, since, id) where gone_at is null;
create index findings_gone_exploited on findings (org_id, gone_at, id) where gone_at is not null and exploited;
create index findings_gone_of_device on findings (org_id, device_id, gone_at, id) where gone_at is not null;
