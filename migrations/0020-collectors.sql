-- liquibase formatted sql

-- changeset muster:0020-machines
-- What tells the machine of a collector apart, hashed; and who enrolled there after it. That one has
-- taken its place unless it is heard of again: two may well live on one machine.
alter table collectors
    add column machine text collate "C",
    add column replaced_by uuid,
    add column replaced_at timestamptz;
create index collectors_on_machine on collectors (org_id, machine) where machine is not null;
create index collectors_gone on collectors (org_id, revoked_at, replaced_at)
    where revoked_at is not null or replaced_at is not null;
