-- liquibase formatted sql

-- changeset muster:0017-identifiers
-- The table of strength, strongest first; some kinds wait for who collects them.
alter table device_identifiers drop constraint device_identifiers_kind_check;
alter table device_identifiers add constraint device_identifiers_kind_check check (kind in
    ('serial', 'hardware_uuid', 'snmp_engine', 'chassis', 'mdm_udid', 'android_id', 'mac', 'hostname'));

-- changeset muster:0017-aliases
-- The id that a device had before it became part of another: its old address leads there. One step,
-- however often what it became part of was merged again.
create table device_aliases (
    org_id    uuid not null default tenant(),
    id        uuid not null,
    device_id uuid not null check (device_id <> id),
    primary key (org_id, id),
    foreign key (org_id, id) references devices on delete cascade,
    foreign key (org_id, device_id) references devices on delete cascade
);
call tenant_table('device_aliases');
create index device_aliases_of_device on device_aliases (org_id, device_id, id);

-- A device that became part of another. Its own rows stay with it, so that it can be taken out
-- again as it was; beside it stand who spoke of the other one before, and whose collectors moved.
create table merges (
    org_id      uuid not null default tenant(),
    id          uuid not null default uuidv7(),
    device_id   uuid not null,
    merged_id   uuid not null,
    at          timestamptz not null,
    by          text not null,
    first_seen  timestamptz not null,
    sources     text[] not null,
    collectors  uuid[] not null,
    undone_at   timestamptz,
    undone_by   text,
    primary key (org_id, id),
    foreign key (org_id, device_id) references devices on delete cascade,
    foreign key (org_id, merged_id) references devices on delete cascade
);
call tenant_table('merges');
create index merges_of_device on merges (org_id, device_id, at) where undone_at is null;
create unique index merges_now on merges (org_id, merged_id) where undone_at is null;

-- changeset muster:0017-splits
-- Where a device was split, these sources speak of the other one, whatever both are known by.
create table device_splits (
    org_id    uuid not null default tenant(),
    device_id uuid not null,
    other_id  uuid not null,
    sources   text[] not null,
    at        timestamptz not null,
    by        text not null,
    primary key (org_id, device_id, other_id),
    foreign key (org_id, device_id) references devices on delete cascade,
    foreign key (org_id, other_id) references devices on delete cascade
);
call tenant_table('device_splits');
create index device_splits_of_other on device_splits (org_id, other_id);

-- A stronger source that took over a device which was known by its name alone, and what that was.
create table adoptions (
    org_id      uuid not null default tenant(),
    id          uuid not null default uuidv7(),
    device_id   uuid not null,
    at          timestamptz not null,
    provenance  text not null,
    sources     text[] not null,
    hostname    text not null,
    first_seen  timestamptz not null,
    software    int not null,
    undone_at   timestamptz,
    undone_by   text,
    released_id uuid,
    primary key (org_id, id),
    foreign key (org_id, device_id) references devices on delete cascade,
    foreign key (org_id, released_id) references devices on delete set null (released_id)
);
call tenant_table('adoptions');
create index adoptions_of_device on adoptions (org_id, device_id, at);

-- changeset muster:0017-clashes
-- Two devices with one identifier, until somebody says what they are. The lesser id comes first.
create table clashes (
    org_id     uuid not null default tenant(),
    id         uuid not null default uuidv7(),
    device_id  uuid not null,
    other_id   uuid not null check (device_id < other_id),
    kind       text collate "C" not null,
    value      text collate "C" not null,
    likeness   text collate "C" not null check (likeness in ('clone', 'namesake', 'twin')),
    provenance text not null,
    at         timestamptz not null,
    decision   text collate "C" check (decision in ('apart', 'merged')),
    decided_at timestamptz,
    decided_by text,
    primary key (org_id, id),
    foreign key (org_id, device_id) references devices on delete cascade,
    foreign key (org_id, other_id) references devices on delete cascade
);
call tenant_table('clashes');
create unique index clashes_once on clashes (org_id, device_id, other_id, kind, value);
create index clashes_open on clashes (org_id, device_id, other_id) where decision is null;
create index clashes_of_other on clashes (org_id, other_id);

-- changeset muster:0017-sources
-- When each source of a device was last heard, but for the last of all: of that one the device's own
-- row says it, so that a device with one source still costs one row.
alter table devices add column last_source text;
create table device_sources (
    org_id     uuid not null default tenant(),
    device_id  uuid not null,
    provenance text collate "C" not null,
    heard_at   timestamptz not null,
    primary key (org_id, device_id, provenance),
    foreign key (org_id, device_id) references devices on delete cascade
);
call tenant_table('device_sources');

-- changeset muster:0017-inventories
-- The list of a device that one of a merged device took the place of.
create table replaced_inventories (
    org_id     uuid not null default tenant(),
    device_id  uuid not null,
    at         timestamptz not null,
    via        text collate "C" not null,
    provenance text not null,
    digest     bytea not null,
    items      int not null,
    changed_at timestamptz not null,
    unread     text[] not null,
    primary key (org_id, device_id, at, via),
    foreign key (org_id, device_id) references devices on delete cascade
);
call tenant_table('replaced_inventories');

-- changeset muster:0017-retirement
-- After how many silent days a device retires by itself; no row, never.
create table retirement_rules (
    org_id uuid not null default tenant() references organizations on delete cascade,
    days   int not null check (days between 7 and 365),
    primary key (org_id)
);
call tenant_table('retirement_rules');
