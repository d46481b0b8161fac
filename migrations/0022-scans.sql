-- liquibase formatted sql

-- changeset muster:0022-looks
-- A device gives several texts of one kind and subject, a cookie each, and who says first is
-- believed: all of a look are kept, in their order.
alter table device_evidence add column place int not null default 0;
alter table device_evidence drop constraint device_evidence_pkey;
drop index device_evidence_by_id;
alter table device_evidence add primary key (org_id, device_id, id);

-- changeset muster:0022-silence
-- Most addresses of a large network are silent: those beside each other, said in one report, are one
-- row, from its address to the last.
alter table scan_targets
    add column last_address text collate "C",
    add column last_place text collate "C",
    add column addresses int not null default 1;
