-- liquibase formatted sql

-- changeset muster:0027-domains
-- The mail domains of an organization. Once the domain's own name service says so, whoever has a
-- mailbox there belongs to this organization and to no other.
create table domains (
    org_id        uuid not null default tenant() references organizations on delete cascade,
    id            uuid not null default uuidv7(),
    domain        text collate "C" not null check (domain = lower(domain) and length(domain) <= 253),
    txt           text not null,
    added_at      timestamptz not null,
    verified_at   timestamptz,
    checked_at    timestamptz,
    failing_since timestamptz,
    primary key (org_id, id),
    unique (org_id, domain)
);
call tenant_table('domains');
create unique index domains_verified on domains (domain) where verified_at is not null;
create policy door on domains for select to muster_door using (true);
grant select (org_id, domain, verified_at) on domains to muster_door;

-- changeset muster:0027-connections
-- An organization's identity provider: its own description as it was given or fetched, and what it
-- may do here. One without a description is being prepared: our side of it can be told already.
create table saml_connections (
    org_id         uuid not null default tenant() references organizations on delete cascade,
    id             uuid not null default uuidv7(),
    metadata       text,
    metadata_at    timestamptz,
    metadata_url   text check (length(metadata_url) <= 2000),
    asked_at       timestamptz,
    failing_since  timestamptz,
    failure        text,
    idp_initiated  boolean not null,
    jit            boolean not null,
    default_role   text not null check (default_role in ('admin', 'analyst', 'operator', 'viewer', 'auditor')),
    made_at        timestamptz not null,
    warned         text[] not null default '{}',
    primary key (org_id, id),
    check ((metadata is null) = (metadata_at is null))
);
call tenant_table('saml_connections');
create unique index saml_connections_prepared on saml_connections (org_id) where metadata is null;
create unique index saml_connections_id on saml_connections (id);
create policy door on saml_connections for select to muster_door using (true);
grant select (org_id, id, made_at, metadata_at) on saml_connections to muster_door;

-- The hub's side of it: one pair of keys, or two while they rotate. The private half is sealed.
create table saml_keys (
    org_id        uuid not null default tenant(),
    connection_id uuid not null,
    place         int not null check (place between 1 and 2),
    certificate   bytea not null,
    sealed_key    bytea not null,
    made_at       timestamptz not null,
    primary key (org_id, connection_id, place) deferrable initially deferred,
    foreign key (org_id, connection_id) references saml_connections on delete cascade
);
call tenant_table('saml_keys');

-- changeset muster:0027-sign-in
-- A sign-in, or sign-out, that a browser was sent away with. Only this browser may come back, once.
create table saml_requests (
    org_id        uuid not null default tenant(),
    connection_id uuid not null,
    id            text collate "C" not null,
    kind          text not null check (kind in ('sign-in', 'test', 'sign-out')),
    browser_hash  text collate "C" not null,
    next          text not null,
    asker         text not null,
    made_at       timestamptz not null,
    primary key (org_id, connection_id, id),
    foreign key (org_id, connection_id) references saml_connections on delete cascade
);
call tenant_table('saml_requests');
create index saml_requests_by_time on saml_requests (org_id, made_at);

-- What has signed somebody in does it only once: remembered until it is too old to be believed.
create table saml_used (
    org_id         uuid not null default tenant(),
    connection_id  uuid not null,
    assertion_hash text collate "C" not null,
    expires_at     timestamptz not null,
    primary key (org_id, connection_id, assertion_hash),
    foreign key (org_id, connection_id) references saml_connections on delete cascade
);
call tenant_table('saml_used');
create index saml_used_by_time on saml_used (org_id, expires_at);

-- changeset muster:0027-attempts
-- What came of each sign-in: why it was refused and what was looked at, nothing of what was said of
-- a person.
create table saml_attempts (
    org_id        uuid not null default tenant(),
    id            uuid not null default uuidv7(),
    connection_id uuid not null,
    at            timestamptz not null,
    result        text collate "C" not null check (result in ('accepted', 'tested', 'refused')),
    reason        text collate "C" not null,
    reference     text collate "C" not null,
    address       text collate "C" not null,
    checks        text not null,
    primary key (org_id, id),
    foreign key (org_id, connection_id) references saml_connections on delete cascade
);
call tenant_table('saml_attempts');
create index saml_attempts_by_time on saml_attempts (org_id, at, id);
create index saml_attempts_by_reference on saml_attempts (org_id, reference);
create index saml_attempts_of_connection on saml_attempts (org_id, connection_id);

-- changeset muster:0027-people
-- Which group of the identity provider is which role; no row, and roles are given by hand.
create table saml_groups (
    org_id        uuid not null default tenant(),
    connection_id uuid not null,
    group_name    text collate "C" not null check (length(group_name) between 1 and 300),
    role          text not null check (role in ('owner', 'admin', 'analyst', 'operator', 'viewer', 'auditor')),
    primary key (org_id, connection_id, group_name),
    foreign key (org_id, connection_id) references saml_connections on delete cascade
);
call tenant_table('saml_groups');

-- What a connection last said of a member's groups, and whether their role follows from it.
create table saml_members (
    org_id        uuid not null default tenant(),
    person_id     uuid not null,
    connection_id uuid not null,
    groups        text[] not null,
    synced        boolean not null,
    seen_at       timestamptz not null,
    primary key (org_id, person_id),
    foreign key (org_id, person_id) references memberships on delete cascade,
    foreign key (org_id, connection_id) references saml_connections on delete cascade
);
call tenant_table('saml_members');
create index saml_members_of_connection on saml_members (org_id, connection_id);

-- Which of our sessions is which of the identity provider's, so that either side can end both.
create table saml_sessions (
    org_id        uuid not null default tenant(),
    session_id    uuid not null,
    connection_id uuid not null,
    name_hash     text collate "C" not null,
    session_index text collate "C" not null,
    sealed_name   bytea not null,
    begun_at      timestamptz not null,
    primary key (org_id, session_id),
    foreign key (org_id, connection_id) references saml_connections on delete cascade
);
call tenant_table('saml_sessions');
create index saml_sessions_of_name on saml_sessions (org_id, connection_id, name_hash);
