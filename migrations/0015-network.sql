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

-- changeset muster:0015-network
-- How each device was connected when it last said so; the digest tells whether the next is the same.
create table device_networks (
    org_id     uuid not null default tenant(),
    device_id  uuid not null,
    digest     text not null,
    changed_at timestamptz not null,
    primary key (org_id, device_id),
    foreign key (org_id, device_id) references devices on delete cascade
);
call tenant_table('device_networks');

create table device_interfaces (
    org_id    uuid not null default tenant(),
    device_id uuid not null,
    name      text collate "C" not null,
    mac       text collate "C",
    addresses text[] not null,
    since     timestamptz not null,
    primary key (org_id, device_id, name),
    foreign key (org_id, device_id) references devices on delete cascade
);
call tenant_table('device_interfaces');
create index device_interfaces_by_mac on device_interfaces (org_id, mac, device_id) where mac is not null;

-- A port; the processes behind it are their names alone, and null where they may not be seen.
create table device_listeners (
    org_id    uuid not null default tenant(),
    device_id uuid not null,
    protocol  text collate "C" not null check (protocol in ('tcp', 'udp')),
    port      int not null check (port between 1 and 65535),
    address   text collate "C" not null,
    process   text,
    since     timestamptz not null,
    primary key (org_id, device_id, protocol, port, address),
    foreign key (org_id, device_id) references devices on delete cascade
);
call tenant_table('device_listeners');

-- Others on the networks of a device, by the interface ('' where it is not told) they were seen on.
create table device_neighbours (
    org_id     uuid not null default tenant(),
    device_id  uuid not null,
    mac        text collate "C" not null,
    ip_address text collate "C" not null,
    interface  text collate "C" not null,
    since      timestamptz not null,
    primary key (org_id, device_id, mac, ip_address, interface),
    foreign key (org_id, device_id) references devices on delete cascade
);
call tenant_table('device_neighbours');
