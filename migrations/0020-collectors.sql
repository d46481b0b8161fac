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

-- changeset muster:0020-forks
-- The epoch that a collector was last in, and since when: it never goes back to one that it left.
alter table collectors
    add column epoch uuid,
    add column epoch_at timestamptz;

-- Two that report as one, until somebody says that it is settled.
create table forks (
    org_id       uuid not null default tenant(),
    id           uuid not null default uuidv7(),
    collector_id uuid not null,
    evidence     text collate "C" not null check (evidence in ('collision', 'turns', 'hardware')),
    why          text not null,
    first_at     timestamptz not null,
    at           timestamptz not null,
    times        int not null default 1,
    settled_at   timestamptz,
    settled_by   text,
    primary key (org_id, id),
    foreign key (org_id, collector_id) references collectors on delete cascade
);
call tenant_table('forks');
create unique index forks_open on forks (org_id, collector_id) where settled_at is null;
create index forks_of_collector on forks (org_id, collector_id);

-- changeset muster:0020-event-moves
-- What a collector said of one device in a while, until it turned out that it was on another. Events
-- are never changed; whoever reads them looks here.
create table event_moves (
    org_id       uuid not null default tenant(),
    device_id    uuid not null,
    collector_id uuid not null,
    from_at      timestamptz not null,
    until_at     timestamptz not null,
    moved_to     uuid not null,
    primary key (org_id, device_id, collector_id, until_at),
    foreign key (org_id, device_id) references devices on delete cascade,
    foreign key (org_id, moved_to) references devices on delete cascade
);
call tenant_table('event_moves');
create index event_moves_to on event_moves (org_id, moved_to);

-- changeset muster:0020-orders
-- In the orders that their list can be had in; one that never reported was last heard of when it
-- enrolled.
drop index collectors_by_seen;
create index collectors_by_seen on collectors (org_id, coalesce(seen_at, enrolled_at), id)
    where revoked_at is null;
create index collectors_by_enrolled on collectors (org_id, enrolled_at, id)
    where revoked_at is null;

-- changeset muster:0020-successors
-- The key that was made to take the place of this one.
alter table api_keys add column successor_id uuid;
alter table api_keys add foreign key (org_id, successor_id) references api_keys (org_id, id)
    on delete set null (successor_id);
create index api_keys_by_successor on api_keys (org_id, successor_id) where successor_id is not null;
