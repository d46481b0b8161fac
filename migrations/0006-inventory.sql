-- liquibase formatted sql

-- changeset muster:0006-inventory
-- A title. Its id is made from what it is, so that a report need not ask for it first.
create table software (
    org_id     uuid not null default tenant() references organizations on delete cascade,
    id         uuid not null,
    source     text collate "C" not null,
    vendor     text,
    name       text not null,
    name_order text collate "C" not null,
    first_seen timestamptz not null,
    devices    int not null default 0,
    primary key (org_id, id)
) with (fillfactor = 80);
call tenant_table('software');
create index software_by_name on software (org_id, name_order, id) where devices > 0;
create index software_by_devices on software (org_id, devices, id) where devices > 0;
create index software_by_source on software (org_id, source, name_order, id) where devices > 0;

create table software_tokens (
    org_id      uuid not null default tenant(),
    token       text collate "C" not null,
    software_id uuid not null,
    primary key (org_id, token, software_id),
    foreign key (org_id, software_id) references software on delete cascade
);
call tenant_table('software_tokens');
create index software_tokens_of_software on software_tokens (org_id, software_id, token);

-- A version of a title, with where it was built from. Null is "nobody said".
create table software_versions (
    org_id         uuid not null default tenant(),
    id             uuid not null,
    software_id    uuid not null,
    version        text,
    architecture   text,
    source_name    text,
    source_version text,
    purl           text,
    first_seen     timestamptz not null,
    devices        int not null default 0,
    primary key (org_id, id),
    foreign key (org_id, software_id) references software on delete cascade
) with (fillfactor = 80);
call tenant_table('software_versions');
create index software_versions_of_software on software_versions (org_id, software_id);

-- A version on a device, from when it was first seen to when it was gone. When it was last seen is
-- when the device was: a report that changes nothing writes nothing here.
create table installations (
    org_id     uuid not null default tenant(),
    device_id  uuid not null,
    version_id uuid not null,
    via        text not null,
    first_seen timestamptz not null,
    removed_at timestamptz,
    primary key (org_id, device_id, version_id, first_seen),
    foreign key (org_id, device_id) references devices on delete cascade,
    foreign key (org_id, version_id) references software_versions (org_id, id) on delete cascade
);
call tenant_table('installations');
create unique index installations_now on installations (org_id, device_id, version_id) where removed_at is null;
create index installations_of_version on installations (org_id, version_id, device_id) where removed_at is null;
create index installations_removed on installations (org_id, device_id, removed_at) where removed_at is not null;

-- The last inventory of each kind that a device sent; the digest tells whether the next is the same.
create table device_inventories (
    org_id     uuid not null default tenant(),
    device_id  uuid not null,
    via        text collate "C" not null,
    provenance text not null,
    digest     bytea not null,
    items      int not null,
    changed_at timestamptz not null,
    primary key (org_id, device_id, via),
    foreign key (org_id, device_id) references devices on delete cascade
);
call tenant_table('device_inventories');

-- One row a day: what a chart of a year reads.
create table inventory_days (
    org_id        uuid not null default tenant() references organizations on delete cascade,
    day           date not null,
    reports       int not null default 0,
    devices_added int not null default 0,
    added         int not null default 0,
    removed       int not null default 0,
    primary key (org_id, day)
);
call tenant_table('inventory_days');
