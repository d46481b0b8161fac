-- liquibase formatted sql

-- changeset muster:0012-checked
-- How much of a device's software could be checked, beside its count of findings: where it is
-- nothing, no findings means that nobody can tell.
alter table devices add column software_checked int not null default 0;
alter table devices no force row level security;
alter table device_coverage no force row level security;
update devices d set software_checked = c.checked
from device_coverage c
where c.org_id = d.org_id and c.device_id = d.id;
alter table devices force row level security;
alter table device_coverage force row level security;
