-- liquibase formatted sql

-- changeset muster:0013-references
-- Of an organization that is newer than its statistics PostgreSQL believes that every table holds
-- one row, and any index that leads with the organization seems as good as the key: each look at
-- what a new row refers to would then read all the rows of the organization. So where rows are
-- referred to only the key may fit. Each condition here holds for all rows and leaves out the
-- questions that name nothing of the index but the organization.
create index software_versions_of_title on software_versions (org_id, software_id) where software_id is not null;
drop index software_versions_of_software;
create index devices_at_site on devices (org_id, site_id) where site_id is not null;
drop index devices_of_site;
create unique index findings_once on findings (org_id, device_id, vulnerability) where device_id is not null;
alter table findings drop constraint findings_org_id_device_id_vulnerability_key;
