-- liquibase formatted sql

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
create index organizations_demo on organizations (org_id) where demo;
call tenant_table('organizations');
create policy door on organizations for select to muster_door using (true);
grant select on organizations to muster_door;

-- Every slug that an organization has or had: pages of a former one move on to the present one, and
-- nobody else gets it. A claim comes before its organization, because it may fail.
create table slugs (
    slug       text primary key,
    org_id     uuid not null default tenant() references organizations on delete cascade deferrable initially deferred,
    since      timestamptz not null default now()
);
create index slugs_of_organization on slugs (org_id);
call tenant_table('slugs');
create policy door on slugs for select to muster_door using (true);
grant select on slugs to muster_door;

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

-- changeset muster:0002-people
-- A person is nobody's tenant: one row for each mailbox that said yes, whatever organizations it
-- belongs to.
create table people (
    id              uuid primary key default uuidv7(),
    email           text not null check (email = lower(email) and length(email) <= 254),
    name            text not null check (length(name) between 1 and 200),
    password_hash   text,
    last_org_id     uuid,
    zone            text not null default 'UTC',
    created_at      timestamptz not null default now(),
    unique (email)
);

create table memberships (
    org_id     uuid not null default tenant() references organizations on delete cascade,
    person_id  uuid not null references people,
    role       text not null check (role in ('owner', 'admin', 'analyst', 'operator', 'viewer', 'auditor')),
    created_at timestamptz not null default now(),
    primary key (org_id, person_id)
);
create index memberships_of_person on memberships (person_id);
call tenant_table('memberships');
create policy mine on memberships for select to muster_app using (person_id = person());
create policy door on memberships for select to muster_door using (true);
grant select on memberships to muster_door;

-- Members see each other's name and address; passwords are the door's business alone.
alter table people enable row level security;
alter table people force row level security;
create policy myself on people to muster_app using (id = person()) with check (id = person());
create policy colleagues on people for select to muster_app using (
    exists (select 1 from memberships where memberships.org_id = tenant() and memberships.person_id = people.id));
create policy door on people to muster_door using (true) with check (true);
grant select (id, email, name, zone, last_org_id, created_at), update (name, zone, last_org_id) on people to muster_app;
grant select, insert, update on people to muster_door;

create table sessions (
    token_hash  text primary key,
    id          uuid not null default uuidv7() unique,
    person_id   uuid not null references people on delete cascade,
    created_at  timestamptz not null default now(),
    used_at     timestamptz not null default now(),
    address     text not null,
    device      text not null check (length(device) <= 100)
);
create index sessions_of_person on sessions (person_id);
alter table sessions enable row level security;
alter table sessions force row level security;
create policy mine on sessions to muster_app using (person_id = person()) with check (person_id = person());
create policy door on sessions to muster_door using (true) with check (true);
grant select (id, person_id, created_at, used_at, address, device), delete on sessions to muster_app;
grant select, insert, update, delete on sessions to muster_door;

-- Failed logins by the address that was typed, whether or not somebody has it: nothing that is
-- written, and no time that it takes, tells the two apart.
create table login_failures (
    email        text primary key check (length(email) <= 254),
    failures     int not null,
    failed_at    timestamptz not null,
    locked_until timestamptz
);
create index login_failures_by_time on login_failures (failed_at);
alter table login_failures enable row level security;
alter table login_failures force row level security;
create policy door on login_failures to muster_door using (true) with check (true);
grant select, insert, update, delete on login_failures to muster_door;

-- A person's own key for programs: it may what its scopes and the person's role both allow.
create table personal_tokens (
    id          uuid primary key default uuidv7(),
    person_id   uuid not null default person() references people on delete cascade,
    name        text not null check (length(name) between 1 and 100),
    hash        text not null unique,
    hint        text not null,
    scopes      text[] not null,
    created_at  timestamptz not null default now(),
    expires_at  timestamptz,
    used_at     timestamptz
);
create index personal_tokens_of_person on personal_tokens (person_id);
alter table personal_tokens enable row level security;
alter table personal_tokens force row level security;
create policy mine on personal_tokens to muster_app using (person_id = person()) with check (person_id = person());
create policy door on personal_tokens to muster_door using (true) with check (true);
grant select, insert, delete on personal_tokens to muster_app;
grant select, update (used_at) on personal_tokens to muster_door;

-- Links sent by mail, for a mailbox that may belong to nobody yet. What a sign-up will make waits
-- in its link until the mailbox says yes, so that the same is written whoever signs up.
create table mailed_links (
    token_hash    text primary key,
    purpose       text not null check (purpose in ('confirmation', 'reset')),
    email         text not null check (length(email) <= 254),
    org_id        uuid references organizations on delete cascade,
    name          text,
    password_hash text,
    created_at    timestamptz not null default now(),
    expires_at    timestamptz not null,
    used_at       timestamptz,
    check (purpose <> 'confirmation' or (org_id is not null and name is not null and password_hash is not null))
);
create index mailed_links_of_mailbox on mailed_links (email, created_at);
create index mailed_links_of_organization on mailed_links (org_id);
create index mailed_links_expired on mailed_links (expires_at);
alter table mailed_links enable row level security;
alter table mailed_links force row level security;
create policy tenant on mailed_links to muster_app using (org_id = tenant()) with check (org_id = tenant());
create policy door on mailed_links to muster_door using (true) with check (true);
grant insert, select (token_hash, org_id, used_at), update (used_at, password_hash) on mailed_links to muster_app;
grant select, insert, update, delete on mailed_links to muster_door;

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
