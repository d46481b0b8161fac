-- liquibase formatted sql

-- changeset muster:0005-devices
-- A device as its lists show it: of each fact the one from the strongest source. The counters are
-- kept with what they count, so that no list ever counts rows.
create table devices (
    org_id             uuid not null default tenant() references organizations on delete cascade,
    id                 uuid not null default uuidv7(),
    site_id            uuid not null,
    hostname           text not null,
    name_order         text collate "C" not null,
    type               text collate "C" not null,
    os_name            text,
    os_version         text,
    serial             text,
    ip_address         text,
    agent_version      text,
    provenance         text not null,
    first_seen         timestamptz not null,
    last_seen          timestamptz not null,
    -- Two intervals after the last report; infinity for what never reports by itself.
    late_after         timestamptz not null,
    retired_at         timestamptz,
    software_count     int not null default 0,
    findings_open      int not null default 0,
    findings_exploited int not null default 0,
    primary key (org_id, id),
    foreign key (org_id, site_id) references sites (org_id, id)
);
call tenant_table('devices');
create index devices_by_name on devices (org_id, name_order, id) where retired_at is null;
create index devices_by_last_seen on devices (org_id, last_seen, id) where retired_at is null;
create index devices_by_first_seen on devices (org_id, first_seen, id) where retired_at is null;
create index devices_by_software on devices (org_id, software_count, id) where retired_at is null;
create index devices_by_findings on devices (org_id, findings_open, id) where retired_at is null;
create index devices_by_exploited on devices (org_id, findings_exploited, id) where retired_at is null;
create index devices_by_type on devices (org_id, type, name_order, id) where retired_at is null;
create index devices_late on devices (org_id, late_after, id) where retired_at is null;
create index devices_retired on devices (org_id, name_order, id) where retired_at is not null;
create index devices_of_site on devices (org_id, site_id);

-- What a device is known by. A hostname belongs to its site; all else is the same everywhere, which
-- the organization's own id as the scope says.
create table device_identifiers (
    org_id     uuid not null default tenant(),
    kind       text collate "C" not null check (kind in ('hardware_uuid', 'serial', 'mac', 'hostname')),
    scope      uuid not null,
    value      text collate "C" not null,
    device_id  uuid not null,
    provenance text not null,
    first_seen timestamptz not null,
    primary key (org_id, kind, scope, value),
    foreign key (org_id, device_id) references devices on delete cascade
);
call tenant_table('device_identifiers');
create index device_identifiers_of_device on device_identifiers (org_id, device_id);

-- What each source says about a device, and since when it says so.
create table device_facts (
    org_id     uuid not null default tenant(),
    device_id  uuid not null,
    name       text collate "C" not null,
    provenance text collate "C" not null,
    value      text not null,
    since      timestamptz not null,
    primary key (org_id, device_id, name, provenance),
    foreign key (org_id, device_id) references devices on delete cascade
);
call tenant_table('device_facts');

-- The words a device is found by: an index on plain text serves row-level security and prefixes.
create table device_tokens (
    org_id    uuid not null default tenant(),
    token     text collate "C" not null,
    device_id uuid not null,
    primary key (org_id, token, device_id),
    foreign key (org_id, device_id) references devices on delete cascade
);
call tenant_table('device_tokens');
create index device_tokens_of_device on device_tokens (org_id, device_id, token);

create table device_timeline (
    org_id     uuid not null default tenant(),
    device_id  uuid not null,
    id         uuid not null default uuidv7(),
    at         timestamptz not null,
    kind       text not null,
    provenance text not null,
    subject    text,
    before     text,
    after      text,
    other_id   uuid,
    added      int,
    removed    int,
    upgraded   int,
    primary key (org_id, id),
    foreign key (org_id, device_id) references devices on delete cascade
);
call tenant_table('device_timeline');
create index device_timeline_of_device on device_timeline (org_id, device_id, at, id);

create table retirements (
    org_id    uuid not null default tenant(),
    device_id uuid not null,
    at        timestamptz not null,
    by        text not null,
    reason    text not null check (length(reason) <= 500),
    primary key (org_id, device_id),
    foreign key (org_id, device_id) references devices on delete cascade
);
call tenant_table('retirements');

-- How many there are of something in the organization, for pages that say "1-100 of 12,408".
create table counters (
    org_id uuid not null default tenant() references organizations on delete cascade,
    name   text collate "C" not null,
    value  bigint not null,
    primary key (org_id, name)
);
call tenant_table('counters');
