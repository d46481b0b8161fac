-- liquibase formatted sql

-- changeset muster:0014-enrollment-tokens
-- An expiring invitation for collectors. The token is told once; here is its hash. Revoking deletes
-- the row, so that an unknown and a revoked token cannot be told apart.
create table enrollment_tokens (
    org_id     uuid not null default tenant() references organizations on delete cascade,
    id         uuid not null default uuidv7(),
    name       text not null check (length(name) between 1 and 100),
    hash       text not null,
    hint       text not null,
    labels     text[] not null default '{}',
    site_id    uuid,
    max_uses   int check (max_uses > 0),
    uses       int not null default 0,
    created_by text not null,
    created_at timestamptz not null,
    expires_at timestamptz,
    used_at    timestamptz,
    -- When the script was last fetched for it, and when it was last tried in vain.
    fetched_at timestamptz,
    refused_at timestamptz,
    primary key (org_id, id),
    foreign key (org_id, site_id) references sites (org_id, id)
);
create unique index enrollment_tokens_hash on enrollment_tokens (hash);
create index enrollment_tokens_site on enrollment_tokens (org_id, site_id) where site_id is not null;
call tenant_table('enrollment_tokens');
create policy door on enrollment_tokens for select to muster_door using (true);
grant select on enrollment_tokens to muster_door;

-- changeset muster:0014-collectors
-- What reports: on a device, about other devices, or from an MDM or cloud. A revoked one stays, so
-- that its history can be read.
create table collectors (
    org_id        uuid not null default tenant() references organizations on delete cascade,
    id            uuid not null default uuidv7(),
    kind          text collate "C" not null check (kind in ('agent', 'scanner', 'connector')),
    name          text not null,
    name_order    text collate "C" not null,
    platform      text,
    version       text,
    token_id      uuid,
    token_name    text not null,
    labels        text[] not null default '{}',
    site_id       uuid,
    device_id     uuid,
    public_key    text not null,
    enrolled_at   timestamptz not null,
    seen_at       timestamptz,
    late_after    timestamptz not null,
    clock_millis  bigint,
    spool_batches int,
    spool_bytes   bigint,
    spool_oldest  timestamptz,
    revoked_at    timestamptz,
    revoked_by    text,
    primary key (org_id, id),
    foreign key (org_id, site_id) references sites (org_id, id),
    foreign key (org_id, device_id) references devices on delete set null (device_id)
);
call tenant_table('collectors');
create index collectors_by_name on collectors (org_id, name_order, id) where revoked_at is null;
create index collectors_by_seen on collectors (org_id, seen_at, id) where revoked_at is null;
create index collectors_of_device on collectors (org_id, device_id) where device_id is not null;
create index collectors_of_token on collectors (org_id, token_id, enrolled_at) where token_id is not null;
create index collectors_at_site on collectors (org_id, site_id) where site_id is not null;
create policy door on collectors for select to muster_door using (true);
grant select on collectors to muster_door;

-- An HMAC key, sealed by the master key. Two live at once: a new one from when it is made, the old
-- one until a while after the new one was first used.
create table collector_keys (
    org_id       uuid not null default tenant(),
    id           uuid not null default uuidv7(),
    collector_id uuid not null,
    sealed       bytea not null,
    made_at      timestamptz not null,
    used_at      timestamptz,
    ends_at      timestamptz,
    primary key (org_id, id),
    foreign key (org_id, collector_id) references collectors on delete cascade
);
call tenant_table('collector_keys');
create index collector_keys_of_collector on collector_keys (org_id, collector_id);
create unique index collector_keys_id on collector_keys (id);
create policy door on collector_keys for select to muster_door using (true);
grant select on collector_keys to muster_door;

create table certificates (
    org_id       uuid not null default tenant(),
    serial       text collate "C" not null,
    collector_id uuid not null,
    issued_at    timestamptz not null,
    not_after    timestamptz not null,
    primary key (org_id, serial),
    foreign key (org_id, collector_id) references collectors on delete cascade
);
call tenant_table('certificates');
create index certificates_of_collector on certificates (org_id, collector_id);
create unique index certificates_serial on certificates (serial);
create policy door on certificates for select to muster_door using (true);
grant select on certificates to muster_door;

-- The hub's certificate authorities: one signs, and while it is replaced the other still counts.
create table authorities (
    id          uuid primary key default uuidv7(),
    certificate text not null,
    sealed      bytea not null,
    made_at     timestamptz not null,
    not_after   timestamptz not null
);
grant select, insert, delete on authorities to muster_door;

-- changeset muster:0014-batches
-- What was acknowledged of a collector's spool: the same place in the same epoch with the same bytes
-- is acknowledged again, and counted once.
create table batches (
    org_id       uuid not null default tenant(),
    collector_id uuid not null,
    epoch        uuid not null,
    sequence     bigint not null,
    digest       bytea not null,
    device_id    uuid,
    items        int not null,
    received_at  timestamptz not null,
    primary key (org_id, collector_id, epoch, sequence),
    foreign key (org_id, collector_id) references collectors on delete cascade
);
call tenant_table('batches');
create index batches_by_time on batches (org_id, received_at);

-- What a collector or the hub says of their dealings, for the collector's page.
create table collector_notes (
    org_id       uuid not null default tenant(),
    id           uuid not null default uuidv7(),
    collector_id uuid not null,
    at           timestamptz not null,
    kind         text collate "C" not null,
    from_at      timestamptz,
    to_at        timestamptz,
    batches      bigint,
    events       bigint,
    text         text,
    primary key (org_id, id),
    foreign key (org_id, collector_id) references collectors on delete cascade
);
call tenant_table('collector_notes', 'select, insert, delete');
create index collector_notes_of_collector on collector_notes (org_id, collector_id, at, id);

-- Whether collectors of an organization must show their certificate.
alter table organizations add column certificates_required boolean not null default false;
