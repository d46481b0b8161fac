-- liquibase formatted sql

-- changeset muster:0021-network
-- Who says how a device is connected.
alter table device_networks add column provenance text not null default 'agent';

-- What only who asks over the network learns of an interface.
alter table device_interfaces
    add column alias text,
    add column speed_bps bigint,
    add column admin_up boolean,
    add column oper_up boolean;

-- Cables: what a device hears of the others at their ends (LLDP, CDP). What is not told is null.
create table device_links (
    org_id           uuid not null default tenant(),
    device_id        uuid not null,
    id               uuid not null default uuidv7(),
    local_interface  text,
    remote_name      text,
    remote_interface text,
    remote_platform  text,
    since            timestamptz not null,
    primary key (org_id, device_id, id),
    foreign key (org_id, device_id) references devices on delete cascade
);
call tenant_table('device_links');

-- Where a bridge learnt which MAC address.
create table device_macs (
    org_id    uuid not null default tenant(),
    device_id uuid not null,
    id        uuid not null default uuidv7(),
    mac       text collate "C" not null,
    vlan      int,
    interface text,
    since     timestamptz not null,
    primary key (org_id, device_id, id),
    foreign key (org_id, device_id) references devices on delete cascade
);
call tenant_table('device_macs');

-- changeset muster:0021-scans
-- A sweep of one site by one scanner, which gives it its id. The counters are kept with the targets.
create table scans (
    org_id           uuid not null default tenant() references organizations on delete cascade,
    id               uuid not null,
    collector_id     uuid,
    scanner          text not null,
    site_id          uuid not null,
    started_at       timestamptz not null,
    reported_at      timestamptz not null,
    finished_at      timestamptz,
    rules            text not null,
    targets          int not null,
    answered         int not null default 0,
    wrong_credential int not null default 0,
    time_out         int not null default 0,
    unsupported      int not null default 0,
    error            int not null default 0,
    primary key (org_id, id),
    foreign key (org_id, collector_id) references collectors on delete set null (collector_id),
    foreign key (org_id, site_id) references sites (org_id, id) on delete cascade
);
call tenant_table('scans');
-- The last twenty of each site are kept: in order they come by sorting.
create index scans_of_collector on scans (org_id, collector_id) where collector_id is not null;

-- An address of a scan, and what answered there as it was then. The place is the address as bytes in
-- hexadecimal, by which addresses are in order.
create table scan_targets (
    org_id     uuid not null default tenant(),
    scan_id    uuid not null,
    id         uuid not null default uuidv7(),
    ip_address text collate "C" not null,
    place      text collate "C" not null,
    result     text collate "C" not null,
    why        text,
    device_id  uuid,
    hostname   text,
    vendor     text,
    os         text,
    version    text,
    model      text,
    serial     text,
    type       text collate "C",
    asked_at   timestamptz not null,
    primary key (org_id, scan_id, ip_address),
    foreign key (org_id, scan_id) references scans on delete cascade,
    foreign key (org_id, device_id) references devices on delete set null (device_id)
);
call tenant_table('scan_targets');
create index scan_targets_by_place on scan_targets (org_id, scan_id, place, id);
create index scan_targets_of_device on scan_targets (org_id, device_id) where device_id is not null;

-- changeset muster:0021-cpe
-- What the public catalogue calls a version, where who identified it knows.
alter table software_versions add column cpe text;

-- changeset muster:0021-identities
-- What identification made of the evidence of a device, and by which rules. Why: by field the line
-- or variable that says so, the rule that read it, and the value.
create table device_identities (
    org_id        uuid not null default tenant(),
    device_id     uuid not null,
    scan_id       uuid,
    ip_address    text,
    provenance    text not null,
    observed_at   timestamptz not null,
    rules         text collate "C" not null,
    identified_at timestamptz not null,
    vendor        text,
    os_vendor     text,
    os            text,
    version       text,
    model         text,
    serial        text,
    hostname      text,
    type          text,
    cpe           text,
    service       text,
    whys          jsonb not null,
    modules       jsonb not null,
    primary key (org_id, device_id),
    foreign key (org_id, device_id) references devices on delete cascade
);
call tenant_table('device_identities');
create index device_identities_by_rules on device_identities (org_id, rules, device_id);

-- The newest text of each kind that a device gave, deflated. The look is the one that brought it:
-- what is identified together was seen together.
create table device_evidence (
    org_id      uuid not null default tenant(),
    device_id   uuid not null,
    kind        text collate "C" not null check (kind in ('snmp', 'cli', 'banner', 'mac')),
    subject     text collate "C" not null,
    id          uuid not null default uuidv7(),
    scan_id     uuid,
    platform    text,
    observed_at timestamptz not null,
    characters  int not null,
    packed      bytea not null,
    primary key (org_id, device_id, kind, subject),
    foreign key (org_id, device_id) references devices on delete cascade
);
call tenant_table('device_evidence');
alter table device_evidence alter column packed set storage external;
create index device_evidence_by_id on device_evidence (org_id, device_id, id);
