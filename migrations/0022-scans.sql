-- liquibase formatted sql

-- changeset muster:0022-looks
-- A device gives several texts of one kind and subject, a cookie each, and who says first is
-- believed: all of a look are kept, in their order.
alter table device_evidence add column place int not null default 0;
alter table device_evidence drop constraint device_evidence_pkey;
drop index device_evidence_by_id;
alter table device_evidence add primary key (org_id, device_id, id);
