-- liquibase formatted sql

-- changeset muster:0002-people
-- A person is nobody's tenant: one row for each mailbox, whatever organizations it belongs to.
create table people (
    id              uuid primary key default uuidv7(),
    email           text not null check (email = lower(email) and length(email) <= 254),
    name            text not null check (length(name) <= 200),
    password_hash   text,
    confirmed_at    timestamptz,
    failures        int not null default 0,
    locked_until    timestamptz,
    last_org_id     uuid,
    zone            text not null default 'UTC',
    created_at      timestamptz not null default now(),
    unique (email)
);
alter table people enable row level security;
alter table people force row level security;
create policy myself on people to muster_app using (id = person()) with check (id = person());
create policy door on people to muster_door using (true) with check (true);
grant select, update (name, zone, last_org_id, password_hash) on people to muster_app;
grant select, insert, update on people to muster_door;

create table sessions (
    token_hash  text primary key,
    person_id   uuid not null references people on delete cascade,
    created_at  timestamptz not null default now(),
    used_at     timestamptz not null default now(),
    address     text not null,
    device      text not null,
    id          uuid not null default uuidv7() unique
);
create index sessions_of_person on sessions (person_id);
alter table sessions enable row level security;
alter table sessions force row level security;
create policy mine on sessions to muster_app using (person_id = person()) with check (person_id = person());
create policy door on sessions to muster_door using (true) with check (true);
grant select, delete on sessions to muster_app;
grant select, insert, update, delete on sessions to muster_door;

-- Links sent by mail: confirm an address, join an organization, reset a password. Used once.
create table mailed_links (
    token_hash  text primary key,
    person_id   uuid not null references people on delete cascade,
    purpose     text not null check (purpose in ('confirmation', 'reset')),
    org_id      uuid,
    expires_at  timestamptz not null
);
create index mailed_links_of_person on mailed_links (person_id);
grant select, insert, delete on mailed_links to muster_door;

-- changeset muster:0002-organizations
create table organizations (
    org_id       uuid primary key default tenant() check (org_id is not null),
    slug         text not null check (slug ~ '^[a-z0-9](-?[a-z0-9]){1,49}$'),
    name         text not null check (length(name) between 1 and 100),
    plan         text not null default 'free',
    confirmed_at timestamptz,
    demo         boolean not null default false,
    created_at   timestamptz not null default now(),
    unique (slug)
);
call tenant_table('organizations');
create policy door on organizations for select to muster_door using (true);
grant select on organizations to muster_door;

create table memberships (
    org_id     uuid not null default tenant() references organizations on delete cascade,
    person_id  uuid not null references people,
    role       text not null check (role in ('owner', 'admin', 'analyst', 'operator', 'viewer', 'auditor')),
    email      text not null,
    name       text not null,
    created_at timestamptz not null default now(),
    primary key (org_id, person_id)
);
create index memberships_of_person on memberships (person_id);
call tenant_table('memberships');
create policy mine on memberships for select to muster_app using (person_id = person());
create policy door on memberships for select to muster_door using (true);
grant select on memberships to muster_door;

-- A slug that an organization had: its pages move on to the new one.
create table former_slugs (
    slug       text primary key,
    org_id     uuid not null default tenant() references organizations on delete cascade,
    since      timestamptz not null default now()
);
create index former_slugs_of_organization on former_slugs (org_id);
call tenant_table('former_slugs');
create policy door on former_slugs for select to muster_door using (true);
grant select on former_slugs to muster_door;

create table sites (
    org_id     uuid not null default tenant() references organizations on delete cascade,
    id         uuid not null default uuidv7(),
    name       text not null check (length(name) between 1 and 100),
    created_at timestamptz not null default now(),
    primary key (org_id, id),
    unique (org_id, name)
);
call tenant_table('sites');

create table api_keys (
    org_id      uuid not null default tenant() references organizations on delete cascade,
    id          uuid not null default uuidv7(),
    name        text not null check (length(name) between 1 and 100),
    hash        text not null,
    hint        text not null,
    scopes      text[] not null,
    ip_allow    text[] not null default '{}',
    created_by  text not null,
    created_at  timestamptz not null default now(),
    expires_at  timestamptz,
    used_at     timestamptz,
    primary key (org_id, id)
);
-- The door finds a key by its hash before it knows whose it is.
create unique index api_keys_hash on api_keys (hash);
call tenant_table('api_keys');
create policy door on api_keys for select to muster_door using (true);
create policy door_use on api_keys for update to muster_door using (true) with check (true);
grant select, update (used_at) on api_keys to muster_door;

-- changeset muster:0002-audit
create table audit_entries (
    org_id   uuid not null default tenant(),
    sequence bigint not null,
    at       timestamptz not null,
    actor    text not null,
    label    text not null,
    verb     text not null,
    subject  text not null,
    detail   text not null,
    previous text not null,
    hash     text not null,
    primary key (org_id, sequence)
);
call tenant_table('audit_entries', 'select, insert');

-- The end of each organization's chain; its row lock puts entries in order.
create table audit_heads (
    org_id   uuid primary key default tenant(),
    sequence bigint not null,
    hash     text not null
);
call tenant_table('audit_heads', 'select, insert, update');
