-- liquibase formatted sql

-- changeset muster:0015-devices
-- The newest look at a device, on the row that every report writes: what was seen before it and
-- comes after it tells nothing new.
alter table devices
    add column observed_at timestamptz,
    add column epoch uuid,
    add column sequence bigint;
-- Of which kinds of software the last list is silent, since they could not be read.
alter table device_inventories add column unread text[] not null default '{}';

-- What could not be read on a device when it last reported.
create table device_unread (
    org_id    uuid not null default tenant(),
    device_id uuid not null,
    source    text collate "C" not null,
    why       text not null,
    since     timestamptz not null,
    primary key (org_id, device_id, source),
    foreign key (org_id, device_id) references devices on delete cascade
);
call tenant_table('device_unread');
