-- liquibase formatted sql

-- changeset muster:0028-identities
-- Accounts that people have elsewhere and sign in with. Who somebody is there is issuer and subject
-- alone; the label is for the person's own eyes.
create table identities (
    issuer     text collate "C" not null check (length(issuer) <= 2000),
    subject    text collate "C" not null check (length(subject) between 1 and 255),
    id         uuid not null default uuidv7() unique,
    person_id  uuid not null references people on delete cascade,
    provider   text not null,
    label      text not null check (length(label) <= 254),
    created_at timestamptz not null,
    used_at    timestamptz not null,
    primary key (issuer, subject)
);
create index identities_of_person on identities (person_id);
alter table identities enable row level security;
alter table identities force row level security;
create policy mine on identities to muster_app using (person_id = person()) with check (person_id = person());
create policy door on identities to muster_door using (true) with check (true);
grant select, delete on identities to muster_app;
grant select, insert, update (label, used_at) on identities to muster_door;

-- changeset muster:0028-questions
-- What a provider was asked on behalf of one browser: whoever comes with the answer must be that
-- browser, and only once.
create table oidc_questions (
    state_hash   text collate "C" primary key,
    browser_hash text collate "C" not null,
    provider     text collate "C" not null,
    person_id    uuid references people on delete cascade,
    next         text not null check (length(next) <= 2001),
    expires_at   timestamptz not null
);
create index oidc_questions_expired on oidc_questions (expires_at);
create index oidc_questions_of_person on oidc_questions (person_id) where person_id is not null;
alter table oidc_questions enable row level security;
alter table oidc_questions force row level security;
create policy door on oidc_questions to muster_door using (true) with check (true);
grant select, insert, delete on oidc_questions to muster_door;

-- changeset muster:0028-connections
-- An organization's own provider; the secret is sealed.
create table oidc_connections (
    org_id        uuid primary key default tenant() references organizations on delete cascade,
    id            uuid not null default uuidv7(),
    issuer        text not null check (length(issuer) <= 500),
    client_id     text not null check (length(client_id) between 1 and 255),
    sealed_secret bytea not null,
    trust_email   boolean not null,
    jit           boolean not null,
    default_role  text not null check (default_role in ('admin', 'analyst', 'operator', 'viewer', 'auditor')),
    made_at       timestamptz not null
);
call tenant_table('oidc_connections');
create unique index oidc_connections_id on oidc_connections (id);
create policy door on oidc_connections for select to muster_door using (true);
grant select (org_id, id) on oidc_connections to muster_door;

-- Who of its members is whom there. What an organization's own provider says opens nothing
-- elsewhere: this is not the table of identities.
create table oidc_members (
    org_id    uuid not null default tenant(),
    issuer    text collate "C" not null check (length(issuer) <= 2000),
    subject   text collate "C" not null check (length(subject) between 1 and 255),
    person_id uuid not null,
    since     timestamptz not null,
    primary key (org_id, issuer, subject),
    foreign key (org_id, person_id) references memberships on delete cascade
);
call tenant_table('oidc_members');
create index oidc_members_of_person on oidc_members (org_id, person_id);

-- What came of each sign-in: why it was refused, nothing of what was said of a person.
create table oidc_attempts (
    org_id    uuid not null default tenant() references organizations on delete cascade,
    id        uuid not null default uuidv7(),
    at        timestamptz not null,
    result    text collate "C" not null check (result in ('accepted', 'refused')),
    reason    text collate "C" not null,
    reference text collate "C" not null,
    address   text collate "C" not null,
    detail    text not null check (length(detail) <= 500),
    primary key (org_id, id)
);
call tenant_table('oidc_attempts');
create index oidc_attempts_by_time on oidc_attempts (org_id, at, id);
create index oidc_attempts_by_reference on oidc_attempts (org_id, reference);
