-- liquibase formatted sql

-- changeset muster:0029-scim
-- Whom an identity provider keeps here (RFC 7643), beside the membership that they have while active.
create table scim_users (
    org_id      uuid not null default tenant() references organizations on delete cascade,
    id          uuid not null default uuidv7(),
    person_id   uuid not null,
    user_name   text not null check (length(user_name) between 1 and 254),
    external_id text check (length(external_id) <= 254),
    email       text not null check (length(email) <= 254),
    given_name  text check (length(given_name) <= 200),
    family_name text check (length(family_name) <= 200),
    formatted   text check (length(formatted) <= 200),
    active      boolean not null,
    created_at  timestamptz not null,
    changed_at  timestamptz not null,
    primary key (org_id, id)
);
create unique index scim_users_named on scim_users (org_id, lower(user_name) collate "C");
create unique index scim_users_of_person on scim_users (org_id, person_id);
call tenant_table('scim_users');

-- What an identity provider calls a group, and what its people are here: nothing where nobody said.
create table scim_groups (
    org_id       uuid not null default tenant() references organizations on delete cascade,
    id           uuid not null default uuidv7(),
    display_name text not null check (length(display_name) between 1 and 254),
    external_id  text check (length(external_id) <= 254),
    role         text check (role in ('admin', 'analyst', 'operator', 'viewer', 'auditor')),
    created_at   timestamptz not null,
    changed_at   timestamptz not null,
    primary key (org_id, id)
);
create unique index scim_groups_named on scim_groups (org_id, lower(display_name) collate "C");
call tenant_table('scim_groups');

create table scim_group_users (
    org_id   uuid not null default tenant() references organizations on delete cascade,
    group_id uuid not null,
    user_id  uuid not null,
    primary key (org_id, group_id, user_id),
    foreign key (org_id, group_id) references scim_groups on delete cascade,
    foreign key (org_id, user_id) references scim_users on delete cascade
);
create index scim_group_users_of_user on scim_group_users (org_id, user_id);
call tenant_table('scim_group_users');
